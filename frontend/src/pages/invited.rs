//! For those whom somebody invited: the link or code is looked at, which changes nothing; then it is said who invites, what will be seen and
//! what will not; at a press both sides show a number, and the other one says yes. A link that brings in a device is something else: it
//! opens the whole journal, and that is said before it leads on.

use ebb_journal::scope::{Scope, SharingKind};
use ebb_sync::follower::{FollowRefused, FollowerStage, FollowerStanding};
use leptos::prelude::*;

use super::scanning::Scanner;
use crate::app::told;
use crate::journal::{moment_words, use_followed};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::installing::{self, Way};
use crate::platform::{location, store_choice, wall_clock};
use crate::ui::{Back, Button, ButtonKind, Notice, TextField, Waiting, live, nothing, place_head};
use crate::words;

/// The part of an address by which a link for a device is known.
const DEVICE_LINK: &str = "/join#";
const LETTERS_OF_CODE: usize = 27;

#[derive(Clone, PartialEq, Eq)]
enum Pasted {
    Nothing,
    Missing,
    /// A link for a device, with what follows its `#`.
    Device(String),
    Other(String),
}

/// Someone invited me.
pub fn invited() -> AnyView {
    let head = view! {
        <Back to=Page::Today name=words::BACK/>
        {place_head(words::SOMEONE_INVITED_ME.to_owned(), nothing(), nothing())}
    };
    if store_choice::is_sample() {
        return view! { {head} <Notice happened=words::SAMPLE_STAYS safe=words::SAMPLE_STAYS_MORE/> }.into_any();
    }
    let (followed, navigation) = (use_followed(), use_navigation());
    let look = move || {
        let fragment = location::fragment();
        // The secret of the link leaves the address bar and the history.
        navigation.rename(Page::Invited);
        followed.let_go_of_candidate();
        followed.look_at(&fragment);
    };
    if location::fragment().is_empty() {
        // Whoever left the page while the other one had not said yes yet finds the number again.
        Effect::new(move || followed.go_on_with_what_waits());
    } else {
        look();
    }
    location::on_fragment(look);
    // An invitation that this person did not say yes to leaves nothing behind.
    on_cleanup(move || followed.let_go_of_candidate());
    let (candidate, refused) = (followed.candidate(), followed.refused());
    let (link, pasted) = (RwSignal::new(String::new()), RwSignal::new(Pasted::Nothing));
    let stage = Memo::new(move |_| candidate.get().map(|standing| standing.stage));
    let tells_owner = RwSignal::new(false);
    Effect::new(move || {
        if matches!(stage.get(), None | Some(FollowerStage::Reading)) {
            // It was another one that the owner was told of.
            tells_owner.set(false);
        }
        if stage.get() == Some(FollowerStage::Refused(FollowRefused::Used)) {
            // Their own app would go on asking for what somebody else has.
            followed.take_yes_back();
        }
        if stage.get() == Some(FollowerStage::Following)
            && let Some(name) = followed.take_candidate_in()
        {
            navigation.replace(Page::FollowedOne(name));
        }
    });
    let body = move || match stage.get() {
        None => match refused.get() {
            Some(trouble) => view! { {told(trouble, None)} {ask(link, pasted)} }.into_any(),
            None => ask(link, pasted),
        },
        Some(FollowerStage::Reading) => view! { <Waiting words=words::OPENING_INVITATION/> }.into_any(),
        Some(FollowerStage::Offered) => {
            candidate.with_untracked(|standing| standing.as_ref().map_or_else(nothing, offered))
        }
        Some(FollowerStage::Asking) => view! { <Waiting words=words::ASKING_TO_SEE/> }.into_any(),
        Some(FollowerStage::Waiting) => view! {
            <Waiting words=words::WAITING_FOR_OWNER/>
            <p class="soft">{words::WAITING_FOR_OWNER_MORE}</p>
        }
        .into_any(),
        Some(FollowerStage::Compare(digits)) => compare(digits),
        Some(FollowerStage::Following) => view! { <Waiting words=words::LET_IN/> }.into_any(),
        Some(FollowerStage::Refused(why)) => view! { {refused_with(why, tells_owner)} {ask(link, pasted)} }.into_any(),
        Some(FollowerStage::Ended(_)) => {
            let (happened, more) = words::follow_refused(FollowRefused::Gone);
            view! { <Notice happened=happened safe=more urgent=true/> }.into_any()
        }
    };
    view! {
        {head}
        <div class="stack" aria-live="polite">{live(body)}</div>
        {no_connection(candidate)}
    }
    .into_any()
}

/// That there is no connection, before there was one.
fn no_connection(candidate: Signal<Option<FollowerStanding>>) -> AnyView {
    let away = Memo::new(move |_| {
        candidate.with(|standing| {
            standing.as_ref().is_some_and(|standing| !standing.connected && standing.reached_ms.is_none())
        })
    });
    live(move || if away.get() { view! { <p class="soft">{words::JOIN_WAITS}</p> }.into_any() } else { nothing() })
}

/// Why nothing comes of it. Who came after somebody else can let the owner know, which leaves nothing here.
fn refused_with(why: FollowRefused, tells_owner: RwSignal<bool>) -> AnyView {
    let followed = use_followed();
    let tell = move |()| {
        tells_owner.set(true);
        followed.tell_owner();
    };
    let way = move || {
        if tells_owner.get() {
            view! { <Waiting words=words::TELLING_THEM/> }.into_any()
        } else {
            view! { <Button words=words::TELL_THEM_THAT_I_TRIED on_press=tell/> }.into_any()
        }
    };
    let act = (why == FollowRefused::UsedBefore).then(|| live(way));
    let is_told = why == FollowRefused::Used && tells_owner.get_untracked();
    let to_do = if is_told { words::THEY_ARE_TOLD } else { "" };
    let (happened, more) = words::follow_refused(why);
    view! { <Notice happened=happened safe=more to_do=to_do urgent=true act=act/> }.into_any()
}

/// The ways to bring an invitation here. What was typed stays while it is told what is wrong with it.
fn ask(link: RwSignal<String>, pasted: RwSignal<Pasted>) -> AnyView {
    let followed = use_followed();
    let open = Callback::new(move |()| {
        let what = link.with_untracked(|link| read(link));
        let code = if let Pasted::Other(code) = &what { Some(code.clone()) } else { None };
        pasted.set(what);
        match code {
            Some(code) => followed.look_at(&code),
            // What was said of the one before is no answer to this.
            None => followed.forget_refusal(),
        }
    });
    let scanner = Scanner::new(is_of_ebb, move |code| {
        link.set(code);
        open.run(());
    });
    let problem = Signal::derive(move || if pasted.get() == Pasted::Missing { words::INVITATION_MISSING } else { "" });
    let answer = move || match pasted.get() {
        Pasted::Device(secret) => device_link(&secret),
        _ => nothing(),
    };
    let is_on = scanner.is_on();
    let ways = move || {
        if is_on.get() {
            return scanner.picture();
        }
        view! {
            <p>{words::INVITATION_IS}</p>
            {scanner.begin_button()}
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
    };
    live(ways)
}

/// Who invites, what will be seen, what will not, until when.
fn offered(standing: &FollowerStanding) -> AnyView {
    let followed = use_followed();
    let scope = standing.scope.clone().unwrap_or_default();
    let until = standing.until_ms.and_then(wall_clock::moment_at).map(|at| moment_words(&at));
    let row = |words: String| view! { <li>{words}</li> }.into_any();
    let (seen, unseen): (Vec<_>, Vec<_>) = SharingKind::ALL.into_iter().partition(|kind| scope.shares(*kind));
    let named = |kinds: Vec<SharingKind>| {
        let named = kinds.into_iter().map(|kind| row(words::sharing_kind(kind).to_owned()));
        named.collect_view().into_any()
    };
    let not_at_all = if unseen.is_empty() {
        nothing()
    } else {
        view! {
            <h2>{words::YOU_WILL_NOT_SEE}</h2>
            <ul class="told-list">{named(unseen)}</ul>
        }
        .into_any()
    };
    let on_home_screen = match installing::way() {
        Some(Way::ShareMenu) => {
            view! { <Notice happened=words::FOLLOW_INSIDE safe=words::FOLLOW_INSIDE_MORE/> }.into_any()
        }
        Some(_) => view! { <p class="soft small">{words::BROWSER_MAY_FORGET}</p> }.into_any(),
        None => nothing(),
    };
    view! {
        <p class="lead">{words::invites_you(&standing.owner)}</p>
        <p>{words::WHAT_FOLLOWING_IS}</p>
        <div class="surface stack stack--close">
            <h2>{words::YOU_WILL_SEE}</h2>
            <ul class="told-list">{named(seen)}</ul>
            <p class="soft num">{from_when(&scope)}</p>
            {not_at_all}
            <p class="soft num">{words::offered_until(until.as_deref())}</p>
        </div>
        {on_home_screen}
        <Button kind=ButtonKind::MainWide words=words::SHOW_MY_NUMBER on_press=move |()| followed.accept()/>
        <p class="soft small">{words::SHOW_MY_NUMBER_MORE}</p>
    }
    .into_any()
}

fn from_when(scope: &Scope) -> String {
    words::offered_from(scope.from().map(crate::journal::wording::date).as_deref())
}

/// The number that the other one must see as well.
fn compare(digits: u32) -> AnyView {
    let (followed, navigation) = (use_followed(), use_navigation());
    let give_up = move |()| {
        followed.give_up_candidate();
        navigation.back(Page::Today);
    };
    view! {
        <p class="lead">{words::TELL_THEM_THIS_NUMBER}</p>
        <div class="surface compare">
            <p class="compare__digits num">{words::digits(digits)}</p>
        </div>
        <p>{words::TELL_THEM_MORE}</p>
        <Waiting words=words::WAITING_FOR_THEIR_YES/>
        <Button kind=ButtonKind::SoftWide words=words::DO_NOT_FOLLOW on_press=give_up/>
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

/// Whether a text is a link or a code of an invitation, so far as it shows.
fn is_of_ebb(text: &str) -> bool {
    match text.split_once('#') {
        Some((address, _)) => address.ends_with(&Page::Invited.path()) || address.ends_with(&Page::Join.path()),
        None => text.len() < 64 && text.chars().filter(char::is_ascii_alphanumeric).count() == LETTERS_OF_CODE,
    }
}

fn read(text: &str) -> Pasted {
    let text: String = text.split_whitespace().collect();
    match text.split_once(DEVICE_LINK) {
        _ if text.is_empty() => Pasted::Missing,
        Some((_, secret)) if !secret.is_empty() => Pasted::Device(secret.to_owned()),
        _ => Pasted::Other(text),
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
        for other in ["https://ebb.example/join#", "https://ebb.example/invited#K7QM", "K7QM-2F9C"] {
            assert!(read(other) == Pasted::Other(other.to_owned()));
        }
    }
}
