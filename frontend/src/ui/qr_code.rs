//! A QR code for another device's camera.

use leptos::prelude::*;
use qrcodegen::{QrCode as Code, QrCodeEcc};

/// Light modules around the code, as its standard asks: a camera finds no code without them.
const QUIET_ZONE_MODULES: i32 = 4;

/// A text as a QR code, dark on white in every theme.
#[expect(clippy::needless_pass_by_value, reason = "a component owns what it is given")]
#[component]
pub fn QrCode(
    /// The text; one that is too long for any code (about 2,300 bytes) shows nothing.
    text: String,
    /// What the code is, for a screen reader.
    name: &'static str,
) -> impl IntoView {
    Code::encode_text(&text, QrCodeEcc::Medium).ok().map(|code| {
        let side = code.size() + 2 * QUIET_ZONE_MODULES;
        view! {
            <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=name shape-rendering="crispEdges">
                <path d=dark_modules(&code) fill="currentColor"></path>
            </svg>
        }
    })
}

/// One path over all dark modules, run by run.
fn dark_modules(code: &Code) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).fold(0, |run, _| run + 1);
            if run > 0 {
                let (left, top) = (x + QUIET_ZONE_MODULES, y + QUIET_ZONE_MODULES);
                path.extend([
                    "M",
                    &left.to_string(),
                    " ",
                    &top.to_string(),
                    "h",
                    &run.to_string(),
                    "v1h-",
                    &run.to_string(),
                    "z",
                ]);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_path_covers_exactly_the_dark_modules() {
        let code = Code::encode_text("https://example.org/join#0123456789", QrCodeEcc::Medium).unwrap();
        let mut drawn = Vec::new();
        for run in dark_modules(&code).split('M').skip(1) {
            let (place, length) = run.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let length: i32 = length.split_once('v').unwrap().0.parse().unwrap();
            let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
            drawn.extend((x..x + length).map(|x| (x - QUIET_ZONE_MODULES, y - QUIET_ZONE_MODULES)));
        }
        let side = code.size();
        let mut dark: Vec<_> =
            (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y)).collect();
        dark.sort_unstable();
        drawn.sort_unstable();
        assert_eq!(drawn, dark);
    }
}
