//! Fields that newer versions may add to: `code (1, from 1) ‖ length (2) ‖ bytes`, codes rising, then zeros up to a step, so that the
//! length tells little. What an older version does not know it can still keep.

use std::collections::BTreeMap;

/// Writes fields, whose codes must rise and be more than 0, and pads them. A field that is too long for its length makes bytes that
/// nobody reads: whoever offers one looks at the length of all of them first.
pub(crate) fn write<'a>(fields: impl IntoIterator<Item = (u8, &'a [u8])>, step: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (code, field) in fields {
        bytes.push(code);
        bytes.extend(u16::try_from(field.len()).unwrap_or(u16::MAX).to_le_bytes());
        bytes.extend(field);
    }
    bytes.resize(bytes.len().next_multiple_of(step), 0);
    bytes
}

/// Reads fields. Nothing is allocated that the bytes do not hold; `None` where they are none.
pub(crate) fn read(bytes: &[u8]) -> Option<BTreeMap<u8, Vec<u8>>> {
    let (mut rest, mut fields, mut last) = (bytes, BTreeMap::new(), 0);
    while let [code, low, high, after @ ..] = rest
        && *code > 0
    {
        let (field, after) = after.split_at_checked(usize::from(u16::from_le_bytes([*low, *high])))?;
        if *code <= last {
            return None;
        }
        fields.insert(*code, field.to_vec());
        (rest, last) = (after, *code);
    }
    rest.iter().all(|byte| *byte == 0).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn fields_read_back(
            fields in prop::collection::btree_map(1_u8.., prop::collection::vec(any::<u8>(), 0..40), 0..6),
            step in 1_usize..300,
        ) {
            let written = write(fields.iter().map(|(code, field)| (*code, field.as_slice())), step);
            prop_assert_eq!(written.len() % step, 0);
            prop_assert_eq!(read(&written), Some(fields));
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..200)) {
            drop(read(&noise));
        }
    }
}
