//! A number that is on no key, as it is typed.

use leptos::prelude::*;

use crate::platform::page_element;
use crate::ui::{Button, ButtonKind, TextField, live};
use crate::words;

/// "Another number": opens a line for it. `save` says what is wrong with it; what was typed stays until it is saved.
pub fn another_number(
    unit: &'static str,
    id: &'static str,
    save: Callback<String, Result<(), &'static str>>,
) -> AnyView {
    let is_open = RwSignal::new(false);
    let (text, problem) = (RwSignal::new(String::new()), RwSignal::new(""));
    let keep = Callback::new(move |()| match save.run(text.get_untracked()) {
        Ok(()) => {
            text.set(String::new());
            problem.set("");
            is_open.set(false);
        }
        Err(wrong) => problem.set(wrong),
    });
    let field = move || {
        if is_open.get() {
            view! {
                <div class="stack stack--close">
                    <TextField name=unit id=id hint="" text=text problem=problem inputmode="numeric" on_enter=keep/>
                    <Button kind=ButtonKind::SoftWide words=words::SAVE_IT on_press=keep/>
                </div>
            }
            .into_any()
        } else {
            let open = move |()| {
                is_open.set(true);
                page_element::focus_soon("[inputmode=numeric]");
            };
            view! { <Button kind=ButtonKind::Line words=words::ANOTHER_NUMBER on_press=open/> }.into_any()
        }
    };
    live(field)
}
