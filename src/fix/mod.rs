//! Applies what findings offer, round by round.
//!
//! ```text
//!  findings ──► select (what does not meet) ──► edit (the new text) ──► parse: nothing worse? ──► judge again
//!                  │                                                       └─► a fix that breaks the file is left out
//!                  └─► what overlaps waits for the next round
//! ```

mod converge;
mod edit;
mod round;

pub use converge::{Fixed, MOST_ROUNDS, converge};
pub use round::Refused;
