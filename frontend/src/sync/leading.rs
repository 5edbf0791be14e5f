//! Which of the open tabs leads: it alone sends, listens, packs and follows.

use leptos::prelude::{Set, set_timeout};
use leptos::task::spawn_local;

use super::tabs::Message;
use super::{LEADER_SILENCE, SyncDriver};
use crate::platform::{page_element, tab_lock};

impl SyncDriver {
    /// This tab takes the lead, unless it has it.
    pub fn take_the_lead(&self) {
        if !self.leads.get() {
            self.seek_lead(true);
        }
    }

    pub(super) fn seek_lead(&self, steal: bool) {
        let this = self.this.clone();
        spawn_local(async move {
            let leading = this.clone();
            let has_it = move || {
                if let Some(driver) = leading.upgrade() {
                    driver.leads.set(true);
                    driver.signals.leads.set(true);
                    driver.start_engine();
                }
            };
            tab_lock::lead(steal, has_it).await;
            if let Some(driver) = this.upgrade() {
                driver.lose_lead();
            }
        });
    }

    fn lose_lead(&self) {
        self.leads.set(false);
        self.signals.leads.set(false);
        self.stop_engine();
        self.seek_lead(false);
    }

    /// Asks who leads; while this tab is seen and nobody answers, it takes the lead. A suspended tab keeps its lock and says
    /// nothing.
    pub(super) fn look_for_leader(&self) {
        if self.leads.get() || !page_element::is_seen() {
            return;
        }
        self.heard_leader.set(false);
        self.tabs.tell(&Message::WhoLeads.to_text());
        let this = self.this.clone();
        let look = move || {
            let Some(driver) = this.upgrade() else { return };
            if !driver.leads.get() && !driver.heard_leader.get() && page_element::is_seen() {
                driver.seek_lead(true);
            } else {
                driver.look_for_leader();
            }
        };
        set_timeout(look, LEADER_SILENCE);
    }
}
