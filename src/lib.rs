//! `oep45` checks Dockerfiles, and the repositories around them, against OEP-45, Open edX's rules for packaging and
//! operating its services. The data flows one way:
//!
//! ```text
//!  discover ──► parse ──► model ──► rules ──► triage ──► report
//!  (files)     (tree)   (meaning) (findings) (kept)     (bytes)
//!                 ▲                              │
//!                 └───────────── fix ◄───────────┘
//!
//!  below all:    text, finding        read by many: config, catalog        above all: pipeline, cli, main
//! ```

pub mod audit;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod discover;
pub mod finding;
pub mod fix;
pub mod import;
pub mod model;
pub mod operators;
pub mod outline;
pub mod parse;
pub mod pipeline;
pub mod repo;
pub mod report;
pub mod rules;
pub mod shell;
pub mod shellcheck;
pub mod text;
pub mod triage;
