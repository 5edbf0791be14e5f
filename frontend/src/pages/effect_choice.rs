//! What something did: it helped, it changed nothing, it made it worse.

use ebb_journal::Effect;
use leptos::prelude::*;

use crate::journal::effect_words;
use crate::ui::chips;
use crate::words;

const EFFECTS: [Effect; 3] = [Effect::Helped, Effect::NoChange, Effect::MadeWorse];

/// One of the three, or none yet. `group` is the name that the buttons share; no other choices on the page have it.
pub fn effect_choice(group: &'static str, effect: RwSignal<Option<Effect>>) -> AnyView {
    let things = EFFECTS.map(|effect| effect_words(effect).to_owned()).into();
    let chosen = Signal::derive(move || EFFECTS.iter().position(|one| Some(*one) == effect.get()));
    let choose = Callback::new(move |at: usize| effect.set(EFFECTS.get(at).copied()));
    chips(words::WHAT_IT_DID, group, things, chosen, choose)
}
