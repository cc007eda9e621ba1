//! Whatever a file holds, the promises of `tests/promises/` are kept. The fuzzers in `fuzz/` try the same on far more texts;
//! what they found is a test beside the code that was wrong.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod config;
mod dockerfile;
mod page;
mod parse;
#[path = "../promises/mod.rs"]
mod promises;
mod repository;
mod shell;

use proptest::prelude::*;

/// At most `most` of `bits`, one behind the other.
fn bits(bits: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(bits), 0..most).prop_map(|bits| bits.concat())
}

/// A file, `good`, in which a stretch has been replaced by something else: mostly right, so that it is read far.
fn spoiled(good: &'static [&'static str], bits: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (prop::sample::select(good), any::<prop::sample::Index>(), 0..40_usize, bits).prop_map(
        |(good, at, length, bits)| {
            let start = good.floor_char_boundary(at.index(good.len() + 1));
            let end = good.floor_char_boundary((start + length).min(good.len()));
            format!("{}{bits}{}", &good[..start], &good[end..])
        },
    )
}

/// So many cases, which leave no file behind.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}
