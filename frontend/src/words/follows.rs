//! The texts of sharing with somebody who follows: inviting, comparing, what they see, stopping.

use ebb_journal::scope::{Alert, SharingKind};
use ebb_protocol::trust::MemberKind;
use ebb_sync::Done;

use super::counted;

pub const WHO_FOLLOWS_ME: &str = "Who follows me";
pub const INVITE_SOMEONE: &str = "Invite someone";
pub const NOBODY_FOLLOWS: &str =
    "Nobody sees your journal. You can let somebody see a part of it: you choose who, what and how long.";
pub const FOLLOW_NEEDS_SYNC: &str = "Somebody else sees a part of your journal through sync. Turn it on first.";
pub const WHO_IS_IT_FOR: &str = "Who is it for?";
pub const WHO_IS_IT_FOR_HINT: &str = "A name of your own, such as “My daughter”. Only you see it.";
pub const WHO_IS_IT_FOR_MISSING: &str = "Write who it is for.";
pub const NAME_TOO_LONG: &str = "That is longer than a name may be.";
pub const YOUR_NAME: &str = "What do they call you?";
pub const YOUR_NAME_HINT: &str = "So that they know who invites them. Only they see it. You can leave it out.";
pub const WHAT_MAY_THEY_SEE: &str = "What may they see?";
pub const WHATS: &[&str] = &["Medicines only", "How I am", "Choose exactly"];
pub const WHAT_HINTS: &[&str] = &["due, taken, skipped", "all but intimate, mood, sleep and notes"];
pub const NOTHING_CHOSEN: &str = "Choose at least one thing that they may see.";
pub const DELICATE_HINT: &str = "Off until you turn it on.";
pub const FROM_WHEN: &str = "From when?";
pub const FROM_WHENS: &[&str] = &["From today", "The past too"];
pub const UNTIL_WHEN: &str = "Until when?";
pub const UNTIL_WHENS: &[&str] = &["1 day", "7 days", "30 days", "Until I stop it"];
pub const SEE_AS_THEY_WILL: &str = "See it as they will";
pub const NEXT_A_CODE: &str =
    "Next you get a code to give them, and you say yes to who opens it. What was seen cannot be unseen.";
pub const WHAT_THEY_WILL_SEE: &str = "What they will see";
pub const MAKE_THE_CODE: &str = "Make the code";
pub const CHANGE_WHAT: &str = "Change it";

/// What a kind of what is shared is called, in a list.
pub const fn sharing_kind(kind: SharingKind) -> &'static str {
    match kind {
        SharingKind::Medicines => "Medicines",
        SharingKind::JointsAndMuscles => "Joints and muscles",
        SharingKind::HeatAndSweat => "Heat and sweat",
        SharingKind::Intimate => "Intimate",
        SharingKind::HeartAndBlood => "Heart and blood",
        SharingKind::Mood => "Mood",
        SharingKind::SleepMemoryFatigue => "Sleep, memory, fatigue",
        SharingKind::Body => "Body",
        SharingKind::DailyLife => "Daily life",
        SharingKind::LabsAndBone => "Labs and bone",
        SharingKind::NotesAndQuestions => "Notes and questions",
    }
}

/// What a kind holds.
pub const fn sharing_kind_holds(kind: SharingKind) -> &'static str {
    match kind {
        SharingKind::Medicines => "what you take, its plan and its doses",
        SharingKind::JointsAndMuscles => "pain, stiffness, hands, feet",
        SharingKind::HeatAndSweat => "hot flashes, night sweats",
        SharingKind::Intimate => "bladder, vagina, sex; men’s sexual health",
        SharingKind::HeartAndBlood => "blood pressure, pulse, palpitations",
        SharingKind::Mood => "low, anxious, irritable",
        SharingKind::SleepMemoryFatigue => "sleep, a foggy head, being tired",
        SharingKind::Body => "weight, skin, hair, breast, the rest",
        SharingKind::DailyLife => "what helped, what may have",
        SharingKind::LabsAndBone => "lab values, bone scans",
        SharingKind::NotesAndQuestions => "what you wrote, questions for the team",
    }
}

/// What a kind is called within a sentence.
pub const fn sharing_kind_in_a_sentence(kind: SharingKind) -> &'static str {
    match kind {
        SharingKind::Medicines => "medicines",
        SharingKind::JointsAndMuscles => "joints",
        SharingKind::HeatAndSweat => "heat",
        SharingKind::Intimate => "intimate",
        SharingKind::HeartAndBlood => "heart",
        SharingKind::Mood => "mood",
        SharingKind::SleepMemoryFatigue => "sleep and memory",
        SharingKind::Body => "body",
        SharingKind::DailyLife => "daily life",
        SharingKind::LabsAndBone => "labs and bone",
        SharingKind::NotesAndQuestions => "notes",
    }
}

/// "Sees medicines, joints, heat."
pub fn sees(kinds: impl Iterator<Item = SharingKind>) -> String {
    format!("Sees {}.", listed(kinds))
}

/// "Not sent: intimate, mood, sleep and memory, notes."
pub fn not_sent(kinds: impl Iterator<Item = SharingKind>) -> String {
    let listed = listed(kinds);
    if listed.is_empty() { String::new() } else { format!("Not sent: {listed}.") }
}

fn listed(kinds: impl Iterator<Item = SharingKind>) -> String {
    kinds.map(sharing_kind_in_a_sentence).collect::<Vec<_>>().join(", ")
}

// Somebody who follows.
pub const SEE_WHAT_THEY_SEE: &str = "See what they see";
pub const PAUSE: &str = "Pause";
pub const GO_ON_SHARING: &str = "Go on sharing";
pub const CHANGE_WHAT_THEY_SEE: &str = "Change what they see";
pub const UNTIL_YOU_STOP_IT: &str = "until you stop it";
pub const NOT_OPENED_YET: &str = "not opened yet";
pub const PAUSED_IS: &str =
    "They see that you paused, and nothing of these days. A pause says nothing about how you are.";
pub const SHOW_THE_DAYS_BETWEEN: &str = "You paused. May they see the days of the pause?";
pub const SHOW_THEM: &str = "Yes, show them too";
pub const LEAVE_THEM_OUT: &str = "No, leave them out";
pub const STAY_PAUSED: &str = "Stay paused";
pub const STOP: &str = "Stop";
pub const STOP_SHARING: &str = "Stop sharing with them";
pub const OPENING_FOLLOWS: &str = "Opening who follows you…";
pub const LOST_A_PHONE: &str = "If they lose a phone";
pub const LOST_A_PHONE_MORE: &str = "A lost phone can open what you share until this ends. Invite them anew: what they follow by now stops, and \
    with the new invitation they see the same.";
pub const INVITE_ANEW: &str = "Stop this, and invite them anew";
pub const STOP_WHAT: &str = "They see nothing new from then on, and their app deletes what it has as soon as it hears of it. What was seen \
    cannot be unseen: they may remember it, or have a picture of it.";
pub const STOP_SURE: &str = "Yes, stop";
pub const STOPPING: &str = "Stopping…";
pub const STOP_WAITS: &str = "As soon as there is a connection. Keep Ebb open until then.";
pub const STOPPED: &str = "It is stopped. They get nothing new.";
pub const STOPPED_MORE: &str = "What was seen cannot be unseen. You can invite them again.";
pub const NO_SUCH_FOLLOW: &str = "Nobody of that name follows you any more.";
pub const CHANGING: &str = "Changing it…";
pub const CHANGE_WAITS: &str = "It holds as soon as there is a connection. Until then they see what they saw.";
pub const KEEP_THIS: &str = "Keep it so";
pub const FEED_LEFT_ALONE: &str = "A newer Ebb on another of your devices looks after what they see.";
pub const THEIR_NOTES: &str = "Notes from them";
pub const NO_NOTES_YET: &str = "They have left no note yet.";
pub const TAKE_NOTES: &str = "They may leave notes";
pub const TAKE_NOTES_HINT: &str = "A note goes to you alone. Nobody else who follows sees it.";
pub const ANSWER: &str = "Answer";
pub const YOUR_ANSWER: &str = "Your answer";
pub const HIDE_NOTE: &str = "Hide";
pub const SHOW_NOTE: &str = "Show";
pub const REMOVE_NOTE: &str = "Remove";
pub const HIDDEN_NOTE: &str = "A hidden note";
pub const KIND_ALERTS: &str = "What they are told of";
pub const KIND_ALERTS_MORE: &str =
    "Their Ebb shows it to them, calmly, and only of what you share. It is off until you turn it on.";
pub const CALL_ME: &str = "Ask them to call me";
pub const CALL_ME_DONE: &str = "They are asked to call you. They see it when they open Ebb.";

// Open invitations.
pub const SOMEONE_CAME: &str = "Somebody has opened it. Compare the number.";
pub const SOMEONE_CAME_TO_ANOTHER: &str = "Somebody has opened it. Open Ebb on the device that made the invitation.";
pub const OPENED_BY_SOMEBODY: &str = "Somebody has opened it.";
pub const OPEN_WHERE_IT_WAS_MADE: &str = "Open Ebb on the device that made the invitation, for a moment. Then you can compare the number here too. If you no \
    longer have that device, take the invitation back and make a new one.";
pub const TAKE_BACK: &str = "Take the invitation back";
pub const SEND_THEM_THIS: &str =
    "Send them this link, or show them the code. Whoever opens it shows you a number, and you say yes.";
pub const FOLLOW_SECRET: &str =
    "The link alone shows nothing: you see here that somebody has come, and say yes. Still, send it to nobody else.";
pub const COPY_MESSAGE: &str = "Copy a message with the link";
pub const MESSAGE_COPIED: &str = "The message is copied. Send it as you like.";
pub const SEND_IT: &str = "Send it…";
pub const CODE_FOR_A_FOLLOW: &str = "Code that invites somebody to follow you";
pub const OR_THEY_TYPE_IT: &str = "Or they type it in Ebb:";
pub const WAITING_FOR_THEM: &str =
    "Waiting for them to open it… You can close this page. Share tells you when somebody has come.";
pub const THEIR_SCREEN_MUST_SHOW: &str = "Their screen must show";
pub const UNTIL_YOU_SAY_YES_TO_A_FOLLOW: &str =
    "Until you say yes, nothing is shared. If the number differs, someone else has the link.";
pub const ASK_WHICH_NUMBER: &str = "Somebody opened your invitation. Ask them which number they see.";
pub const NOBODY_FOLLOWS_BY_IT: &str = "Nobody was let in.";
pub const NOBODY_FOLLOWS_BY_IT_MORE: &str = "The link no longer works, and nothing was shown.";
pub const INVITATION_ENDED: &str = "This invitation no longer works.";
pub const INVITATION_ENDED_MORE: &str = "Nobody came in by it, and nothing was shown.";
pub const THEY_FOLLOW_NOW: &str = "They see it now.";

/// "Is this your daughter?", with the owner's own name for them.
pub fn is_this(name: &str) -> String {
    match name.strip_prefix("My ").or_else(|| name.strip_prefix("my ")) {
        Some(rest) => format!("Is this your {rest}?"),
        None => format!("Is this {name}?"),
    }
}

/// "Letting My daughter see it…"
pub fn letting_follow(name: &str) -> String {
    format!("Letting “{name}” see it…")
}

/// "My daughter follows you now."
pub fn follows_you(name: &str) -> String {
    format!("{name} follows you now.")
}

/// "until 23 December".
pub fn until(day: &str) -> String {
    format!("until {day}")
}

/// "opened today 7:58".
pub fn opened(when: &str) -> String {
    format!("opened {when}")
}

/// "paused since 12 October".
pub fn paused_since(day: &str) -> String {
    format!("paused since {day}")
}

/// "ended 3 December".
pub fn ended_on(day: &str) -> String {
    format!("ended {day}")
}

/// "It can be opened until 3 December."
pub fn invitation_until(day: &str) -> String {
    format!("It can be opened until {day}.")
}

/// A message that is ready to be sent with the link.
pub fn message_with_link(link: &str) -> String {
    format!(
        "I use Ebb to write down how I am, and would like you to see a part of it. Open this link, and tell me the number that you \
         see: {link}"
    )
}

// Notes.
pub const ANSWER_TOO_LONG: &str = "That is longer than an answer may be.";
pub const ANSWER_KEPT: &str = "Answer saved. They see it in Ebb.";
pub const NOTE_HIDDEN: &str = "The note is hidden.";
pub const NOTE_SHOWN: &str = "The note is shown again.";
pub const NOTE_REMOVED: &str = "The note is removed.";
pub const TODAY_IN_A_SENTENCE: &str = "today";
pub const ANSWER_HINT: &str = "They see it in Ebb.";

// Changing what they see.
pub const NEW_FROMS: &[&str] = &["As it is", "The past too"];
pub const NEW_UNTILS: &[&str] = &["As it is", "1 day", "7 days", "30 days", "Until I stop it"];
pub const WHAT_WAS_SEEN: &str =
    "What they may no longer see goes from their Ebb as soon as it hears of it. What was seen cannot be unseen.";
pub const CANNOT_CHANGE: &str = "This cannot be changed here.";
pub const CANNOT_CHANGE_MORE: &str = "They follow no more, or a newer Ebb chose what they see. Nothing has changed. Update Ebb on this phone to change it here.";
pub const FEED_LEFT_ALONE_MORE: &str = "What they see stays as it is until Ebb on this phone is updated.";
pub const KEEP_SHARING: &str = "Go on sharing with them";

/// "Pause, My daughter": the name of a button that stands on several cards.
pub fn named(words: &str, who: &str) -> String {
    [words, ", ", who].concat()
}

pub const WHAT_THEY_SEE: &str = "What they see";
pub const PEOPLE_I_FOLLOW: &str = "People I follow";

/// "1 person", "2 people".
pub fn people_followed(count: usize) -> String {
    counted(count, ["# person", "# people"])
}

/// "Invitation for My daughter".
pub fn invitation_for(name: &str) -> String {
    if name.is_empty() { "Invitation".to_owned() } else { format!("Invitation for {name}") }
}

/// An alert: its name, what it means, and the question of its delay.
pub const fn alert(alert: Alert) -> (&'static str, &'static str, &'static str) {
    match alert {
        Alert::MissedDose => (
            "A dose is not logged",
            "They are told that it is not logged. It may still have been taken.",
            "After its time, by",
        ),
        Alert::RefillDue => ("A medicine runs out", "They are told which one, and when.", "Before that, by"),
        Alert::NothingLogged => {
            ("Nothing is logged", "They are told when you logged nothing of what you share.", "For")
        }
        Alert::CallMe => ("Please call me", "They see it when you press the button.", "After"),
    }
}

/// "2 hours", "3 days".
pub fn delay(minutes: u32) -> String {
    let (count, forms) =
        if minutes < 1_440 { (minutes / 60, ["# hour", "# hours"]) } else { (minutes / 1_440, ["# day", "# days"]) };
    counted(usize::try_from(count).unwrap_or(0), forms)
}

// Who can open what.
pub const WHO_CAN_OPEN: &str = "Who can open what";
pub const DEVICE_OPENS: &str = "opens the whole journal";
pub const SHEET_OPENS: &str = "whoever holds it can add a device, which then opens the whole journal";
pub const THE_SERVER: &str = "The server";
pub const SERVER_OPENS: &str = "opens nothing. It sees sizes and times, and how many follow.";
pub const NOBODY_ELSE_OPENS: &str = "Your journal is on this phone and nowhere else. Nobody else can open it.";
pub const COMPARE_ALOUD: &str = "Compare aloud";
pub const COMPARE_ALOUD_MORE: &str = "Each of your devices, and everybody who follows, must show the same number here. If one does not, and stays \
    so with a connection, the server shows them something else.";
pub const HOW_IT_CAME: &str = "How it came about";

// "See what they see".
pub const OPENING_FEED: &str = "Opening what they see…";
pub const NO_FEED_YET: &str = "Nothing was sent yet.";
pub const NO_FEED_YET_MORE: &str =
    "As soon as there is a connection, this phone sends what they may see, and shows it here.";

/// "This is what was sent to My daughter, opened on your phone."
pub fn this_is_the_feed(name: &str) -> String {
    if name.is_empty() {
        "This is what was sent, opened on your phone.".to_owned()
    } else {
        format!("This is what was sent to {name}, opened on your phone.")
    }
}

/// "482 917 305 116".
pub fn fingerprint(number: u64) -> String {
    let groups = [number / 1_000_000_000, number / 1_000_000 % 1_000, number / 1_000 % 1_000, number % 1_000];
    // It breaks in the middle alone.
    let [first, second, third, fourth] = groups.map(|group| format!("{group:03}"));
    format!("{first}\u{a0}{second} {third}\u{a0}{fourth}")
}

/// "by Android phone".
pub fn by_device(name: &str) -> String {
    format!("by {name}")
}

/// "Tablet was added".
pub fn came_about(done: Done, whom: &str) -> String {
    let named = |other: &str| if whom.is_empty() { other.to_owned() } else { whom.to_owned() };
    match done {
        Done::Founded => "Sync was turned on".to_owned(),
        Done::Admitted(MemberKind::Sheet) => "A recovery sheet was made".to_owned(),
        Done::Admitted(MemberKind::Device) => format!("{} was added", named("A device")),
        Done::Dismissed => format!("{} was taken off", named("A device")),
        Done::Followed => format!("{} began to follow", named("Somebody")),
        Done::FollowChanged => format!("What {} sees was changed", named("somebody who follows")),
        Done::FollowStopped => format!("{} follows no more", named("Somebody")),
        Done::Closed => "The copy on the server was deleted".to_owned(),
    }
}
