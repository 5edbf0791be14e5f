//! The places of the app and their paths: the way to a place and the place at a path are said here alone.

use ebb_journal::{CivilDay, Sitting, SittingId};
use ebb_protocol::ids::MemberId;

/// A place that has an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// What is due and what was logged today.
    Today,
    /// The same for three in the morning: one large target, nothing bright.
    Night,
    /// A question of the first minute.
    Start(Question),
    /// Everything that can be logged.
    Log,
    /// One symptom, by its number in the catalogue.
    Symptom(u16),
    /// Where on the body a symptom is, by its number.
    Places(u16),
    /// What helped, or may have.
    Helped,
    /// A note, or a question for the team.
    Writing,
    /// Lab values and scans, to choose from.
    Labs,
    /// One lab, by its number in the catalogue.
    Lab(u16),
    /// Bone scans.
    BoneScan,
    /// One day: what was logged on it, to be looked at, changed and taken out.
    Day(CivilDay),
    /// How a symptom was over weeks and months; of the first that is followed.
    Trends,
    /// The same of one symptom, by its number.
    TrendOf(u16),
    /// What is taken, and what was taken before.
    Medicines,
    /// What is taken besides.
    AddMedicine,
    /// One medicine, by the name of its record.
    Medicine(SittingId),
    /// What is taken in its place from now on.
    ChangeMedicine(SittingId),
    /// The devices of this journal.
    Share,
    /// The link and the code that bring another device in.
    AddDevice,
    /// One device or recovery sheet of this journal.
    Device(MemberId),
    /// Letting somebody follow: who, what, how long.
    Invite,
    /// The same as they will see it.
    InviteSeen,
    /// An invitation to follow that is open, by the name of its record.
    Invitation(SittingId),
    /// Somebody who follows, by their name as a member.
    Follow(MemberId),
    /// What they see.
    FollowSeen(MemberId),
    /// What they may see, to be changed.
    FollowScope(MemberId),
    /// Who can open what, and how that came about.
    Trust,
    /// The people whom this person follows.
    Followed,
    /// One of them, by the name of its record.
    FollowedOne(SittingId),
    /// Where the copy on the server is deleted.
    CloseAccount,
    /// The recovery sheet.
    Sheet,
    /// The way back by one.
    Restore,
    /// Where such a link leads, on the other device.
    Join,
    /// How Ebb looks, and how safe the journal is.
    Settings,
    /// The journal as a file, and back from it.
    File,
    /// Where everything is deleted.
    Delete,
    /// The way into the sample.
    Sample,
    /// For those whom somebody invited.
    Invited,
}

/// The questions of the first minute, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// "What do you take?"
    Medicine,
    /// "Since when?"
    Since,
    /// "Who are you?"
    Who,
}

const PATHS: [(Page, &str); 28] = [
    (Page::Today, "/"),
    (Page::Night, "/night"),
    (Page::Start(Question::Medicine), "/start"),
    (Page::Start(Question::Since), "/start/since"),
    (Page::Start(Question::Who), "/start/who"),
    (Page::Log, "/log"),
    (Page::Helped, "/log/helped"),
    (Page::Writing, "/log/note"),
    (Page::Labs, "/log/labs"),
    (Page::BoneScan, "/log/labs/bone"),
    (Page::Trends, "/trends"),
    (Page::Medicines, "/medicines"),
    (Page::AddMedicine, "/medicines/add"),
    (Page::Share, "/share"),
    (Page::AddDevice, "/share/device"),
    (Page::Invite, "/share/invite"),
    (Page::InviteSeen, "/share/invite/see"),
    (Page::Trust, "/share/trust"),
    (Page::Followed, "/followed"),
    (Page::CloseAccount, "/share/server"),
    (Page::Sheet, "/share/sheet"),
    (Page::Restore, "/restore"),
    (Page::Join, "/join"),
    (Page::Settings, "/settings"),
    (Page::File, "/settings/file"),
    (Page::Delete, "/settings/delete"),
    (Page::Sample, "/sample"),
    (Page::Invited, "/invited"),
];

// Below these stand the number of a symptom or a lab, a day, the name of a medicine's record, the name of a member.
const SYMPTOMS: &str = "/log/";
const LABS: &str = "/log/labs/";
const PLACES: &str = "/where";
const DAYS: &str = "/day/";
const TRENDS: &str = "/trends/";
const MEDICINES: &str = "/medicines/";
const CHANGE: &str = "/change";
const DEVICES: &str = "/share/device/";
const INVITATIONS: &str = "/share/invitation/";
const FOLLOWS: &str = "/share/follow/";
const SEEN: &str = "/seen";
const FOLLOWED: &str = "/followed/";

impl Page {
    /// The path of this place, with the leading slash.
    pub fn path(self) -> String {
        match self {
            Self::Symptom(number) => [SYMPTOMS, &number.to_string()].concat(),
            Self::Places(number) => [SYMPTOMS, &number.to_string(), PLACES].concat(),
            Self::Lab(number) => [LABS, &number.to_string()].concat(),
            Self::Day(day) => [DAYS, &day.to_string()].concat(),
            Self::TrendOf(number) => [TRENDS, &number.to_string()].concat(),
            Self::Device(member) => [DEVICES, &member.to_string()].concat(),
            Self::Invitation(name) => [INVITATIONS, &text_of_name(name)].concat(),
            Self::Follow(member) => [FOLLOWS, &member.to_string()].concat(),
            Self::FollowSeen(member) => [FOLLOWS, &member.to_string(), SEEN].concat(),
            Self::FollowScope(member) => [FOLLOWS, &member.to_string(), CHANGE].concat(),
            Self::FollowedOne(name) => [FOLLOWED, &text_of_name(name)].concat(),
            Self::Medicine(name) => [MEDICINES, &text_of_name(name)].concat(),
            Self::ChangeMedicine(name) => [MEDICINES, &text_of_name(name), CHANGE].concat(),
            _ => PATHS.iter().find(|row| row.0 == self).map_or("/", |row| row.1).to_owned(),
        }
    }

    /// The place at a path; an address that leads nowhere leads to Today.
    pub fn at(path: &str) -> Self {
        let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
        let known = PATHS.iter().find(|row| row.1 == path).map(|row| row.0);
        known.or_else(|| Self::of_something(path)).unwrap_or(Self::Today)
    }

    fn of_something(path: &str) -> Option<Self> {
        if let Some(number) = path.strip_prefix(LABS) {
            return number.parse().ok().map(Self::Lab);
        }
        if let Some(rest) = path.strip_prefix(SYMPTOMS) {
            return match rest.strip_suffix(PLACES) {
                Some(number) => number.parse().ok().map(Self::Places),
                None => rest.parse().ok().map(Self::Symptom),
            };
        }
        if let Some(day) = path.strip_prefix(DAYS) {
            return CivilDay::of_text(day).map(Self::Day);
        }
        if let Some(number) = path.strip_prefix(TRENDS) {
            return number.parse().ok().map(Self::TrendOf);
        }
        if let Some(member) = path.strip_prefix(DEVICES) {
            return member.parse().ok().map(Self::Device);
        }
        if let Some(name) = path.strip_prefix(INVITATIONS) {
            return name_of_text(name).map(Self::Invitation);
        }
        if let Some(name) = path.strip_prefix(FOLLOWED) {
            return name_of_text(name).map(Self::FollowedOne);
        }
        if let Some(rest) = path.strip_prefix(FOLLOWS) {
            return match (rest.strip_suffix(SEEN), rest.strip_suffix(CHANGE)) {
                (Some(member), _) => member.parse().ok().map(Self::FollowSeen),
                (_, Some(member)) => member.parse().ok().map(Self::FollowScope),
                _ => rest.parse().ok().map(Self::Follow),
            };
        }
        let rest = path.strip_prefix(MEDICINES)?;
        match rest.strip_suffix(CHANGE) {
            Some(name) => name_of_text(name).map(Self::ChangeMedicine),
            None => name_of_text(rest).map(Self::Medicine),
        }
    }
}

/// The name of a record in an address: the sitting as a number, a hyphen, the counter.
fn text_of_name(name: SittingId) -> String {
    [&u64::from_be_bytes(name.sitting.0).to_string(), "-", &name.counter.to_string()].concat()
}

fn name_of_text(text: &str) -> Option<SittingId> {
    let (sitting, counter) = text.split_once('-')?;
    let sitting: u64 = sitting.parse().ok()?;
    Some(SittingId { sitting: Sitting(sitting.to_be_bytes()), counter: counter.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn each_place_is_found_at_its_own_path() {
        for (page, path) in PATHS {
            assert_eq!(page.path(), path);
            assert_eq!(Page::at(path), page);
        }
        let name = SittingId { sitting: Sitting([7, 0, 0, 0, 0, 0, 1, 255]), counter: 12 };
        let day = CivilDay::of_ymd(1969, 12, 30).unwrap();
        for page in [
            Page::Symptom(7),
            Page::Places(7),
            Page::TrendOf(7),
            Page::Lab(7),
            Page::Day(day),
            Page::Device(MemberId([7; 16])),
            Page::Invitation(name),
            Page::Follow(MemberId([7; 16])),
            Page::FollowSeen(MemberId([7; 16])),
            Page::FollowScope(MemberId([7; 16])),
            Page::FollowedOne(name),
            Page::Medicine(name),
            Page::ChangeMedicine(name),
        ] {
            assert_eq!(Page::at(&page.path()), page);
        }
        for nowhere in [
            "/log/joint",
            "/log/99999/where",
            "/log/labs/x",
            "/day/tomorrow",
            "/day/2026-02-30",
            "/medicines/7",
            "/trends/-1",
        ] {
            assert_eq!(Page::at(nowhere), Page::Today);
        }
        assert_eq!(Page::at("/share/"), Page::Share);
        assert_eq!(Page::at("/nowhere"), Page::Today);
    }
}
