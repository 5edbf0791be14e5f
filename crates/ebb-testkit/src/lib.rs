#![doc = include_str!("../README.md")]

pub mod seeded;
pub mod strategies;
