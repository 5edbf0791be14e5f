//! Padding, so that a sealed segment tells little of how much it holds.
//!
//! Padmé (Nikitin et al., PETS 2019): a length is rounded up so that only its highest bits tell something; at most 12 %
//! more, and about 2 % for large segments. Nothing is shorter than 256 bytes.

const LEAST: usize = 256;

/// The length to which `length` bytes are padded; never less than `length`.
pub(crate) const fn padded(length: usize) -> usize {
    if length <= LEAST {
        return LEAST;
    }
    let exponent = length.ilog2();
    let kept_bits = exponent.ilog2() + 1;
    let step = 1_usize << (exponent - kept_bits);
    length.next_multiple_of(step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn padding_is_never_shorter_and_at_most_an_eighth_longer(length in 0_usize..40_000_000) {
            let to = padded(length);
            prop_assert!(to >= length.max(LEAST));
            prop_assert!(to <= LEAST.max(length + length / 8));
            prop_assert_eq!(padded(to), to);
        }
    }

    #[test]
    fn known_lengths() {
        assert_eq!([0, 256, 257, 1000, 1_200_000].map(padded), [256, 256, 272, 1024, 1_212_416]);
    }
}
