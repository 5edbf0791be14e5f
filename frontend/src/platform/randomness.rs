//! Randomness, drawn from the browser's own source.

/// Random bytes, fit for keys. A browser without such a source is not one that this app runs in.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(
        clippy::expect_used,
        reason = "every browser that runs WebAssembly has it; going on without would mean guessable keys"
    )]
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
        .expect("the browser's source of randomness");
    bytes
}
