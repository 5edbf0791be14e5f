//! What the open tabs of the app tell each other.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::store_choice;

const NAME: &str = "ebb";

/// The channel between tabs; a message does not come back to its sender.
pub struct TabChannel(Option<BroadcastChannel>);

impl TabChannel {
    /// Opens the channel. For the life of the page. Without it each tab works for itself and reads on when it is looked at.
    pub fn open(mut heard: impl FnMut(String) + 'static) -> Self {
        let Ok(channel) = BroadcastChannel::new(&store_choice::name_of(NAME)) else { return Self(None) };
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                heard(text);
            }
        });
        channel.set_onmessage(Some(message.as_ref().unchecked_ref()));
        message.forget();
        Self(Some(channel))
    }

    /// Tells all other tabs.
    pub fn tell(&self, text: &str) {
        if let Some(channel) = &self.0 {
            // Refused only for values that cannot be cloned and for closed channels.
            let _ = channel.post_message(&JsValue::from_str(text));
        }
    }
}
