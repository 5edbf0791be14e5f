//! What acts: a round-ended button.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// How much a button stands out.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Solid: the one main thing of a screen.
    Main,
    /// On a soft ground.
    #[default]
    Soft,
    /// Words alone.
    Plain,
    /// Words alone, standing where a line of text begins.
    Line,
}

/// A button.
#[component]
pub fn Button(
    /// What a press does.
    #[prop(into)]
    on_press: Callback<MouseEvent>,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// As high as what logs, with larger words.
    #[prop(optional)]
    big: bool,
    /// As wide as its place.
    #[prop(optional)]
    wide: bool,
    /// Pulled into the edge of its row, so that plain words end where the row ends.
    #[prop(optional)]
    at_end: bool,
    /// Its name, where the words on it are too short to stand alone. Begins with those words.
    #[prop(optional, into)]
    name: Option<String>,
    /// Whether it does nothing just now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The words on it.
    children: Children,
) -> impl IntoView {
    let mut class = String::from(match kind {
        ButtonKind::Main => "button button--main",
        ButtonKind::Soft => "button",
        ButtonKind::Plain => "button button--plain",
        ButtonKind::Line => "button button--plain button--line",
    });
    for (wanted, more) in [(big, " button--big"), (wide, " button--wide"), (at_end, " button--end")] {
        if wanted {
            class.push_str(more);
        }
    }
    view! {
        <button type="button" class=class aria-label=name disabled=disabled on:click=move |event| on_press.run(event)>
            {children()}
        </button>
    }
}
