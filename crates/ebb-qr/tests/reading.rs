//! Codes as a camera sees them: straight, turned, far away, in bad light, from the side. And pictures without a code.

#![expect(clippy::unwrap_used, reason = "a test that cannot draw its picture fails")]

use std::panic::catch_unwind;

use ebb_qr::{GreyPicture, texts_in};
use ebb_testkit::seeded::Seeded;
use qrcodegen::{QrCode, QrCodeEcc};

const LINK: &str = "https://journal.example.org/join#K7QM2F9C41TBX0E5R8W3HNDVZ6G";
const SIDE: usize = 480;
/// Light modules around a code, and the code in the middle of what is measured in modules.
const QUIET_ZONE: f64 = 4.0;

/// How a code lies before the camera.
#[derive(Clone, Copy)]
struct Lies {
    /// How wide the code with its light rim is, of the picture.
    share: f64,
    /// Turned by so many degrees.
    degrees: f64,
    /// Leaned back: how much further away the far edge is than the middle, doubled.
    tilt: f64,
    /// Shades of the dark and the light.
    shades: (f64, f64),
    /// Each pixel is brighter or darker by up to this.
    noise: u64,
    /// The left is so much darker than the right, of its brightness.
    shadow: f64,
}

const STRAIGHT: Lies = Lies { share: 0.7, degrees: 0.0, tilt: 0.0, shades: (10.0, 245.0), noise: 0, shadow: 0.0 };

/// What the camera sees.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "small numbers of a picture"
)]
fn seen(text: &str, lies: Lies) -> GreyPicture {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
    let modules = f64::from(code.size()) + 2.0 * QUIET_ZONE;
    let (sin, cos) = lies.degrees.to_radians().sin_cos();
    let mut random = Seeded::new(7);
    // Two rays a pixel, as a lens gathers many.
    let light_at = |x: f64, y: f64| {
        let (x, y) = ((x / SIDE as f64 - 0.5) / lies.share, (y / SIDE as f64 - 0.5) / lies.share);
        let (x, y) = (x * cos + y * sin, y * cos - x * sin);
        let depth = 1.0 + lies.tilt * y;
        let (x, y) = (x / depth, y / depth);
        let module = |at: f64| ((at + 0.5) * modules - QUIET_ZONE).floor() as i32;
        let is_outside = x.abs() > 0.5 || y.abs() > 0.5;
        let (dark, light) = lies.shades;
        if is_outside {
            f64::midpoint(dark, light)
        } else if code.get_module(module(x), module(y)) {
            dark
        } else {
            light
        }
    };
    let mut colours = Vec::with_capacity(SIDE * SIDE * 4);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let rays = [(0.25, 0.25), (0.75, 0.75)];
            let light = rays.iter().map(|(right, down)| light_at(x as f64 + right, y as f64 + down)).sum::<f64>() / 2.0;
            let light = light * (1.0 - lies.shadow * (1.0 - x as f64 / SIDE as f64));
            let noise = random.below(2 * lies.noise + 1) as f64 - lies.noise as f64;
            let shade = (light + noise).clamp(0.0, 255.0) as u8;
            colours.extend([shade, shade, shade, 255]);
        }
    }
    GreyPicture::of_colours(SIDE, &colours).unwrap()
}

fn is_read(lies: Lies) -> bool {
    texts_in(&seen(LINK, lies)) == [LINK]
}

#[test]
fn a_code_that_lies_straight_is_read() {
    assert!(is_read(STRAIGHT));
}

#[test]
fn a_code_is_read_however_it_is_turned() {
    for degrees in [10, 45, 90, 135, 200, 330] {
        assert!(is_read(Lies { degrees: f64::from(degrees), share: 0.6, ..STRAIGHT }), "{degrees} degrees");
    }
}

#[test]
fn a_code_is_read_from_afar_and_from_near() {
    for share in [0.33, 0.5, 0.95] {
        assert!(is_read(Lies { share, ..STRAIGHT }), "{share} of the picture");
    }
}

#[test]
fn a_code_is_read_in_bad_light() {
    assert!(is_read(Lies { noise: 40, ..STRAIGHT }), "a grainy picture");
    assert!(is_read(Lies { shades: (70.0, 130.0), noise: 8, ..STRAIGHT }), "a pale picture");
    assert!(is_read(Lies { shadow: 0.7, ..STRAIGHT }), "half of it in the shade");
}

#[test]
fn a_code_is_read_from_the_side() {
    assert!(is_read(Lies { tilt: 0.4, degrees: 10.0, share: 0.6, ..STRAIGHT }));
}

#[test]
fn each_of_several_lengths_is_read() {
    for length in [1, 60, 150] {
        let text = LINK.repeat(6)[..length].to_owned();
        assert_eq!(texts_in(&seen(&text, STRAIGHT)), [text]);
    }
}

#[test]
fn where_there_is_no_code_none_is_read() {
    let even = |shade: u8| GreyPicture::of_colours(SIDE, &vec![shade; SIDE * SIDE * 4]).unwrap();
    for picture in [even(0), even(255), GreyPicture::of_colours(1, &[0; 4]).unwrap()] {
        assert_eq!(texts_in(&picture), [""; 0]);
    }
}

/// The library may panic (see `texts_in`); it does not do so on what a camera shows most.
#[test]
fn noise_and_damaged_codes_end_calmly() {
    for seed in 0..15 {
        let mut random = Seeded::new(seed);
        let noise: Vec<u8> = (0..120 * 120 * 4).map(|_| random.bytes::<1>()[0]).collect();
        let calm = catch_unwind(|| texts_in(&GreyPicture::of_colours(120, &noise).unwrap()));
        assert_eq!(calm.ok(), Some(Vec::new()), "seed {seed}");
    }
    for noise in [90, 160] {
        let calm = catch_unwind(|| texts_in(&seen(LINK, Lies { noise, share: 0.5, ..STRAIGHT })));
        assert!(calm.is_ok_and(|texts| texts.iter().all(|text| text == LINK)), "noise {noise}");
    }
}
