//! The ignore file of a build context, matched as Docker matches it.
//!
//! ```text
//! # comment            only in the first column
//! node_modules         that path and all below it, at the root of the context
//! **/*.pyc             at any depth
//! !docs/README.md      back in again
//! ```

/// The patterns of an ignore file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct IgnoreFile {
    patterns: Vec<Pattern>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Pattern {
    negated: bool,
    /// Cleaned, without its leading slash.
    text: String,
    /// Byte range of its line in the file.
    line: (usize, usize),
}

impl IgnoreFile {
    /// Read an ignore file.
    pub fn parse(text: &str) -> Self {
        let mut at = 0;
        let mut patterns = Vec::new();
        for full in text.split_inclusive('\n') {
            let line = full.trim_end_matches(['\n', '\r']);
            let start = at;
            at += full.len();
            let written = if start == 0 { line.trim_start_matches('\u{feff}') } else { line };
            if !written.starts_with('#') {
                patterns.extend(Pattern::parse(written.trim(), (start, start + line.len())));
            }
        }
        Self { patterns }
    }

    /// The number of patterns.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there is no pattern.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether a pattern brings something back in, so that the order of all of them counts.
    pub fn negates(&self) -> bool {
        self.patterns.iter().any(|pattern| pattern.negated)
    }

    /// Whether a pattern leaves out everything, whatever it is called.
    pub fn has_catch_all(&self) -> bool {
        self.patterns.iter().any(|pattern| matches!(pattern.text.as_str(), "*" | "**" | "**/*"))
    }

    /// The byte range of the line whose pattern leaves out `path` or a directory above it; `None` where it is kept.
    pub fn excluding(&self, path: &str) -> Option<(usize, usize)> {
        // Of a path with a slash in front, nothing at all is a parent too, which `*` matches.
        let parents = path.match_indices('/').map(|(at, _)| &path[..at]);
        let tried: Vec<Vec<char>> = std::iter::once(path).chain(parents).map(|path| path.chars().collect()).collect();
        let mut found = None;
        for pattern in &self.patterns {
            if tried.iter().any(|path| pattern.matches(path)) {
                found = (!pattern.negated).then_some(pattern.line);
            }
        }
        found
    }
}

impl Pattern {
    fn parse(written: &str, line: (usize, usize)) -> Option<Self> {
        let (negated, written) = match written.strip_prefix('!') {
            Some(rest) => (true, rest.trim()),
            None => (false, written),
        };
        let cleaned = clean(written)?;
        let text = cleaned.strip_prefix('/').filter(|rest| !rest.is_empty()).unwrap_or(&cleaned);
        Some(Self { negated, text: text.to_owned(), line })
    }

    fn matches(&self, path: &[char]) -> bool {
        let pattern: Vec<char> = self.text.chars().collect();
        // `**name` ends a path wherever a component begins; so does `**/name`, and both match the name alone.
        if let ['*', '*', rest @ ..] = pattern.as_slice()
            && !rest.is_empty()
            && !rest.iter().any(|char| "*?[\\".contains(*char))
        {
            return path.ends_with(rest) || rest.strip_prefix(&['/']).is_some_and(|rest| rest == path);
        }
        glob(&pattern, path)
    }
}

/// A path without empty and `.` components, `..` resolved as far as it goes; `None` for nothing.
pub(super) fn clean(path: &str) -> Option<String> {
    if path.is_empty() {
        return None;
    }
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    Some(match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    })
}

/// `*` and `?` stop at slashes, `**` does not, and takes a slash behind it along.
fn glob(pattern: &[char], path: &[char]) -> bool {
    // By position in the path: whether the pattern so far matches up to there. One row is all that is needed.
    let mut row = vec![false; path.len() + 1];
    row[0] = true;
    let mut at = 0;
    while at < pattern.len() {
        let mut next = vec![false; path.len() + 1];
        match pattern[at] {
            '*' if pattern.get(at + 1) == Some(&'*') => {
                at += 2;
                at += usize::from(pattern.get(at) == Some(&'/'));
                let last = at >= pattern.len();
                let mut reached = false;
                for position in 0..=path.len() {
                    // Before the end of the pattern: nothing, or anything up to a slash.
                    next[position] = row[position] || reached && (last || path[position - 1] == '/');
                    reached |= row[position];
                }
                row = next;
                continue;
            }
            '*' => {
                for position in 0..=path.len() {
                    let longer = position > 0 && next[position - 1] && path[position - 1] != '/';
                    next[position] = row[position] || longer;
                }
            }
            '[' => {
                let Some((class, behind)) = Class::read(pattern, at) else { return false };
                step(&row, &mut next, path, |char| class.holds(char));
                row = next;
                at = behind;
                continue;
            }
            '?' => step(&row, &mut next, path, |char| char != '/'),
            '\\' if at + 1 < pattern.len() => {
                at += 1;
                step(&row, &mut next, path, |char| char == pattern[at]);
            }
            plain => step(&row, &mut next, path, |char| char == plain),
        }
        row = next;
        at += 1;
    }
    row[path.len()]
}

/// One character further, where `takes` it.
fn step(row: &[bool], next: &mut [bool], path: &[char], takes: impl Fn(char) -> bool) {
    for (position, char) in path.iter().enumerate() {
        next[position + 1] = row[position] && takes(*char);
    }
}

/// `[a-z]`, `[^abc]`.
struct Class<'p> {
    negated: bool,
    members: &'p [char],
}

impl<'p> Class<'p> {
    /// The class whose bracket opens at `open`, and where the pattern goes on; `None` where it is never closed.
    fn read(pattern: &'p [char], open: usize) -> Option<(Self, usize)> {
        let negated = pattern.get(open + 1) == Some(&'^');
        let start = open + 1 + usize::from(negated);
        let mut end = start;
        while *pattern.get(end)? != ']' || end == start {
            end += 1 + usize::from(pattern[end] == '\\');
        }
        Some((Self { negated, members: &pattern[start..end] }, end + 1))
    }

    fn holds(&self, char: char) -> bool {
        let mut members = self.members;
        let mut found = false;
        while let Some((first, rest)) = member(members) {
            members = rest;
            if let ['-', last, ..] = members
                && let Some((last, rest)) = member(&members[1..]).filter(|_| *last != ']')
            {
                found |= (first..=last).contains(&char);
                members = rest;
            } else {
                found |= first == char;
            }
        }
        found != self.negated
    }
}

/// The first character of a class, a backslash in front of it left out.
fn member(members: &[char]) -> Option<(char, &[char])> {
    match members {
        ['\\', char, rest @ ..] | [char, rest @ ..] => Some((*char, rest)),
        [] => None,
    }
}

#[cfg(test)]
#[path = "dockerignore/tests.rs"]
mod tests;
