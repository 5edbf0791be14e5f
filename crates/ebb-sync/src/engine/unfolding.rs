//! A compacted segment that does not open, or holds something that does not count, is set aside as any other. What it was made
//! of is asked back, as long as the server keeps it, and taken one by one.

use ebb_protocol::compact::ReplacedRequest;
use ebb_protocol::endpoints::REPLACED;
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::SegmentHash;
use ebb_protocol::limits::COMPACT_INPUTS_MAX;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{Cursor, PullPage, Pulled};

use super::admitting::{json, post};
use super::refusal::Refusal;
use super::{Engine, Next, UnderWay};
use crate::effect::Effect;
use crate::standing::SyncTrouble;

/// So many compacted segments of one page are asked about: each may be made of others.
const ASKED_MAX: usize = 64;

/// A page of what was pulled, until it is whole.
#[derive(Debug)]
pub(super) struct Page {
    /// What stands there now.
    pub(super) segments: Vec<Pulled>,
    /// What those were made of that were asked about.
    pub(super) inputs: Vec<Pulled>,
    pub(super) asked: Asked,
    /// Up to where the page reaches.
    pub(super) cursor: Cursor,
    pub(super) more: bool,
}

/// The compacted segments that were asked about.
#[derive(Debug, Default)]
pub(super) struct Asked(Vec<SegmentHash>);

/// What is asked back at this moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asking {
    output: SegmentHash,
    after: u64,
}

impl Page {
    pub(super) const fn new(segments: Vec<Pulled>, cursor: Cursor, more: bool) -> Self {
        Self { segments, inputs: Vec::new(), asked: Asked(Vec::new()), cursor, more }
    }
}

impl Asked {
    /// What is to be asked for the sake of a segment that is set aside, if anything is.
    pub(super) fn asks_about(&self, segment: &[u8]) -> Option<Asking> {
        let kind = SegmentHead::of_segment(segment).ok()?.kind;
        let output = SegmentHash::of(segment);
        if kind != SegmentKind::Compacted || self.0.contains(&output) || self.0.len() >= ASKED_MAX {
            return None;
        }
        Some(Asking { output, after: 0 })
    }

    pub(super) fn note(&mut self, asking: Asking) {
        self.0.push(asking.output);
    }
}

impl Engine {
    pub(super) fn ask_back(&self, page: Page, asking: Asking) -> (UnderWay, Effect) {
        let Asking { output, after } = asking;
        let stream = page.cursor.stream;
        let request = post(REPLACED, json(&ReplacedRequest { stream, output, after }));
        (UnderWay::Unfolding { page: Box::new(page), asking }, Effect::Send(self.signed_in(request)))
    }

    /// Takes in what was asked back, or that nothing is kept of it any more. Any other refusal lets the page be pulled again.
    pub(super) fn asked_back(&mut self, under_way: &mut UnderWay, status: u16, body: &[u8]) -> Result<Next, Refusal> {
        let refusal = (status != 200).then(|| Refusal::read(status, body));
        if let Some(refusal) = refusal.filter(|refusal| refusal.kind != Some(ProblemKind::NotFound)) {
            return Err(refusal);
        }
        let UnderWay::Unfolding { page, asking } = std::mem::replace(under_way, UnderWay::Pull) else {
            return Ok(None);
        };
        let mut page = *page;
        if status != 200 {
            return self.take(page);
        }
        let came = PullPage::from_bytes(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let came = came.streams.into_iter().find(|came| came.stream == page.cursor.stream);
        let came = came.ok_or(SyncTrouble::OddAnswer)?;
        let last = came.segments.last().map_or(asking.after, |last| last.position);
        let is_too_much = page.inputs.len() + came.segments.len() > page.asked.0.len() * COMPACT_INPUTS_MAX;
        let is_before = came.segments.first().is_some_and(|first| first.position <= asking.after);
        if is_too_much || is_before || (came.more && last == asking.after) {
            return Err(SyncTrouble::OddAnswer.into());
        }
        page.inputs.extend(came.segments);
        if came.more {
            return Ok(Some(self.ask_back(page, Asking { after: last, ..asking })));
        }
        self.take(page)
    }
}
