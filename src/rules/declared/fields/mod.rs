//! The fields of each kind of nodes: their names, types and words are data, from which the checks of pages, the schema
//! for editors and the reference in the documentation are made.

mod command;
mod force;
mod image;
mod instruction;
mod outer;
mod variable;
mod words;

pub(super) use command::{COMMAND, INSTALLATION, PACKAGE};
pub(super) use image::IMAGE;
pub(super) use instruction::{COPY, FLAG, INSTRUCTION};
pub(super) use outer::{FILE, STAGE};
pub(super) use variable::{ARG, ENV, LABEL};
pub(super) use words::{COMMENT, DIRECTIVE, EXPOSE, USER, WORKDIR};
