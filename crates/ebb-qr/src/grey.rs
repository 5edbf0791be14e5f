//! A square picture in shades of grey.

/// The longest side of a picture, in pixels: what is larger takes too long to look through between two frames of a camera.
pub const LONGEST_SIDE: usize = 640;

/// Bytes of a pixel with colours: red, green, blue, and how opaque it is.
const BYTES_OF_COLOURS: usize = 4;

/// A square picture in shades of grey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GreyPicture {
    side: usize,
    shades: Vec<u8>,
}

impl GreyPicture {
    /// A picture from its pixels as a canvas gives them: row by row, four bytes each. `None` if they are no square of this side, or
    /// if it is empty or too large.
    pub fn of_colours(side: usize, colours: &[u8]) -> Option<Self> {
        let is_whole = (1..=LONGEST_SIDE).contains(&side) && colours.len() == side * side * BYTES_OF_COLOURS;
        let shade = |pixel: &[u8; BYTES_OF_COLOURS]| {
            let [red, green, blue, _] = pixel.map(u16::from);
            // About as bright as an eye sees it. Four times a byte, shared by four, is a byte.
            u8::try_from((red + 2 * green + blue) / 4).unwrap_or(u8::MAX)
        };
        is_whole.then(|| Self { side, shades: colours.as_chunks().0.iter().map(shade).collect() })
    }

    /// How many pixels wide and high it is.
    pub fn side(&self) -> usize {
        self.side
    }

    /// How bright a pixel is; dark outside of the picture.
    pub(crate) fn shade(&self, x: usize, y: usize) -> u8 {
        self.shades.get(y * self.side + x).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_shades() {
        let colours = [[255, 255, 255, 255], [0, 0, 0, 255], [255, 0, 0, 255], [0, 255, 0, 255]].concat();
        let picture = GreyPicture::of_colours(2, &colours).unwrap();
        assert_eq!([(0, 0), (1, 0), (0, 1), (1, 1)].map(|(x, y)| picture.shade(x, y)), [255, 0, 63, 127]);
    }

    #[test]
    fn what_is_no_square_or_too_large_is_refused() {
        assert_eq!(GreyPicture::of_colours(0, &[]), None);
        assert_eq!(GreyPicture::of_colours(2, &[0; 15]), None);
        assert_eq!(GreyPicture::of_colours(2, &[0; 20]), None);
        let side = LONGEST_SIDE + 1;
        assert_eq!(GreyPicture::of_colours(side, &vec![0; side * side * 4]), None);
    }
}
