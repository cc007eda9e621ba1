//! Configurations of other linters as ours. What has no equal is said in a comment, so that nothing is lost unnoticed.
//!
//! ```text
//!  .hadolint.yaml ──► read (settings with their places, mistakes) ──► write (oep45.toml)
//! ```

pub mod hadolint;
