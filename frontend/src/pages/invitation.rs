//! An invitation to follow that is open: the code to give, who has come, and the yes or no to them.

use ebb_journal::SittingId;
use leptos::prelude::*;

use super::comparing::{CompareWords, comparing, waits_for_maker};
use crate::app::told;
use crate::journal::{LinkState, use_follows, use_journal};
use crate::page::Page;
use crate::platform::{clipboard, files};
use crate::ui::{Back, Button, ButtonKind, Glyph, Link, Notice, QrCode, Waiting, live, live_text, nothing, place_head};
use crate::words;

/// An open invitation, by the name of its record.
pub fn invitation(name: SittingId) -> AnyView {
    let follows = use_follows();
    untrack(|| follows.look_after(name));
    let link = follows.link();
    let who = Memo::new(move |before: Option<&String>| {
        let lines = follows.invitations();
        let found = lines.with(|lines| lines.iter().find(|line| line.name == name).map(|line| line.who.clone()));
        // Once it is over it is no more among the open ones.
        found.or_else(|| before.cloned()).unwrap_or_default()
    });
    let heading = Memo::new(move |_| match link.get() {
        LinkState::Compare { name, .. } => words::is_this(&name),
        _ => words::invitation_for(&who.get()),
    });
    let body = move || match link.get() {
        LinkState::None | LinkState::Making => view! { <Waiting words=words::MAKING_A_CODE/> }.into_any(),
        LinkState::Ready { url, code, .. } => ready(&url, code, name),
        LinkState::WaitsForMaker => {
            let told = (words::OPENED_BY_SOMEBODY, words::OPEN_WHERE_IT_WAS_MADE);
            waits_for_maker(told, words::TAKE_BACK, move |()| follows.refuse())
        }
        LinkState::Compare { digits, tried_again, .. } => compare(digits, tried_again),
        LinkState::Admitting { name } => admitting(&name),
        LinkState::Admitted { name } => admitted(&name),
        LinkState::Refused => over(words::NOBODY_FOLLOWS_BY_IT, words::NOBODY_FOLLOWS_BY_IT_MORE),
        LinkState::Forged => over(words::FORGED, words::FORGED_MORE),
        LinkState::Ended => over(words::INVITATION_ENDED, words::INVITATION_ENDED_MORE),
        LinkState::Failed(trouble) => told(trouble, None),
    };
    view! {
        <Back to=Page::Share name=words::SHARE always=true/>
        {live(move || place_head(heading.get(), nothing(), nothing()))}
        {live(body)}
    }
    .into_any()
}

fn over(happened: &'static str, more: &'static str) -> AnyView {
    let anew = view! {
        <Link class="button" to=Page::Invite>
            {words::INVITE_SOMEONE}
        </Link>
    };
    view! { <Notice happened=happened safe=more act=Some(anew.into_any())/> }.into_any()
}

/// The code, in every form in which it can be given.
fn ready(url: &str, typed: String, name: SittingId) -> AnyView {
    let follows = use_follows();
    let said = RwSignal::new(String::new());
    let say = move |copied: bool, words: &'static str| {
        // The page may have been left meanwhile.
        let _ = said.try_set(if copied { words } else { words::LINK_NOT_COPIED }.to_owned());
    };
    let (code, link) = (url.to_owned(), url.to_owned());
    let message = words::message_with_link(url);
    let copy_link = move |()| clipboard::copy(&link, move |copied| say(copied, words::LINK_COPIED));
    let copied_message = message.clone();
    let copy_message = move |()| clipboard::copy(&copied_message, move |copied| say(copied, words::MESSAGE_COPIED));
    let send = if files::can_share_text() {
        view! { <Button kind=ButtonKind::MainWide words=words::SEND_IT on_press=move |()| files::share_text(&message)/> }
            .into_any()
    } else {
        nothing()
    };
    let until = Memo::new(move |_| {
        let lines = follows.invitations();
        lines.with(|lines| {
            lines.iter().find(|line| line.name == name).map(|line| line.until.clone()).unwrap_or_default()
        })
    });
    view! {
        <p class="lead">{words::SEND_THEM_THIS}</p>
        {send}
        <div class="surface stack stack--close">
            <Button kind=ButtonKind::SoftWide glyph=Glyph::COPY words=words::COPY_MESSAGE on_press=copy_message/>
            <Button kind=ButtonKind::SoftWide glyph=Glyph::COPY words=words::COPY_LINK on_press=copy_link/>
            <p class="small" role="status">
                {live_text(move || said.get())}
            </p>
        </div>
        <QrCode text=code name=words::CODE_FOR_A_FOLLOW/>
        <div class="surface stack stack--close">
            <p class="soft small">{words::OR_THEY_TYPE_IT}</p>
            <p class="add-device__code num">{typed}</p>
        </div>
        <p class="soft small num">{live_text(move || until.get())}</p>
        <Waiting words=words::WAITING_FOR_THEM/>
        <p>{words::FOLLOW_SECRET}</p>
        <Button kind=ButtonKind::SoftWide words=words::TAKE_BACK on_press=move |()| follows.refuse()/>
    }
    .into_any()
}

/// Somebody has come: is it who it is for?
fn compare(digits: u32, tried_again: bool) -> AnyView {
    let follows = use_follows();
    let asks = view! { <p class="lead">{words::ASK_WHICH_NUMBER}</p> }.into_any();
    let words =
        CompareWords { must_show: words::THEIR_SCREEN_MUST_SHOW, until_yes: words::UNTIL_YOU_SAY_YES_TO_A_FOLLOW };
    comparing(asks, words, (digits, tried_again), move |()| follows.approve(), move |()| follows.refuse())
}

fn admitting(name: &str) -> AnyView {
    let (wishes, shown) = (use_journal().wishes(), words::letting_follow(name));
    live(move || match wishes.get() {
        (_, Some(why)) => {
            let (happened, more) = words::wish_refused(why);
            over(happened, more)
        }
        _ => view! { <Waiting words=shown.clone()/> }.into_any(),
    })
}

fn admitted(name: &str) -> AnyView {
    view! {
        <p class="lead" role="status">
            {words::follows_you(name)}
        </p>
        <p>{words::THEY_FOLLOW_NOW}</p>
        <Link class="button button--wide" to=Page::Share>
            {words::WHO_FOLLOWS_ME}
        </Link>
    }
    .into_any()
}
