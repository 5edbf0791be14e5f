//! Every icon with its name in the source.

use leptos::prelude::*;

use crate::ui::{Glyph, Icon, IconSize};

const GLYPHS: &[(Glyph, &str)] = &[
    (Glyph::ARROW_IN, "ARROW_IN"),
    (Glyph::SCAN, "SCAN"),
    (Glyph::BACK, "BACK"),
    (Glyph::MENU, "MENU"),
    (Glyph::CHECK, "CHECK"),
    (Glyph::MINUS, "MINUS"),
    (Glyph::PLUS, "PLUS"),
    (Glyph::FIRE, "FIRE"),
    (Glyph::DOOR, "DOOR"),
    (Glyph::TODAY, "TODAY"),
    (Glyph::TODAY_HERE, "TODAY_HERE"),
    (Glyph::SHARE, "SHARE"),
    (Glyph::SHARE_HERE, "SHARE_HERE"),
    (Glyph::PHONE, "PHONE"),
    (Glyph::TABLET, "TABLET"),
    (Glyph::MOON, "MOON"),
    (Glyph::INFO, "INFO"),
    (Glyph::COPY, "COPY"),
    (Glyph::SEARCH, "SEARCH"),
    (Glyph::CLOUD_KEPT, "CLOUD_KEPT"),
    (Glyph::CLOUD_GOING, "CLOUD_GOING"),
    (Glyph::CLOUD_AWAY, "CLOUD_AWAY"),
    (Glyph::CLOUD_TROUBLE, "CLOUD_TROUBLE"),
    (Glyph::TRENDS, "TRENDS"),
    (Glyph::TRENDS_HERE, "TRENDS_HERE"),
    (Glyph::MEDICINES, "MEDICINES"),
    (Glyph::MEDICINES_HERE, "MEDICINES_HERE"),
    (Glyph::HAND, "HAND"),
    (Glyph::BRAIN, "BRAIN"),
    (Glyph::DROP, "DROP"),
    (Glyph::HEART, "HEART"),
    (Glyph::BONE, "BONE"),
    (Glyph::BODY, "BODY"),
    (Glyph::LEAF, "LEAF"),
    (Glyph::FLASK, "FLASK"),
    (Glyph::PEN, "PEN"),
    (Glyph::MALE, "MALE"),
    (Glyph::GEAR, "GEAR"),
    (Glyph::ENVELOPE, "ENVELOPE"),
    (Glyph::EYE, "EYE"),
];

/// The icons, small, medium and large.
pub fn glyphs() -> AnyView {
    let row = |(glyph, name): &(Glyph, &'static str)| {
        let (glyph, name) = (*glyph, *name);
        view! {
            <div class="row">
                <Icon glyph=glyph size=IconSize::Small/>
                <Icon glyph=glyph/>
                <Icon glyph=glyph size=IconSize::Large/>
                <span class="small">{name}</span>
            </div>
        }
        .into_any()
    };
    GLYPHS.iter().map(row).collect_view().into_any()
}
