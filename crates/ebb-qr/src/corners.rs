//! Corners of codes: how many there seem to be. The library tries all threes of them, so that a tiled floor would keep it busy for
//! seconds; a picture with far more than a code has is better left alone.

use crate::grey::GreyPicture;

/// Across its middle a corner is dark, light, dark, light, dark, as wide as this.
const WIDTHS: [u32; 5] = [1, 1, 3, 1, 1];
/// What is narrower in the middle is grain.
const NARROWEST: u32 = 5;
/// Of the brightness around it, in hundredths: what is below is dark.
const DARK_BELOW: u32 = 95;

/// About how many corners of codes a picture shows. Each is as high in the middle as it is wide there, and so is met by as many rows.
pub(crate) fn about_how_many(picture: &GreyPicture) -> f32 {
    (0..picture.side()).map(|y| in_row(picture, y)).sum()
}

fn in_row(picture: &GreyPicture, y: usize) -> f32 {
    let around = u32::try_from(picture.side() / 8).unwrap_or(u32::MAX).max(1);
    let mut sum = u32::from(picture.shade(0, y)) * around;
    let (mut runs, mut is_dark, mut found) = ([0; 5], false, 0.0);
    for x in 0..picture.side() {
        let shade = u32::from(picture.shade(x, y));
        sum = sum - sum / around + shade;
        let now_dark = shade * 100 < sum / around * DARK_BELOW;
        if now_dark != is_dark {
            let middle = x - usize::try_from(runs[4] + runs[3] + runs[2] / 2).unwrap_or(x);
            if is_dark && is_corner(runs) && is_corner(runs_down(picture, middle, y, sum / around)) {
                found += 1.0 / f32::from(u16::try_from(runs[2]).unwrap_or(u16::MAX));
            }
            runs.rotate_left(1);
            runs[4] = 0;
            is_dark = now_dark;
        }
        runs[4] += 1;
    }
    found
}

/// The five runs from top to bottom around a dark pixel.
fn runs_down(picture: &GreyPicture, x: usize, y: usize, brightness: u32) -> [u32; 5] {
    let is_dark = |y: &usize| u32::from(picture.shade(x, *y)) * 100 < brightness * DARK_BELOW;
    let runs_along = |rows: &mut dyn Iterator<Item = usize>| {
        let mut rows = rows.peekable();
        [true, false, true].map(|dark| {
            let mut run = 0;
            while rows.next_if(|y| is_dark(y) == dark).is_some() {
                run += 1;
            }
            run
        })
    };
    let up = runs_along(&mut (0..y).rev());
    let down = runs_along(&mut (y..picture.side()));
    [up[2], up[1], up[0] + down[0], down[1], down[2]]
}

/// Whether five runs, of which the first is dark, are as wide as those of a corner, each give or take three quarters of a module.
fn is_corner(runs: [u32; 5]) -> bool {
    let whole: u32 = runs.iter().sum();
    // In sevenths of a pixel times four: a module is `whole` times four.
    let fits = |(run, modules): (u32, u32)| (run * 28).abs_diff(whole * 4 * modules) <= whole * 3;
    runs[2] >= NARROWEST && runs.into_iter().zip(WIDTHS).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nested squares side by side, each as a corner is, with `pixels` a module.
    fn tiled(pixels: usize) -> GreyPicture {
        let mut colours = Vec::new();
        for y in 0..480 {
            for x in 0..480 {
                let from_edge = |at: usize| (at / pixels % 9).min(8 - at / pixels % 9);
                let is_dark = matches!(from_edge(x).min(from_edge(y)), 1 | 3 | 4);
                colours.extend([if is_dark { 20 } else { 230 }; 4]);
            }
        }
        GreyPicture::of_colours(480, &colours).unwrap()
    }

    #[test]
    fn corners_are_counted_about() {
        for (pixels, across) in [(5, 10.0), (10, 5.0)] {
            let count = about_how_many(&tiled(pixels));
            assert!((count - across * across).abs() < across * across / 3.0, "{count} of {across} × {across}");
        }
    }

    #[test]
    fn an_even_picture_has_none() {
        for shade in [0, 128, 255] {
            let picture = GreyPicture::of_colours(100, &vec![shade; 100 * 100 * 4]).unwrap();
            assert!(about_how_many(&picture) < 0.1);
        }
    }
}
