//! Share: who follows, the devices of this journal, whom this person follows. Nothing leaves the phone before sync is turned on here.

use leptos::prelude::*;

use super::journal_head::journal_head;
use crate::app::told;
use crate::journal::{
    DeviceLine, FollowLine, InvitationLine, Person, SafePlace, SeenView, Sharing, use_followed, use_follows,
    use_journal,
};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::store_choice;
use crate::ui::{
    Button, ButtonKind, Glyph, Icon, IconSize, Link, Mark, Notice, Waiting, item_link, live, live_text, nothing,
};
use crate::words;

/// Who follows, the devices of this journal, whom this person follows.
pub fn share() -> AnyView {
    let journal = use_journal();
    let (sharing, state) = (journal.sharing(), journal.state_line());
    let on_turn_on = Callback::new(move |()| journal.turn_sync_on());
    let body = move || match sharing.get() {
        Sharing::Off if store_choice::is_sample() => {
            view! { <Notice happened=words::SAMPLE_STAYS safe=words::SAMPLE_STAYS_MORE/> }.into_any()
        }
        Sharing::Off => sync_is_off(on_turn_on),
        Sharing::TurningOn => view! { <Waiting words=words::TURNING_ON/> }.into_any(),
        Sharing::On { devices: all, last_copy, set_aside } => devices(all, last_copy, set_aside),
        Sharing::Ended { happened, more, was_dismissed } => ended(happened, more, was_dismissed),
        Sharing::Failed(trouble) => {
            let again = view! { <Button words=words::TRY_AGAIN on_press=on_turn_on/> };
            told(trouble, Some(again.into_any()))
        }
    };
    // What the state line has no room for: why entries do not leave the phone, and what to do.
    let sending = move || match state.get() {
        // What has ended is told below.
        _ if matches!(sharing.get(), Sharing::Ended { .. }) => nothing(),
        SafePlace::Trouble { sentence, what_to_do } => view! { <Notice happened=sentence safe=what_to_do/> }.into_any(),
        _ => nothing(),
    };
    view! {
        {journal_head(words::SHARE.to_owned(), None)}
        {live(sending)}
        {who_follows()}
        <section>
            <h2>{words::MY_DEVICES}</h2>
            {live(body)}
        </section>
        {whom_i_follow()}
    }
    .into_any()
}

/// Who sees what, and until when.
fn who_follows() -> AnyView {
    let follows = use_follows();
    let (lines, open) = (follows.follows(), follows.invitations());
    let none = move || {
        if lines.with(Vec::is_empty) && open.with(Vec::is_empty) {
            view! { <p class="soft">{words::NOBODY_FOLLOWS}</p> }.into_any()
        } else {
            nothing()
        }
    };
    let cards = move || lines.get().into_iter().map(follow_card).collect_view().into_any();
    let invitations = move || {
        let open = open.get();
        if open.is_empty() {
            return nothing();
        }
        view! { <ul class="list">{open.into_iter().map(invitation_row).collect_view()}</ul> }.into_any()
    };
    let is_known = follows.are_known();
    // Before that nothing stands there that would move away under a finger.
    let section = move || {
        if !is_known.get() {
            return view! { <Waiting words=words::OPENING_FOLLOWS/> }.into_any();
        }
        view! {
            {live(none)}
            {live(cards)}
            {live(invitations)}
            {invite()}
        }
        .into_any()
    };
    view! {
        <section class="stack">
            <h2>{words::WHO_FOLLOWS_ME}</h2>
            {live(section)}
        </section>
    }
    .into_any()
}

fn invite() -> AnyView {
    if store_choice::is_sample() {
        return nothing();
    }
    view! {
        <Link class="button button--wide" to=Page::Invite>
            <Icon glyph=Glyph::PLUS size=IconSize::Small/>
            {words::INVITE_SOMEONE}
        </Link>
    }
    .into_any()
}

fn follow_card(line: FollowLine) -> AnyView {
    let follows = use_follows();
    let (member, initial) = (line.member, line.initial());
    let (pause_name, see_name) =
        (words::named(words::PAUSE, &line.name), words::named(words::SEE_WHAT_THEY_SEE, &line.name));
    let (to, mark) = (Page::Follow(member), Mark::Letter(initial.into_any()));
    let told = [&line.until, " · ", &line.opened].concat();
    let act = if line.is_paused || line.is_over {
        // Going on asks something: that is asked on their own page.
        nothing()
    } else {
        view! { <Button words=words::PAUSE name=pause_name on_press=move |()| follows.pause(member)/> }.into_any()
    };
    view! {
        <div class="surface stack stack--close">
            {item_link("item item--bare", to, mark, line.name.into_any(), Some(told.into_any()))}
            <p>{line.sees}</p>
            <p class="soft small">{line.not_sent}</p>
            <div class="pair">
                <Link class="button" to=Page::FollowSeen(member) name=see_name>
                    {words::SEE_WHAT_THEY_SEE}
                </Link>
                {act}
            </div>
        </div>
    }
    .into_any()
}

fn invitation_row(line: InvitationLine) -> AnyView {
    let detail = line.came_in_words().map_or(line.until, str::to_owned);
    let (to, name) = (Page::Invitation(line.name), words::invitation_for(&line.who));
    let row = item_link("item", to, Mark::Icon(Glyph::SHARE), name.into_any(), Some(detail.into_any()));
    view! { <li>{row}</li> }.into_any()
}

/// The people whom this person follows, if any.
fn whom_i_follow() -> AnyView {
    let journal = use_journal();
    let (count, people) = (journal.followed_count(), use_followed().people());
    live(move || {
        let count = count.get();
        if count == 0 {
            return nothing();
        }
        let row = |person: Person| {
            let view = journal.of_seen(person.seen).seen_view();
            let told = move |read: fn(&SeenView) -> &str| {
                live_text(move || view.with(|view| view.as_ref().map(read).unwrap_or_default().to_owned()))
            };
            let (initial, name) = (told(|view| &view.initial), told(|view| &view.name));
            let row = item_link("item", Page::FollowedOne(person.name), Mark::Letter(initial), name, None);
            view! { <li>{row}</li> }.into_any()
        };
        let rows: Vec<_> = people.get().into_iter().map(row).collect();
        let rows = if rows.is_empty() { nothing() } else { view! { <ul class="list">{rows}</ul> }.into_any() };
        view! {
            <section class="stack">
                <h2>{words::PEOPLE_I_FOLLOW}</h2>
                {rows}
                <Link class="button button--wide" to=Page::Followed>
                    {words::people_followed(count)}
                </Link>
            </section>
        }
        .into_any()
    })
}

fn sync_is_off(on_turn_on: Callback<()>) -> AnyView {
    view! {
        <div class="stack">
            <div class="surface stack stack--close">
                <p>
                    <b>{words::SYNC_IS_OFF}</b>
                </p>
                <p>{words::SYNC_WOULD}</p>
            </div>
            <Button kind=ButtonKind::MainWide words=words::TURN_SYNC_ON on_press=on_turn_on/>
        </div>
    }
    .into_any()
}

fn devices(devices: Vec<DeviceLine>, last_copy: String, aside: usize) -> AnyView {
    let has_sheet = devices.iter().any(|device| device.is_sheet);
    let no_sheet = if has_sheet {
        nothing()
    } else {
        view! {
            <Link class="button" to=Page::Sheet>
                <Icon glyph=Glyph::SHEET size=IconSize::Small/>
                {words::MAKE_A_SHEET}
            </Link>
        }
        .into_any()
    };
    let journal = use_journal();
    // By itself: the journal changes with every entry, and the list is not made anew for that.
    let open_code = live(move || {
        if journal.has_open_invitation() {
            view! { <p class="soft small">{words::A_CODE_IS_OPEN}</p> }.into_any()
        } else {
            nothing()
        }
    });
    view! {
        <ul class="list">{devices.into_iter().map(device_row).collect_view()}</ul>
        <Link class="button" to=Page::AddDevice>
            <Icon glyph=Glyph::PLUS size=IconSize::Small/>
            {words::ADD_A_DEVICE}
        </Link>
        {open_code}
        {no_sheet}
        {set_aside(aside)}
        <Link class="button button--wide" to=Page::Trust>
            {words::WHO_CAN_OPEN}
        </Link>
        <section class="stack">
            <h2>{words::ON_THE_SERVER}</h2>
            <p class="soft num">{last_copy}</p>
            <Link class="button button--wide" to=Page::CloseAccount>
                {words::DELETE_SERVER_COPY}
            </Link>
        </section>
    }
    .into_any()
}

fn device_row(device: DeviceLine) -> AnyView {
    let glyph = match (device.is_sheet, device.this_one) {
        (true, _) => Glyph::SHEET,
        (false, true) => Glyph::PHONE,
        (false, false) => Glyph::TABLET,
    };
    let journal = use_journal();
    let to = if device.is_sheet { Page::Sheet } else { Page::Device(device.member) };
    let detail = match (device.this_one, device.since.is_empty()) {
        (false, _) if device.is_sheet => journal.sheet_detail(device.member),
        (false, _) if !device.has.is_empty() => device.has,
        (false, _) => device.since,
        (true, true) => words::THIS_ONE.to_owned(),
        (true, false) => [words::THIS_ONE, ", ", &device.since].concat(),
    };
    let row = item_link("item", to, Mark::Icon(glyph), device.name.into_any(), Some(detail.into_any()));
    view! { <li>{row}</li> }.into_any()
}

/// It is over for this device or for the account: what is left, and the ways on.
fn ended(happened: String, more: String, was_dismissed: bool) -> AnyView {
    let (journal, navigation) = (use_journal(), use_navigation());
    let again = if was_dismissed {
        let join = Callback::new(move |()| navigation.go(Page::Join));
        view! { <Button kind=ButtonKind::SoftWide words=words::ADD_AGAIN on_press=move |()| journal.leave_account(join)/> }
            .into_any()
    } else {
        nothing()
    };
    view! {
        <Notice happened=happened safe=more/>
        {again}
        <Button kind=ButtonKind::MainWide words=words::START_ANEW on_press=move |()| journal.start_anew()/>
    }
    .into_any()
}

/// What came from other devices and could not be opened, if anything.
pub fn set_aside(count: usize) -> AnyView {
    if count == 0 {
        return nothing();
    }
    let happened = words::set_aside(count);
    view! { <Notice happened=happened safe=words::SET_ASIDE_SAFE to_do=words::SET_ASIDE_TO_DO/> }.into_any()
}
