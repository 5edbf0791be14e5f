//! What the person follows: the starting set of who they are, and what they changed in it.

use std::ops::RangeInclusive;

use super::Journal;
use crate::catalogue::{Scale, SharingKind, SymptomNumber, starting_set, symptom};
use crate::civil::CivilDay;
use crate::following::Following;
use crate::person::Who;
use crate::record::Record;
use crate::record_id::Kind;

/// The rank of the nth of the starting set is n × this, so that others can be put between.
const STARTING_RANK_STEP: u32 = 100;

impl Journal {
    /// What was chosen about following a symptom; `None` where it is as in the starting set.
    pub fn following(&self, symptom: SymptomNumber) -> Option<Following> {
        match self.record(&Following::id(symptom)) {
            Some(Record::Following(following)) => Some(*following),
            _ => None,
        }
    }

    /// The symptoms that the person follows, in their order. Symptoms of a newer version are left out.
    pub fn followed(&self) -> Vec<SymptomNumber> {
        let mut ranked: Vec<(u32, SymptomNumber)> = Vec::new();
        let mut rank = 0;
        for number in self.starting_set() {
            rank += STARTING_RANK_STEP;
            match self.following(*number) {
                None => ranked.push((rank, *number)),
                Some(chosen) if chosen.is_followed => ranked.push((chosen.rank.unwrap_or(rank), *number)),
                Some(_) => {}
            }
        }
        for (id, record) in self.of_kind(Kind::FOLLOWING) {
            let (Some(number), Record::Following(chosen)) = (Following::symptom_of(id), record) else { continue };
            if chosen.is_followed && !self.starting_set().contains(&number) && symptom(number).is_some() {
                ranked.push((chosen.rank.unwrap_or(u32::MAX), number));
            }
        }
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, number)| number).collect()
    }

    /// Whether a symptom is followed.
    pub fn is_followed(&self, symptom: SymptomNumber) -> bool {
        match self.following(symptom) {
            Some(chosen) => chosen.is_followed,
            None => self.starting_set().contains(&symptom),
        }
    }

    /// The events for the quick row: those chosen for it, then the most used in some days, then the followed ones. What was
    /// chosen away is not there, and intimate ones are only there if chosen.
    pub fn quick_row(&self, days: RangeInclusive<CivilDay>) -> Vec<SymptomNumber> {
        let chosen = |number: &SymptomNumber| self.following(*number).and_then(|chosen| chosen.in_quick_row);
        let all_chosen = self.of_kind(Kind::FOLLOWING).filter_map(|(id, _)| Following::symptom_of(id));
        let mut row: Vec<SymptomNumber> = all_chosen.filter(|number| chosen(number) == Some(true)).collect();
        row.retain(|number| symptom(*number).is_some());
        for number in self.most_used_events(days).into_iter().chain(self.followed()) {
            let may_be_offered = symptom(number)
                .is_some_and(|symptom| symptom.scale == Scale::Episode && symptom.sharing != SharingKind::Intimate);
            if may_be_offered && chosen(&number).is_none() && !row.contains(&number) {
                row.push(number);
            }
        }
        row
    }

    fn starting_set(&self) -> &'static [SymptomNumber] {
        starting_set(self.person().map_or(Who::NotSaid, |person| person.who))
    }
}
