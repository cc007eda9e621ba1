//! A revision of a git repository as files in memory: nothing is checked out. Git is asked three times, and what it is
//! asked for is an object's id, never a word of the user's.
//!
//! ```text
//! git rev-parse --verify --end-of-options v1.0^{tree}    its id
//! git ls-tree -r -z -l --full-tree <id>                  the paths, ids and sizes of its files
//! git cat-file --batch                                   the texts of those that hold Python
//! ```

use super::super::failure::Failure;
use super::super::git::{Trouble, output, start};
use super::checkout::Checkout;
use crate::text::{MemoryFiles, Source};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

/// Largest file that is read, as elsewhere.
const LARGEST: usize = 1 << 20;
/// Most bytes that are read of one revision.
const MOST: usize = 256 << 20;

/// The revision `name` of the repository that `around` stands in, seen from the same directory.
///
/// # Errors
/// There is no repository, no git, or no such revision; or git's answer can't be read.
pub(super) fn read(around: &Checkout, name: &str) -> Result<Checkout, Failure> {
    let Some(root) = &around.git else {
        let place = &around.name;
        let message =
            format!("`{name}` is no directory, and {place} is in no git repository of which it may be a revision");
        return Err(Failure::Message(message));
    };
    let told = |trouble| {
        Failure::Message(match trouble {
            Trouble::Missing => "a revision is read with git, and there is no program of that name".to_owned(),
            Trouble::Start(error) => format!("cannot start git: {error}"),
            Trouble::Said(said) => format!("git can't read the revision `{name}`: {said}"),
        })
    };
    let wanted = format!("{name}^{{tree}}");
    let found = output(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted], Stdio::null());
    let unknown = |_| {
        let place = root.display();
        Failure::Message(format!("`{name}` is neither a directory nor a revision of the git repository {place}"))
    };
    let id = match found {
        Err(Trouble::Said(said)) => return Err(unknown(said)),
        found => String::from_utf8_lossy(&found.map_err(told)?).trim().to_owned(),
    };
    let listed = output(root, &["ls-tree", "-r", "-z", "-l", "--full-tree", &id], Stdio::null()).map_err(told)?;
    let blobs = blobs(&listed);
    let texts = texts(root, &blobs).map_err(told)?;
    let mut files = MemoryFiles::new();
    for (blob, text) in blobs.into_iter().zip(texts) {
        files.insert(Arc::new(Source::from_bytes(blob.path, text)));
    }
    Ok(Checkout { name: name.to_owned(), files: Arc::new(files), root: around.root.clone(), git: None })
}

/// A file of a revision.
struct Blob {
    path: String,
    id: String,
}

/// The Python files that `ls-tree` lists: `100644 blob <id> <size>\t<path>`, each with a zero behind it.
fn blobs(listed: &[u8]) -> Vec<Blob> {
    let mut total = 0;
    let mut found = Vec::new();
    for line in listed.split(|&byte| byte == 0) {
        let line = String::from_utf8_lossy(line);
        let Some((head, path)) = line.split_once('\t') else { continue };
        let words: Vec<&str> = head.split_whitespace().collect();
        let ["100644" | "100755", "blob", id, size] = words.as_slice() else { continue };
        let Ok(size) = size.parse::<usize>() else { continue };
        if path.strip_suffix(".py").is_some() && size <= LARGEST && total + size <= MOST {
            total += size;
            found.push(Blob { path: path.to_owned(), id: (*id).to_owned() });
        }
    }
    found
}

/// The texts of `blobs`, in order.
fn texts(root: &Path, blobs: &[Blob]) -> Result<Vec<Vec<u8>>, Trouble> {
    let mut child = start(root, &["cat-file", "--batch"], Stdio::piped())?;
    let (input, answers) = (child.stdin.take(), child.stdout.take());
    let texts = std::thread::scope(|scope| {
        // Git answers while it is asked: who asked for all first would wait for ever.
        scope.spawn(move || {
            let mut input = input?;
            blobs.iter().try_for_each(|blob| writeln!(input, "{}", blob.id)).ok()
        });
        let mut answers = BufReader::new(answers?);
        blobs.iter().map(|_| answer(&mut answers)).collect::<Option<Vec<_>>>()
    });
    if texts.is_none() {
        let _ = child.kill();
    }
    let _ = child.wait();
    texts.ok_or_else(|| Trouble::Said("its files are not all there (in a partial clone, fetch them first)".to_owned()))
}

/// One answer of `cat-file`: `<id> blob <size>`, a line end, the text, a line end.
fn answer(answers: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut head = String::new();
    answers.by_ref().take(1024).read_line(&mut head).ok()?;
    let words: Vec<&str> = head.split_whitespace().collect();
    let [_, "blob", size] = words.as_slice() else { return None };
    let size = size.parse::<usize>().ok().filter(|&size| size <= LARGEST)?;
    let mut text = vec![0; size + 1];
    answers.read_exact(&mut text).ok()?;
    text.pop();
    Some(text)
}
