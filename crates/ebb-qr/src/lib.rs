#![doc = include_str!("../README.md")]

mod corners;
mod grey;
mod reading;

pub use grey::{GreyPicture, LONGEST_SIDE};
pub use reading::texts_in;
