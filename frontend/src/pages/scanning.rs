//! Scanning a code inside the app: on the home screen of an iPhone a scanned link would open in Safari, which does not see what the
//! app keeps. The camera is asked for at a press; it goes off when the code is found, when the place is left or not seen any more.

use std::time::Duration;

use ebb_qr::GreyPicture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::parts::{ReadCodes, load_code_reader};
use crate::platform::camera::{Camera, Frame, NoCamera};
use crate::platform::code_detector::CodeDetector;
use crate::platform::guarded::guarded;
use crate::platform::{device_kind, page_element, wall_clock};
use crate::ui::{Button, ButtonKind, Glyph, Notice, Waiting, live, nothing};
use crate::words;

/// How often the picture is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// How many pixels wide and high a picture is looked at: a code that fills a third of it is read.
const SIDE: u32 = 480;
/// The same where reading takes long: the code has to fill half of it.
const SMALL_SIDE: u32 = 320;
/// What took longer than this is followed by smaller pictures: a tap would be answered late.
const LONG_MS: i64 = 40;
/// What took less is followed by larger ones, which take about twice as long.
const QUICK_MS: i64 = 15;
/// Pictures at which the reader may give up before it is left alone.
const MOST_PANICS: u32 = 5;
const PICTURE: &str = "camera";

/// Scanning, as one place offers it.
#[derive(Clone, Copy)]
pub(super) struct Scanner {
    stage: RwSignal<Stage>,
    /// On while this holds one.
    camera: StoredValue<Option<Camera>, LocalStorage>,
    /// Counts presses: what belongs to an earlier one ends by itself.
    run: StoredValue<u32>,
    is_ours: fn(&str) -> bool,
    found: Callback<String>,
}

/// How far scanning is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Off,
    Asking,
    Looking { has_seen_another: bool },
    Failed(Failure),
}

/// Why it is off without having found anything.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Failure {
    NoCamera(NoCamera),
    Taken,
    NotLoaded,
    BrokeOff,
}

/// What reads the codes.
enum Reader {
    Browser(CodeDetector),
    Own { read: ReadCodes, side: u32, panics: u32 },
}

impl Scanner {
    /// Offers scanning while a place is shown. `found` gets the text of the first code that `is_ours`; the camera is off by then.
    pub(super) fn new(is_ours: fn(&str) -> bool, found: impl Fn(String) + Send + Sync + 'static) -> Self {
        let scanner = Self {
            stage: RwSignal::new(Stage::Off),
            camera: StoredValue::new_local(None),
            run: StoredValue::new(0),
            is_ours,
            found: Callback::new(found),
        };
        page_element::on_unseen(move || scanner.stop());
        on_cleanup(move || {
            scanner.end_run();
        });
        scanner
    }

    /// Whether the camera is wanted: its picture takes the place of what else there is to do.
    pub(super) fn is_on(self) -> Signal<bool> {
        let is_on = Memo::new(move |_| matches!(self.stage.get(), Stage::Asking | Stage::Looking { .. }));
        is_on.into()
    }

    /// The button that begins, and why it did not go well before.
    pub(super) fn begin_button(self) -> AnyView {
        let told = move || match self.stage.get() {
            Stage::Failed(failure) => {
                let (happened, more) = failure.words();
                view! { <Notice happened=happened safe=more to_do=words::OR_TYPE_THE_CODE urgent=true/> }.into_any()
            }
            _ => nothing(),
        };
        view! {
            {live(told)}
            <div class="stack stack--close" id="scan">
                <Button kind=ButtonKind::MainWide glyph=Glyph::SCAN words=words::SCAN_THE_CODE on_press=move |()| self.begin()/>
                <p class="soft small scan__stays">{words::SCAN_STAYS}</p>
            </div>
        }
        .into_any()
    }

    /// What the camera sees, and the way to end it.
    pub(super) fn picture(self) -> AnyView {
        let told = move || match self.stage.get() {
            Stage::Looking { has_seen_another: true } => {
                view! { <Notice happened=words::NOT_AN_EBB_CODE safe=words::NOT_AN_EBB_CODE_MORE urgent=true/> }
                    .into_any()
            }
            Stage::Looking { .. } => view! { <Waiting words=words::LOOKING_FOR_CODE/> }.into_any(),
            _ => view! { <Waiting words=words::ASKING_FOR_CAMERA/> }.into_any(),
        };
        let stop = move |()| {
            self.stop();
            page_element::focus_soon("#scan button");
        };
        view! {
            <h2 id="scanning" tabindex="-1">
                {words::POINT_THE_CAMERA}
            </h2>
            <div class="scan__frame">
                <video class="scan__picture" id=PICTURE playsinline muted aria-label=words::WHAT_THE_CAMERA_SEES></video>
            </div>
            {live(told)}
            <Button kind=ButtonKind::SoftWide words=words::STOP_SCANNING on_press=stop/>
            <p class="soft small scan__stays">{words::SCAN_STAYS}</p>
        }
        .into_any()
    }

    fn begin(self) {
        let run = self.end_run();
        self.stage.set(Stage::Asking);
        page_element::focus_soon("#scanning");
        spawn_local(async move {
            let opened = Camera::open().await;
            // Left or stopped meanwhile: what was opened is dropped here, and so is off.
            if !self.is_running(run) {
                return;
            }
            let Some(camera) = self.some_or_fail(opened.map_err(Failure::NoCamera)) else { return };
            self.camera.set_value(Some(camera));
            let is_shown =
                self.camera.try_update_value(|camera| camera.as_mut().is_some_and(|one| one.show_in(PICTURE)));
            if is_shown != Some(true) {
                return self.stop();
            }
            self.stage.set(Stage::Looking { has_seen_another: false });
            let reader = Reader::find().await;
            if self.is_running(run)
                && let Some(reader) = self.some_or_fail(reader)
            {
                self.look(reader, run).await;
            }
        });
    }

    /// Looks once, and again a little later.
    async fn look(self, mut reader: Reader, run: u32) {
        if !self.is_running(run) {
            return;
        }
        if self.with_camera(Camera::has_ended) != Some(false) {
            return self.fail(Failure::Taken);
        }
        let side = reader.side();
        if let Some(frame) = self.with_camera(|camera| camera.frame(side)).flatten() {
            let read = reader.texts_in(frame).await;
            if !self.is_running(run) {
                return;
            }
            let Some(texts) = self.some_or_fail(read) else { return };
            if let Some(ours) = texts.iter().find(|text| (self.is_ours)(text)) {
                self.stop();
                return self.found.run(ours.clone());
            }
            // Said until the right one comes: words that come and go could not be read.
            let said = Stage::Looking { has_seen_another: true };
            if !texts.is_empty() && self.stage.get_untracked() != said {
                self.stage.set(said);
            }
        }
        set_timeout(move || spawn_local(self.look(reader, run)), LOOK_EVERY);
    }

    fn some_or_fail<T>(self, what: Result<T, Failure>) -> Option<T> {
        what.map_err(|failure| self.fail(failure)).ok()
    }

    fn fail(self, failure: Failure) {
        self.end_run();
        self.stage.set(Stage::Failed(failure));
        page_element::focus_soon("#scan button");
    }

    /// Puts the camera off. What was said of an earlier try stays.
    fn stop(self) {
        self.end_run();
        if !matches!(self.stage.get_untracked(), Stage::Failed(_)) {
            self.stage.set(Stage::Off);
        }
    }

    /// Puts the camera off; tells the number of the next run.
    fn end_run(self) -> u32 {
        drop(self.camera.try_update_value(Option::take));
        self.run
            .try_update_value(|run| {
                *run += 1;
                *run
            })
            .unwrap_or_default()
    }

    /// Whether this run still goes on; not once the place is left.
    fn is_running(self, run: u32) -> bool {
        self.run.try_get_value() == Some(run)
    }

    fn with_camera<T>(self, look: impl FnOnce(&Camera) -> T) -> Option<T> {
        self.camera.try_with_value(|camera| camera.as_ref().map(look)).flatten()
    }
}

impl Reader {
    /// The browser's, where it has one.
    async fn find() -> Result<Self, Failure> {
        match CodeDetector::find().await {
            Some(detector) => Ok(Self::Browser(detector)),
            None => Self::own().await,
        }
    }

    async fn own() -> Result<Self, Failure> {
        let read = load_code_reader().await.map_err(|_| Failure::NotLoaded)?;
        Ok(Self::Own { read, side: SMALL_SIDE, panics: 0 })
    }

    const fn side(&self) -> u32 {
        match self {
            Self::Browser(_) => SIDE,
            Self::Own { side, .. } => *side,
        }
    }

    /// The texts of the codes in a frame. A browser that cannot read after all is left, and the next frame read here.
    async fn texts_in(&mut self, frame: Frame) -> Result<Vec<String>, Failure> {
        match self {
            Self::Browser(detector) => {
                if let Some(texts) = detector.texts_in(&frame).await {
                    return Ok(texts);
                }
                *self = Self::own().await?;
                Ok(Vec::new())
            }
            Self::Own { read, side, panics } => {
                let begun = wall_clock::now_ms();
                let texts = own_texts_in(*read, &frame);
                match wall_clock::now_ms() - begun {
                    took if took > LONG_MS => *side = SMALL_SIDE,
                    took if took < QUICK_MS => *side = SIDE,
                    _ => {}
                }
                *panics += u32::from(texts.is_none());
                if *panics > MOST_PANICS { Err(Failure::BrokeOff) } else { Ok(texts.unwrap_or_default()) }
            }
        }
    }
}

/// `None` where the reader panicked.
fn own_texts_in(read: ReadCodes, frame: &Frame) -> Option<Vec<String>> {
    let picture = usize::try_from(frame.side()).ok().and_then(|side| GreyPicture::of_colours(side, frame.colours()));
    // A square is asked for, and one comes.
    let Some(picture) = picture else { return Some(Vec::new()) };
    guarded(move || read(&picture))
}

impl Failure {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NoCamera(why) => words::no_camera(why, device_kind::kind()),
            Self::Taken => words::CAMERA_TAKEN,
            Self::NotLoaded => words::SCANNING_NOT_LOADED,
            Self::BrokeOff => words::SCANNING_BROKE_OFF,
        }
    }
}
