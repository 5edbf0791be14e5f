//! What kind of device this is, as far as its browser says: so that a list of devices is more than numbers.

use web_sys::window;

/// A kind of device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceKind {
    /// An iPhone.
    IPhone,
    /// An iPad.
    IPad,
    /// A phone with Android.
    AndroidPhone,
    /// A tablet with Android.
    AndroidTablet,
    /// A Mac.
    Mac,
    /// A computer with Windows.
    Windows,
    /// Another computer.
    Computer,
}

/// What kind of device this is.
pub fn kind() -> DeviceKind {
    let Some(navigator) = window().map(|window| window.navigator()) else { return DeviceKind::Computer };
    kind_of(&navigator.user_agent().unwrap_or_default(), navigator.max_touch_points() > 1)
}

/// An iPad says that it is a Mac; no Mac has a touch screen.
fn kind_of(agent: &str, has_touch: bool) -> DeviceKind {
    let says = |words: &str| agent.contains(words);
    match () {
        () if says("iPhone") => DeviceKind::IPhone,
        () if says("iPad") || (says("Macintosh") && has_touch) => DeviceKind::IPad,
        () if says("Android") && says("Mobile") => DeviceKind::AndroidPhone,
        () if says("Android") => DeviceKind::AndroidTablet,
        () if says("Macintosh") => DeviceKind::Mac,
        () if says("Windows") => DeviceKind::Windows,
        () => DeviceKind::Computer,
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn devices_are_told_apart() {
        for (agent, has_touch, kind) in [
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)", true, DeviceKind::IPhone),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari", true, DeviceKind::IPad),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari", false, DeviceKind::Mac),
            ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/139 Mobile Safari", true, DeviceKind::AndroidPhone),
            ("Mozilla/5.0 (Linux; Android 14; SM-X200) Chrome/139 Safari", true, DeviceKind::AndroidTablet),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", true, DeviceKind::Windows),
            ("Mozilla/5.0 (X11; Linux x86_64)", false, DeviceKind::Computer),
            ("", false, DeviceKind::Computer),
        ] {
            assert_eq!(kind_of(agent, has_touch), kind, "{agent}");
        }
    }
}
