//! The page itself: its title, the classes of its root, the colour of the browser's bar, and when it is looked at again.

use std::time::Duration;

use leptos::prelude::{document, on_cleanup, set_timeout, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, MouseEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Writes the title that the browser shows for this page.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Puts exactly these classes on the root of the page.
pub fn set_root_classes(classes: &str) {
    if let Some(root) = document().document_element() {
        root.set_class_name(classes);
    }
}

/// Whether a class stands on the root of the page.
pub fn has_root_class(class: &str) -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.class_list().contains(class))
}

/// Colours the browser's own bar: one colour for a light phone, one for a dark one, each as `#RRGGBB`.
pub fn set_bar_colours(on_light: &str, on_dark: &str) {
    for (scheme, colour) in [("light", on_light), ("dark", on_dark)] {
        let selector = ["meta[name=theme-color][media*=", scheme, "]"].concat();
        if let Ok(Some(meta)) = document().query_selector(&selector) {
            // Refused only for names that are not valid.
            let _ = meta.set_attribute("content", colour);
        }
    }
}

/// Gives the first element that a selector finds the focus, where it stands, once the screen has changed. For when what was pressed
/// is gone, or another place has come: a keyboard and a screen reader go on from here.
pub fn focus_soon(selector: &'static str) {
    let focus = move || {
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // Refused only for an element that is not on the page.
            let _ = element.focus_with_options(&options);
        }
    };
    set_timeout(focus, Duration::ZERO);
}

/// Brings what a selector finds to the top of the screen and gives it the focus, as soon as it is there: it may be in a part that is
/// still being loaded.
pub fn show_soon(selector: &'static str) {
    fn look(selector: &'static str, times: u32) {
        let found = document().query_selector(selector).ok().flatten();
        match found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            Some(element) => {
                element.scroll_into_view();
                focus_soon(selector);
            }
            None if times > 0 => set_timeout(move || look(selector, times - 1), LOOK_AGAIN),
            None => {}
        }
    }
    const LOOK_AGAIN: Duration = Duration::from_millis(50);
    const TIMES: u32 = 200;
    set_timeout(move || look(selector, TIMES), Duration::ZERO);
}

/// Brings the first element that a selector finds into view, as near as it is, once the screen has changed; what `focused` finds
/// takes the focus.
pub fn bring_soon(selector: &'static str, focused: &'static str) {
    let bring = move || {
        if let Ok(Some(element)) = document().query_selector(selector) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    };
    focus_soon(focused);
    set_timeout(bring, Duration::ZERO);
}

/// What stands in an attribute of what was tapped, or of what that is in.
pub fn attribute_at(event: &MouseEvent, name: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&["[", name, "]"].concat()).ok()??.get_attribute(name)
}

/// Whether the page can be seen at this moment.
pub fn is_seen() -> bool {
    !document().hidden()
}

/// Calls `seen` each time the page can be seen again. For the life of the page.
pub fn on_seen_again(seen: impl Fn() + 'static) {
    let _kept = window_event_listener_untyped("visibilitychange", move |_| {
        if is_seen() {
            seen();
        }
    });
}

/// Calls `unseen` each time the page can no longer be seen, until what is shown now is gone.
pub fn on_unseen(unseen: impl Fn() + 'static) {
    let listening = window_event_listener_untyped("visibilitychange", move |_| {
        if !is_seen() {
            unseen();
        }
    });
    on_cleanup(move || listening.remove());
}

/// Asks the browser to print the page; the styles say what of it.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Refused only where printing is not to be had.
        let _ = window.print();
    }
}
