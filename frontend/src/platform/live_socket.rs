//! The live channel: a WebSocket whose first frame is the token.

use std::cell::RefCell;
use std::rc::Rc;

use ebb_protocol::endpoints::LIVE;
use ebb_protocol::live::LiveFrame;
use ebb_protocol::token::Token;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, MessageEvent, WebSocket};

/// What happens on the channel.
pub enum LiveEvent {
    /// It is open, and the token is sent.
    Opened,
    /// The server told that a stream has grown.
    Noticed(LiveFrame),
    /// It is closed, or could not be opened. Nothing follows.
    Closed,
}

/// An open channel; closed when it is dropped.
pub struct LiveSocket {
    socket: WebSocket,
    _opened: Closure<dyn FnMut(Event)>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _closed: Closure<dyn FnMut(Event)>,
}

impl LiveSocket {
    /// Opens the channel; `None` where the browser refuses at once.
    pub fn open(token: &Token, told: impl FnMut(LiveEvent) + 'static) -> Option<Self> {
        let location = web_sys::window()?.location();
        let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
        let socket = WebSocket::new(&format!("{scheme}://{}{LIVE}", location.host().ok()?)).ok()?;
        let told = Rc::new(RefCell::new(told));
        let first_frame = token.reveal();
        let opened = {
            let (socket, told) = (socket.clone(), Rc::clone(&told));
            Closure::<dyn FnMut(Event)>::new(move |_| {
                // A socket that is open takes a frame; if it closed meanwhile, `onclose` follows.
                let _ = socket.send_with_str(&first_frame);
                told.borrow_mut()(LiveEvent::Opened);
            })
        };
        let message = {
            let told = Rc::clone(&told);
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let notice = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok());
                if let Some(notice) = notice {
                    told.borrow_mut()(LiveEvent::Noticed(notice));
                }
            })
        };
        let closed = Closure::<dyn FnMut(Event)>::new(move |_| told.borrow_mut()(LiveEvent::Closed));
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Some(Self { socket, _opened: opened, _message: message, _closed: closed })
    }
}

impl Drop for LiveSocket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        // Refused only for close codes, and none is given.
        let _ = self.socket.close();
    }
}
