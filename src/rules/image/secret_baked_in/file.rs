//! Keys that the repository holds and the image copies. Where the context is not known, nothing is said.

use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse::Keyword;
use crate::text::Kind;

/// How names of key files end.
const KEY_FILES: [&str; 5] = [".pem", ".key", "id_rsa", "id_ed25519", "id_dsa"];

pub(super) fn check(file: &Dockerfile<'_>, sink: &mut Sink) {
    for (_, step) in file.steps() {
        let instruction = step.instruction;
        let copies = matches!(instruction.keyword, Keyword::Copy | Keyword::Add) && instruction.flag("from").is_none();
        if !copies {
            continue;
        }
        let words = instruction.words();
        for word in words.iter().take(words.len().saturating_sub(1)) {
            let Some(path) = word.literal().filter(|path| KEY_FILES.iter().any(|end| path.ends_with(end))) else {
                continue;
            };
            let held = file.context.find(&path).find(|(_, kind)| *kind == Kind::File);
            let Some((tree_path, _)) = held else { continue };
            if file.context.text(&tree_path).is_some_and(|source| source.text().contains("PRIVATE KEY-----")) {
                sink.report(
                    word.span(),
                    format!("the private key `{path}` of the repository becomes part of the image"),
                )
                .help(
                    "Take the key out of the repository and give it to the one command that needs it with \
                         `RUN --mount=type=secret`. Replace it where it is in use.",
                );
            }
        }
    }
}
