//! A part of a page whose buttons come and go: it takes the focus when the one that was pressed is gone.

use leptos::html;
use leptos::prelude::*;

use crate::platform::page_element;

/// The part of the page. It is a `<div tabindex="-1">` that carries [`FocusPlace::node`] and outlives its buttons.
#[derive(Clone, Copy)]
pub struct FocusPlace(NodeRef<html::Div>);

impl FocusPlace {
    /// A part that is not on the page yet.
    pub fn new() -> Self {
        Self(NodeRef::new())
    }

    /// What ties it to its element.
    pub fn node(self) -> NodeRef<html::Div> {
        self.0
    }

    /// Takes the focus, without scrolling.
    pub fn take(self) {
        if let Some(place) = self.0.get_untracked() {
            page_element::focus(&place);
        }
    }
}
