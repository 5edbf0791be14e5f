//! The Ebb app: starts it in the browser.
#![expect(
    unreachable_pub,
    reason = "nothing is reached from outside of a program: here `pub` marks what a module offers to the others"
)]

mod app;
mod appearance;
#[cfg(feature = "gallery")]
mod gallery;
mod journal;
mod navigation;
mod page;
mod pages;
mod parts;
mod platform;
mod session;
mod sync;
mod trouble;
mod ui;
mod units;
mod words;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn main() {
    #[cfg(feature = "gallery")]
    if platform::location::path().starts_with(gallery::PATH) {
        return leptos::mount::mount_to_body(gallery::Gallery);
    }
    leptos::mount::mount_to_body(app::App);
}
