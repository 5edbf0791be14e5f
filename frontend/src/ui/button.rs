//! What acts: a round-ended button.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// How much a button stands out.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Solid, high and with large words: the one main thing of a screen.
    Main,
    /// The same as wide as the screen.
    MainWide,
    /// On a soft ground.
    #[default]
    Soft,
    /// The same as wide as its place.
    SoftWide,
    /// On a soft ground, as high as what logs.
    SoftBig,
    /// Words alone, as high as what logs.
    PlainBig,
    /// Words alone, standing where a line of text begins.
    Line,
    /// Words alone, ending where its row ends.
    RowEnd,
}

/// A button.
#[component]
pub fn Button(
    /// The words on it.
    words: &'static str,
    /// What a press does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// Its name, where the words on it are too short to stand alone. Begins with those words.
    #[prop(optional)]
    name: Option<String>,
) -> impl IntoView {
    let class = match kind {
        ButtonKind::Main => "button button--main button--big",
        ButtonKind::MainWide => "button button--main button--big button--wide",
        ButtonKind::Soft => "button",
        ButtonKind::SoftWide => "button button--wide",
        ButtonKind::SoftBig => "button button--big",
        ButtonKind::PlainBig => "button button--plain button--big",
        ButtonKind::Line => "button button--plain button--line",
        ButtonKind::RowEnd => "button button--plain button--end",
    };
    view! {
        <button type="button" class=class aria-label=name on:click=move |_| on_press.run(())>
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            {words}
        </button>
    }
}
