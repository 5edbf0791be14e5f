//! Work that may panic on odd input: the panic ends the work, and not the app.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Does some work, and tells what came of it; `None` if it panicked.
///
/// In WebAssembly a panic is a trap, which goes to the browser as an exception. The browser calls the work here, and hands such an
/// exception back as a value. What the work had allocated is lost then: use it for what panics rarely, and give up after a few.
/// The work may hold nothing that others use as well.
pub fn guarded<T: 'static>(work: impl FnOnce() -> T + 'static) -> Option<T> {
    let done = Rc::new(Cell::new(None));
    let filled = Rc::clone(&done);
    let work = Closure::once(move || filled.set(Some(work())));
    let called: &Function = work.as_ref().unchecked_ref();
    called.call0(&JsValue::NULL).ok()?;
    done.take()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn what_works_is_told() {
        assert_eq!(guarded(|| 6 * 7), Some(42));
    }

    #[wasm_bindgen_test]
    fn after_a_trap_one_goes_on() {
        for _ in 0..3 {
            assert_eq!(guarded(|| -> u8 { std::process::abort() }), None);
            assert_eq!(guarded(|| vec![7; 1_000].len()), Some(1_000));
        }
    }
}
