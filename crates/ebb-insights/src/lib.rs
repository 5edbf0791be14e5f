#![doc = include_str!("../README.md")]

mod day_values;
mod finding;
mod median;
mod periods;
mod therapy;
mod trend;

pub use day_values::DayValues;
pub use finding::{Change, DAYS_MIN, Finding, Pause, Side};
pub use median::Median;
pub use periods::{Period, by_day, by_month, by_week};
pub use therapy::{Drugs, TherapySpan, therapy};
pub use trend::{Trend, TypicalSpan};
