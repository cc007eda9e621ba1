//! What the command lines of `curl`, `wget`, `git clone`, `tar` and `unzip` fetch and unpack, and where they put it.

use super::super::ShellValues;
use super::options::{Grammar, Options};
use super::path::base_name;
use crate::shell::Program;
use crate::text::Span;

/// What a command fetches.
pub(super) struct Fetch {
    pub(super) span: Span,
    pub(super) url: String,
    pub(super) clone: bool,
    /// The file or directory, as written; `None` for standard output.
    pub(super) target: Option<String>,
}

/// An archive that a command unpacks.
pub(super) struct Unpacking {
    /// The archive; `None` for standard input.
    pub(super) archive: Option<String>,
    /// The directory; `None` for the working directory.
    pub(super) directory: Option<String>,
}

const CURL: Grammar = Grammar {
    short: "oHduAexbcTXmKFrECwyYztPDUQh",
    long: &[
        "output",
        "header",
        "data",
        "user",
        "user-agent",
        "referer",
        "proxy",
        "cookie",
        "cookie-jar",
        "request",
        "max-time",
        "connect-timeout",
        "retry",
        "retry-delay",
        "retry-max-time",
        "config",
        "form",
        "range",
        "cert",
        "cacert",
        "capath",
        "key",
        "write-out",
        "output-dir",
        "url",
        "data-raw",
        "data-binary",
        "resolve",
        "tls-max",
        "proto",
        "proto-default",
        "proto-redir",
        "ciphers",
        "max-redirs",
        "max-filesize",
        "oauth2-bearer",
    ],
};

const WGET: Grammar = Grammar {
    short: "OPoaUTtQielADRIXBw",
    long: &[
        "output-document",
        "directory-prefix",
        "output-file",
        "append-output",
        "user-agent",
        "timeout",
        "tries",
        "header",
        "post-data",
        "user",
        "password",
        "ca-certificate",
        "certificate",
        "private-key",
        "input-file",
        "execute",
        "waitretry",
        "wait",
        "level",
        "accept",
        "reject",
        "base",
    ],
};

const GIT: Grammar = Grammar {
    short: "bcoujC",
    long: &[
        "branch",
        "depth",
        "origin",
        "config",
        "reference",
        "template",
        "upload-pack",
        "jobs",
        "shallow-since",
        "shallow-exclude",
        "filter",
        "separate-git-dir",
    ],
};

const TAR: Grammar = Grammar {
    short: "fCXTIbKNVg",
    long: &["file", "directory", "exclude", "strip-components", "transform", "wildcards-match", "files-from"],
};

const UNZIP: Grammar = Grammar { short: "dxP", long: &[] };

/// What `program` fetches.
pub(super) fn fetches<'t>(program: &Program<'_, 't>, values: &ShellValues<'_, 't>) -> Vec<Fetch> {
    match program.name {
        Some("curl") => curl(program, values),
        Some("wget" | "wget2") => wget(program, values),
        Some("git") => clone(program, values).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn curl<'t>(program: &Program<'_, 't>, values: &ShellValues<'_, 't>) -> Vec<Fetch> {
    let options = Options::read(program.args, &CURL, values);
    let remote = options.has(&["O", "remote-name", "remote-name-all"]);
    let mut outputs = options.given.iter().filter(|(name, _)| matches!(name.as_str(), "o" | "output"));
    let directory = options.value(&["output-dir"]);
    let mut found: Vec<Fetch> = Vec::new();
    for (word, url) in options.operands.iter().filter(|(_, text)| is_address(text)) {
        let named = outputs.next().map(|(_, value)| value.clone()).filter(|value| value != "-");
        let name = named.or_else(|| remote.then(|| base_name(url).to_owned()));
        let target = name.map(|name| directory.map_or(name.clone(), |directory| format!("{directory}/{name}")));
        found.push(Fetch { span: word.span, url: url.to_string(), clone: false, target });
    }
    if let (true, Some(url)) = (found.is_empty(), options.value(&["url"])) {
        let target = outputs.next().map(|(_, value)| value.clone());
        found.push(Fetch { span: program.name_word.span, url: url.to_owned(), clone: false, target });
    }
    found
}

fn wget<'t>(program: &Program<'_, 't>, values: &ShellValues<'_, 't>) -> Vec<Fetch> {
    let options = Options::read(program.args, &WGET, values);
    let output = options.value(&["O", "output-document"]);
    let directory = options.value(&["P", "directory-prefix"]);
    let addresses = options.operands.iter().filter(|(_, text)| is_address(text));
    let target = |url: &str| match (output, directory) {
        (Some("-" | "/dev/stdout"), _) => None,
        (Some(output), _) => Some(output.to_owned()),
        (None, Some(directory)) => Some(format!("{directory}/{}", base_name(url))),
        (None, None) => Some(base_name(url).to_owned()),
    };
    addresses
        .map(|(word, url)| Fetch { span: word.span, url: url.to_string(), clone: false, target: target(url) })
        .collect()
}

fn clone<'t>(program: &Program<'_, 't>, values: &ShellValues<'_, 't>) -> Option<Fetch> {
    let options = Options::read(program.args, &GIT, values);
    let mut operands = options.operands.iter().skip_while(|(_, text)| text != "clone").skip(1);
    let (word, url) = operands.next()?;
    let name = base_name(url).trim_end_matches(".git");
    let target = operands.next().map_or_else(|| name.to_owned(), |(_, directory)| directory.to_string());
    Some(Fetch { span: word.span, url: url.to_string(), clone: true, target: Some(target) })
}

/// A word that curl or wget reads as an address: a scheme, a host's name, or nothing but a variable.
fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with("${") || text.split('/').next().is_some_and(|host| host.contains('.'))
}

/// What `program` unpacks.
pub(super) fn unpacks<'t>(program: &Program<'_, 't>, values: &ShellValues<'_, 't>) -> Option<Unpacking> {
    match program.name {
        Some("tar" | "bsdtar" | "gtar") => tar(program, values),
        Some("unzip") => {
            let options = Options::read(program.args, &UNZIP, values);
            let archive = options.operands.first().map(|(_, text)| text.to_string())?;
            Some(Unpacking { archive: Some(archive), directory: options.value(&["d"]).map(str::to_owned) })
        }
        _ => None,
    }
}

fn tar<'t>(program: &Program<'_, 't>, values: &ShellValues<'_, 't>) -> Option<Unpacking> {
    let options = Options::read(program.args, &TAR, values);
    // `tar xzf a.tgz`: the old form, its letters without a dash.
    let bundled = options.operands.first().map(|(_, text)| text.as_ref()).filter(|text| is_bundle(text));
    let letters = bundled.unwrap_or_default();
    if !(letters.contains('x') || options.has(&["x", "extract", "get"])) {
        return None;
    }
    let behind = letters.contains('f').then(|| options.operands.get(1).map(|(_, text)| text.to_string())).flatten();
    let archive = options.value(&["f", "file"]).map(str::to_owned).or(behind).filter(|name| name != "-");
    Some(Unpacking { archive, directory: options.value(&["C", "directory"]).map(str::to_owned) })
}

fn is_bundle(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| b"xzjJvfpmkotC".contains(&byte))
}
