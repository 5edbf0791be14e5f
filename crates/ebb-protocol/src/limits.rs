//! Every bound of the protocol, in one place. The server enforces them before it reads a body; devices keep to them; a
//! problem document tells the one that was passed.

/// A segment as it crosses the wire. Ten years of a full journal are about 1.2 MB.
pub const SEGMENT_BYTES_MAX: usize = 2 * 1024 * 1024;

/// What a segment may unpack to: a segment of the largest size holds at most this much after inflating.
pub const SEGMENT_UNPACKED_BYTES_MAX: usize = 32 * 1024 * 1024;

/// The body of one push: one largest segment and its frame, or many small ones.
pub const PUSH_BYTES_MAX: usize = 4 * 1024 * 1024;

/// How many segments one push may hold.
pub const PUSH_SEGMENTS_MAX: usize = 64;

/// One page of a pull: the server stops before the segment that would pass it, but always sends one.
pub const PULL_PAGE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// How many streams one pull may name, and one page hold: as many as an account has. A server of today gives out the journal by it.
pub const PULL_STREAMS_MAX: usize = 1 + 2 * FOLLOWS_MAX;

/// How many segments one answer of an outline tells: 86 KB, and 283 KB where all of them are compacted.
pub const OUTLINE_ENTRIES_MAX: usize = 4096;

/// How many adjacent segments one compaction replaces at most. Named in JSON they stay below [`CONTROL_BYTES_MAX`].
pub const COMPACT_INPUTS_MAX: usize = 256;

/// What the segments that one compaction replaces may weigh together: they are read in one page.
pub const COMPACT_INPUT_BYTES_MAX: usize = SEGMENT_BYTES_MAX;

/// How long replaced segments are kept, in days: for devices whose cursor stands on one, and for those that ask back what a
/// compacted segment was made of.
pub const REPLACED_DAYS: u32 = 30;

/// The body of any other request.
pub const CONTROL_BYTES_MAX: usize = 16 * 1024;

/// Devices of one account.
pub const MEMBERS_MAX: usize = 32;

/// Follows of one account at a time.
pub const FOLLOWS_MAX: usize = 32;

/// All segments of one feed that stand: ten full years are 1.2 MB.
pub const FEED_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A note of a follow as it crosses the wire.
pub const NOTE_SEGMENT_BYTES_MAX: usize = 8 * 1024;

/// Notes of one follow that no device has taken yet.
pub const NOTES_MAX: usize = 64;

/// Notes that one follow leaves in a day.
pub const NOTES_A_DAY: u32 = 100;

/// How long an account that was founded again serves no follow: its newest entries may be lost, and one that stops it among them.
pub const FOLLOWS_REST_SECONDS: u64 = 7 * 24 * 60 * 60;

/// One entry of the trust log.
pub const TRUST_ENTRY_BYTES_MAX: usize = 32 * 1024;

/// The body of one append to the trust log: an entry and a keybox for every member.
pub const TRUST_APPEND_BYTES_MAX: usize = 40 * 1024;

/// Entries of one trust log: what somebody sees is changed on every day of ten years, or a device dismissed and another admitted
/// every week while three follow.
pub const TRUST_ENTRIES_MAX: usize = 4096;

/// A whole trust log with its keyboxes, as a device presents it where the server has lost the account.
pub const TRUST_LOG_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Recovery sheets of one account at a time: the one in use, and a new one until its code was typed back.
pub const SHEETS_MAX: usize = 3;

/// All segments of one account. Ten full years are 0.8 MB compacted, and 44 MB if nothing ever is.
pub const ACCOUNT_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The first frame of the live channel must be there after this time.
pub const LIVE_FIRST_FRAME_SECONDS: u64 = 5;

/// Open live channels of one member: a few tabs, and some that a sleeping phone forgot.
pub const LIVE_CHANNELS_PER_MEMBER_MAX: usize = 8;

/// An invitation for a device ends after this time.
pub const DEVICE_INVITATION_SECONDS: u64 = 10 * 60;

/// No mailbox stays longer: seven days.
pub const MAILBOX_SECONDS_MAX: u64 = 7 * 24 * 60 * 60;

/// Mailboxes of one account at a time; of more, the ones that end first go.
pub const MAILBOXES_MAX: usize = 16;

/// A sealed offer.
pub const OFFER_BYTES_MAX: usize = 4 * 1024;

/// A newcomer's card.
pub const CARD_BYTES_MAX: usize = 512;

/// Replicas of one member, counted in each stream: no more than a dismissal can name in one entry.
pub const REPLICAS_PER_MEMBER_MAX: usize = 256;

/// Compacted segments of one member that stand in the journal: no more than a dismissal can name in one entry. After ten years
/// some 43 stand there, of all members together.
pub const COMPACTED_PER_MEMBER_MAX: usize = 256;

/// After a dismissal that did not name a member's last segments, nothing is taken from that member for this time, so that
/// the next try can.
pub const DISMISSAL_PAUSE_SECONDS: u64 = 60;

/// Requests of one member in a minute, by default: a push and a pull a second with room for a burst.
pub const REQUESTS_PER_MEMBER_PER_MINUTE: u32 = 600;

/// Accounts founded, and sheets tried, from one peer address in an hour, by default.
pub const FOUNDINGS_PER_ADDRESS_PER_HOUR: u32 = 60;

/// Looks into mailboxes and cards left, from one peer address in a minute, by default: a newcomer looks every second or two.
pub const MAILBOX_LOOKS_PER_ADDRESS_PER_MINUTE: u32 = 240;

/// A frame from a device on the live channel: its token, and nothing else.
pub const LIVE_FRAME_BYTES_MAX: usize = 1024;
