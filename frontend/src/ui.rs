//! Components that know nothing of journals: each a small file with its own few styles under `styles/`.

mod button;
mod choice;
mod icon;
mod kept_bar;
mod link;
mod live;
mod notice;
mod place_head;
mod qr_code;
mod state_line;
mod switch;
mod tab_bar;
mod text_field;
mod tile;
mod waiting;
mod wordmark;

pub use button::{Button, ButtonKind};
pub use choice::{Choice, ChoiceLink, RadioChoices};
pub use icon::{Glyph, Icon, IconSize};
pub use kept_bar::{KeptWords, kept_bar};
pub use link::Link;
pub use live::{live, live_text, nothing};
pub use notice::Notice;
pub use place_head::{Back, place_head};
pub use qr_code::QrCode;
pub use state_line::StateLine;
pub use switch::Switch;
pub use tab_bar::{Tab, TabBar};
pub use text_field::TextField;
pub use tile::Tile;
pub use waiting::Waiting;
pub use wordmark::Wordmark;
