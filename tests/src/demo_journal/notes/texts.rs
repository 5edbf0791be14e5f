//! What notes say, and which symptom each is about. No names, no places, and nothing that only a woman or only a man would say.

use ebb_journal::SymptomNumber;

/// The symptom that it is about, and its words.
pub(super) type Text = (Option<SymptomNumber>, &'static str);

const JOINTS: Option<SymptomNumber> = Some(SymptomNumber::JOINT_PAIN);
const SLEEP: Option<SymptomNumber> = Some(SymptomNumber::INSOMNIA);
const FATIGUE: Option<SymptomNumber> = Some(SymptomNumber::FATIGUE);
const FLASHES: Option<SymptomNumber> = Some(SymptomNumber::HOT_FLASH);
const SWEATS: Option<SymptomNumber> = Some(SymptomNumber::NIGHT_SWEAT);
const FOG: Option<SymptomNumber> = Some(SymptomNumber::BRAIN_FOG);
const HEADACHE: Option<SymptomNumber> = Some(SymptomNumber::HEADACHE);

/// At any time.
pub(super) const ANY_TIME: &[Text] = &[
    (None, "Picked up the refill. Enough for three months."),
    (None, "Blood test this morning. Results next week."),
    (None, "The family was here all weekend. Tired, and glad."),
    (None, "Took the tablet late because of the early bus."),
    (None, "Bone scan booked for next month."),
    (None, "A good day. Wrote it down because there are some."),
    (None, "Swam ten lengths, slowly."),
    (None, "Bought an alarm clock with large keys."),
    (FATIGUE, "Slept an hour after lunch and still tired."),
    (FATIGUE, "Shopping took it all out of me."),
    (SLEEP, "Awake from three to five. Read a whole magazine."),
    (SLEEP, "Slept through. First time in a while."),
    (HEADACHE, "Headache after the long drive. Water helped, I think."),
    (FLASHES, "Hot one in the middle of the queue. Nobody noticed."),
    (FLASHES, "Small fan in the bag now. Good idea."),
    (JOINTS, "Damp today. My hands knew before the radio did."),
    (JOINTS, "Right knee did not like the stairs at the station."),
    (FOG, "Forgot the word for sieve. Laughed about it."),
];

/// With letrozole.
pub(super) const LETROZOLE: &[Text] = &[
    (JOINTS, "Fingers so stiff this morning that I could not open the jam."),
    (JOINTS, "Getting out of the car takes a moment now."),
    (JOINTS, "Hands better after the washing up. Warm water."),
    (JOINTS, "Stopped writing after two cards."),
    (JOINTS, "Walked to the market and back. Knees complained until noon, then fine."),
    (JOINTS, "Dropped a cup. Grip is not what it was."),
    (JOINTS, "Both hands sore. Took the lift."),
    (JOINTS, "Ring does not go over the knuckle any more."),
    (JOINTS, "First half hour is the worst. Then it loosens."),
    (JOINTS, "Gardening: one hour, paid for with two days."),
    (JOINTS, "Asked for an automatic at the car hire. Easier on the hand."),
    (SLEEP, "Three flashes between two and four. Window open, blanket off, blanket on."),
    (SLEEP, "Bad night. Everything takes longer today."),
    (SWEATS, "Changed the sheets at three."),
    (SWEATS, "Cotton is better than the other sort."),
    (FLASHES, "Coffee, then a flash. Again. Perhaps it is not the coffee."),
    (FLASHES, "Six today. I have stopped wearing wool."),
    (FATIGUE, "Cancelled the evening out. Too tired to be good company."),
    (FATIGUE, "Did nothing all day and needed it."),
    (FOG, "Read the same page three times."),
    (FOG, "Left the keys in the door. Again."),
    (None, "Thought about whether to go on with this. Want to ask about other tablets."),
    (None, "Visit in two weeks. Make a list."),
    (None, "Told the team how the mornings are. They listened."),
];

/// In the pause.
pub(super) const PAUSE: &[Text] = &[
    (JOINTS, "A week without, and the mornings are a little shorter already."),
    (JOINTS, "Opened a jar without the tool."),
    (FLASHES, "Hardly any flashes. Odd to have so much quiet."),
    (SLEEP, "Slept until six."),
    (None, "Strange not to take anything at eight."),
    (None, "New tablet starts soon. A bit nervous."),
];

/// With exemestane.
pub(super) const EXEMESTANE: &[Text] = &[
    (JOINTS, "Hands are stiff, but it is gone by breakfast."),
    (JOINTS, "Wrote letters by hand a whole evening."),
    (JOINTS, "Knees fine on the hill today."),
    (JOINTS, "Some of the old ache is back. Less than before."),
    (JOINTS, "Did the garden gate myself. Sore tomorrow, surely."),
    (FLASHES, "Two today, both short."),
    (FLASHES, "A warm evening without one."),
    (SLEEP, "Woke once, went back to sleep."),
    (SWEATS, "A wet night after weeks without."),
    (FATIGUE, "More in the tank than before."),
    (FATIGUE, "Tired by four, but got through."),
    (FOG, "Did the accounts in one go."),
    (None, "Take it after breakfast now. Easy to remember."),
    (None, "Visit went well. Stay with this one."),
    (None, "Looked back at the first months in here. It is better."),
    (HEADACHE, "Headache again this week. Keep an eye on it."),
];
