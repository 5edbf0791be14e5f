//! For those whom somebody invited. This version cannot open an invitation: it says so, and what one will look like. A link that brings
//! in a device is something else: it opens the whole journal, and that is said before it leads on.

use leptos::prelude::*;

use crate::page::Page;
use crate::ui::{Back, Button, ButtonKind, Notice, TextField, live, nothing, place_head};
use crate::words;

/// The part of an address by which a link for a device is known.
const DEVICE_LINK: &str = "/join#";

#[derive(Clone, PartialEq, Eq)]
enum Pasted {
    Nothing,
    Missing,
    /// A link for a device, with what follows its `#`.
    Device(String),
    Other,
}

/// Someone invited me.
pub fn invited() -> AnyView {
    let link = RwSignal::new(String::new());
    let pasted = RwSignal::new(Pasted::Nothing);
    let open = Callback::new(move |()| pasted.set(link.with_untracked(|link| read(link))));
    let problem = Signal::derive(move || if pasted.get() == Pasted::Missing { words::INVITATION_MISSING } else { "" });
    let answer = move || match pasted.get() {
        Pasted::Nothing | Pasted::Missing => nothing(),
        Pasted::Device(secret) => device_link(&secret),
        Pasted::Other => view! {
            <Notice
                happened=words::INVITATION_NOT_YET
                safe=words::INVITATION_NOT_YET_SAFE
                to_do=words::INVITATION_NOT_YET_TO_DO
                urgent=true
            />
        }
        .into_any(),
    };
    view! {
        <Back to=Page::Today name=words::BACK/>
        {place_head(words::SOMEONE_INVITED_ME.to_owned(), nothing(), nothing())}
        <p>{words::INVITATION_IS}</p>
        <p>{words::INVITATION_NOT_IN_THIS}</p>
        <TextField
            name=words::INVITATION
            id="invitation"
            hint=words::INVITATION_HINT
            text=link
            problem=problem
            on_enter=open
        />
        <Button kind=ButtonKind::SoftWide words=words::LOOK_WHAT_IT_IS on_press=open/>
        <div>{live(answer)}</div>
    }
    .into_any()
}

fn device_link(secret: &str) -> AnyView {
    // An address with a fragment is read by the page that it opens, so it is loaded anew.
    let to = [Page::Join.path().as_str(), "#", secret].concat();
    let act = view! {
        <a class="button" href=to>
            {words::IT_IS_MINE}
        </a>
    };
    view! {
        <Notice
            happened=words::DEVICE_LINK
            safe=words::DEVICE_LINK_OPENS_ALL
            to_do=words::DEVICE_LINK_TO_DO
            urgent=true
            act=Some(act.into_any())
        />
    }
    .into_any()
}

fn read(text: &str) -> Pasted {
    let text: String = text.split_whitespace().collect();
    match text.split_once(DEVICE_LINK) {
        _ if text.is_empty() => Pasted::Missing,
        Some((_, secret)) if !secret.is_empty() => Pasted::Device(secret.to_owned()),
        _ => Pasted::Other,
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_link_for_a_device_is_known_whatever_copying_did_to_it() {
        assert!(read("  \n") == Pasted::Missing);
        assert!(read("https://ebb.example/join#abc\n def ") == Pasted::Device("abcdef".to_owned()));
        for other in ["https://ebb.example/join#", "https://ebb.example/share", "K7QM-2F9C"] {
            assert!(read(other) == Pasted::Other);
        }
    }
}
