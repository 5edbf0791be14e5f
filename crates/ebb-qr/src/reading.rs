//! The texts of the codes in a picture, by `rqrr`.

use rqrr::PreparedImage;

use crate::corners;
use crate::grey::GreyPicture;

/// Four codes, and what is taken for a corner besides.
const MOST_CORNERS: f32 = 16.0;

/// The text of each code that can be read in a picture. What is damaged beyond repair, or holds no text, is left out; and nothing is
/// read where far too much resembles the corners of codes.
///
/// The library may panic on a rare picture that merely resembles a code (its issue 54): whoever gives it pictures of a camera runs it
/// where a panic ends nothing else.
pub fn texts_in(picture: &GreyPicture) -> Vec<String> {
    if corners::about_how_many(picture) > MOST_CORNERS {
        return Vec::new();
    }
    let side = picture.side();
    let mut prepared = PreparedImage::prepare_from_greyscale(side, side, |x, y| picture.shade(x, y));
    let grids = prepared.detect_grids();
    grids.iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}
