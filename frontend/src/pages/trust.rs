//! Who can open what, in words; a number to compare aloud; and how that came about.

use leptos::prelude::*;

use crate::journal::{FollowLine, Sharing, TrustLine, use_follows, use_journal};
use crate::page::Page;
use crate::ui::{Back, Waiting, live, nothing, place_head};
use crate::words;

/// Who can open what.
pub fn trust() -> AnyView {
    let (journal, follows) = (use_journal(), use_follows());
    let (sharing, lines, trust) = (journal.sharing(), follows.follows(), follows.trust());
    let devices = move || match sharing.get() {
        Sharing::On { devices, .. } => {
            let whole = devices.into_iter().map(|device| {
                let told = if device.is_sheet { words::SHEET_OPENS } else { words::DEVICE_OPENS };
                row(device.name, told.to_owned())
            });
            let seeing = lines.get().into_iter().map(|line: FollowLine| {
                let told = [line.sees.as_str(), " ", &line.not_sent].concat();
                row(line.name, told)
            });
            view! {
                <ul class="list">
                    {whole.chain(seeing).collect_view()} {row(words::THE_SERVER.to_owned(), words::SERVER_OPENS.to_owned())}
                </ul>
            }
            .into_any()
        }
        Sharing::TurningOn => view! { <Waiting words=words::TURNING_ON/> }.into_any(),
        _ => view! { <p>{words::NOBODY_ELSE_OPENS}</p> }.into_any(),
    };
    let history = move || {
        match trust.get() {
        None => nothing(),
        Some(trust) => view! {
            <section class="stack">
                <h2>{words::COMPARE_ALOUD}</h2>
                <div class="surface compare">
                    <p class="fingerprint num">{trust.fingerprint}</p>
                </div>
                <p class="soft">{words::COMPARE_ALOUD_MORE}</p>
            </section>
            <section class="stack">
                <h2>{words::HOW_IT_CAME}</h2>
                <ul class="list">{trust.lines.into_iter().map(|TrustLine { what, by }| row(what, by)).collect_view()}</ul>
            </section>
        }
        .into_any(),
    }
    };
    view! {
        <Back to=Page::Share name=words::SHARE/>
        {place_head(words::WHO_CAN_OPEN.to_owned(), nothing(), nothing())}
        {live(devices)}
        {live(history)}
    }
    .into_any()
}

fn row(name: String, told: String) -> AnyView {
    view! {
        <li class="item">
            <span class="grow">
                <b>{name}</b>
                <span class="item__detail num">{told}</span>
            </span>
        </li>
    }
    .into_any()
}
