//! How Ebb looks on this phone: colours, size of the text, the view for the night. Kept in local storage, where `boot.js` reads
//! it before the first paint.

use leptos::prelude::*;

use crate::platform::{local_storage, page_element};

/// Which colours Ebb wears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// Light or dark, as the phone is.
    LikeThePhone,
    /// Paper and ink.
    Light,
    /// Dark.
    Dark,
    /// Dim and warm, for the night.
    Night,
}

/// How large the text is, against what the browser would show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextSize {
    /// As the browser has it.
    Usual,
    /// 115 %.
    Large,
    /// 130 %.
    VeryLarge,
}

/// How Ebb looks, as it was chosen.
#[derive(Clone, Copy)]
pub struct Look {
    /// Which colours it wears.
    pub colours: Colours,
    /// How large its text is.
    pub text_size: TextSize,
    /// Whether it opens with the night view between 22 and 6.
    pub night_view: bool,
    dimmed: bool,
}

/// How Ebb looks, and the ways to change it.
#[derive(Clone, Copy)]
pub struct Appearance(RwSignal<Look>);

// Names and values are read by boot.js too.
const COLOURS: &str = "ebb.appearance";
const TEXT_SIZE: &str = "ebb.text_size";
const NIGHT_VIEW: &str = "ebb.night_view";
const SET_UP: &str = "ebb.set_up";

// `--paper` of the three themes in tokens.css.
const PAPER: &str = "#F4F3EC";
const PAPER_DARK: &str = "#0C1619";
const PAPER_NIGHT: &str = "#0B0907";

/// Puts the appearance into the context, as it was left. `boot.js` has made the page look like it.
pub fn provide_appearance() -> Appearance {
    let kept = |name| local_storage::get(name).unwrap_or_default();
    let appearance = Appearance(RwSignal::new(Look {
        colours: Colours::of_text(&kept(COLOURS)),
        text_size: TextSize::of_text(&kept(TEXT_SIZE)),
        night_view: kept(NIGHT_VIEW) != "off",
        // boot.js may have opened dimmed; it stays so until the app knows where it opens.
        dimmed: page_element::has_root_class("night"),
    }));
    appearance.show();
    provide_context(appearance);
    appearance
}

/// How Ebb looks.
///
/// # Panics
///
/// Outside of [`crate::app::App`], which provides it.
pub fn use_appearance() -> Appearance {
    expect_context()
}

/// Notes that the first minute is over, so that `boot.js` may open dimmed at night.
pub fn note_set_up() {
    local_storage::set(SET_UP, "yes");
}

impl Appearance {
    /// How Ebb looks, as it was chosen.
    pub fn look(self) -> Look {
        self.0.get()
    }

    /// Chooses colours.
    pub fn choose_colours(self, colours: Colours) {
        local_storage::set(COLOURS, colours.text());
        self.change(Look { colours, ..self.0.get_untracked() });
    }

    /// Chooses the size of the text.
    pub fn choose_text_size(self, text_size: TextSize) {
        local_storage::set(TEXT_SIZE, text_size.text());
        self.change(Look { text_size, ..self.0.get_untracked() });
    }

    /// Turns opening with the night view on or off.
    pub fn turn_night_view(self) {
        let look = self.0.get_untracked();
        let night_view = !look.night_view;
        local_storage::set(NIGHT_VIEW, if night_view { "on" } else { "off" });
        self.change(Look { night_view, ..look });
    }

    /// Dims the page for the night view, or lets it have its colours again.
    pub fn dim(self, dimmed: bool) {
        let look = self.0.get_untracked();
        if look.dimmed != dimmed {
            self.change(Look { dimmed, ..look });
        }
    }

    fn change(self, look: Look) {
        self.0.set(look);
        self.show();
    }

    fn show(self) {
        let look = self.0.get_untracked();
        let colours = if look.dimmed { Colours::Night } else { look.colours };
        let size = match look.text_size {
            TextSize::Usual => "",
            TextSize::Large => " text-115",
            TextSize::VeryLarge => " text-130",
        };
        let (theme, on_light, on_dark) = match colours {
            Colours::LikeThePhone => ("", PAPER, PAPER_DARK),
            Colours::Light => ("light", PAPER, PAPER),
            Colours::Dark => ("dark", PAPER_DARK, PAPER_DARK),
            Colours::Night => ("night", PAPER_NIGHT, PAPER_NIGHT),
        };
        page_element::set_root_classes(&[theme, size].concat());
        page_element::set_bar_colours(on_light, on_dark);
    }
}

impl Colours {
    fn text(self) -> &'static str {
        match self {
            Self::LikeThePhone => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Night => "night",
        }
    }

    fn of_text(text: &str) -> Self {
        let all = [Self::Light, Self::Dark, Self::Night];
        all.into_iter().find(|colours| colours.text() == text).unwrap_or(Self::LikeThePhone)
    }
}

impl TextSize {
    fn text(self) -> &'static str {
        match self {
            Self::Usual => "100",
            Self::Large => "115",
            Self::VeryLarge => "130",
        }
    }

    fn of_text(text: &str) -> Self {
        let all = [Self::Large, Self::VeryLarge];
        all.into_iter().find(|size| size.text() == text).unwrap_or(Self::Usual)
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const TOKENS: &str = include_str!("../styles/tokens.css");

    /// What stands between the braces after `head`, without spaces and line ends.
    fn block(head: &str) -> String {
        let body = TOKENS.split_once(head).unwrap().1.split_once('}').unwrap().0;
        body.split_whitespace().collect()
    }

    #[wasm_bindgen_test]
    fn a_dark_phone_and_chosen_dark_look_the_same() {
        assert_eq!(block(":root:not(.light, .dark, .night) {"), block(":root.dark {"));
    }

    #[wasm_bindgen_test]
    fn the_bar_of_the_browser_has_the_colour_of_the_paper() {
        for (head, paper) in [(":root {", PAPER), (":root.dark {", PAPER_DARK), (":root.night {", PAPER_NIGHT)] {
            assert!(block(head).contains(&["--paper:", paper, ";"].concat()));
        }
    }

    #[wasm_bindgen_test]
    fn what_is_kept_is_read_again() {
        for colours in [Colours::LikeThePhone, Colours::Light, Colours::Dark, Colours::Night] {
            assert_eq!(Colours::of_text(colours.text()), colours);
        }
        for size in [TextSize::Usual, TextSize::Large, TextSize::VeryLarge] {
            assert_eq!(TextSize::of_text(size.text()), size);
        }
    }
}
