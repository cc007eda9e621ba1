//! Values with a grammar of their own: ports, and what a health check is told.

use crate::parse::instruction::{Command, Instruction};
use crate::parse::{Problem, Word, words};

/// `EXPOSE 80 8000-8010/udp`.
pub(super) fn ports(instruction: &Instruction<'_>, problems: &mut Vec<Problem>) {
    for word in instruction.words() {
        let Some(text) = word.literal().filter(|text| !text.is_empty()) else { continue };
        let (port, protocol) =
            text.split_once('/').map_or((text.as_ref(), None), |(port, protocol)| (port, Some(protocol)));
        let container = port.rsplit(':').next().unwrap_or(port);
        let number = |text: &str| text.parse::<u16>().ok();
        let valid = match container.split_once('-') {
            Some((from, to)) => number(from).zip(number(to)).is_some_and(|(from, to)| from <= to),
            None => number(container).is_some(),
        };
        if !valid {
            let problem = Problem::new(word.span(), format!("`{text}` is no port"));
            problems.push(if text.starts_with('#') {
                problem.help("A comment needs a line of its own: a `#` further on is an ordinary word.")
            } else {
                problem.help("A port is a number up to 65535 or a range of them, with `/tcp`, `/udp` or `/sctp`.")
            });
            return;
        }
        if let Some(protocol) = protocol.filter(|name| !matches!(name.to_lowercase().as_str(), "tcp" | "udp" | "sctp"))
        {
            problems.push(
                Problem::new(word.span(), format!("`{protocol}` is no protocol of a port"))
                    .help("The protocols are `tcp`, `udp` and `sctp`."),
            );
        }
    }
}

/// `HEALTHCHECK --interval=5m CMD …` or `HEALTHCHECK NONE`.
pub(super) fn healthcheck(instruction: &Instruction<'_>, problems: &mut Vec<Problem>) {
    let rest = instruction.rest();
    let mut words = words::spans(&rest);
    let Some(kind) = words.next() else { return };
    let text = rest.slice(kind).text();
    if text.eq_ignore_ascii_case("none") {
        if let Some(extra) = words.next() {
            problems.push(Problem::new(extra, "`HEALTHCHECK NONE` takes nothing else"));
        }
        return;
    }
    if !text.eq_ignore_ascii_case("cmd") {
        problems.push(
            Problem::new(kind, format!("`HEALTHCHECK` takes `CMD` or `NONE`, not `{text}`"))
                .help("Put `CMD` before the command."),
        );
        return;
    }
    let empty = match instruction.command() {
        Command::Exec(items) => items.is_empty(),
        Command::Shell(text) => text.is_empty(),
    };
    if empty {
        problems.push(Problem::new(kind, "the command is missing behind `HEALTHCHECK CMD`"));
    }
    for flag in instruction.flags() {
        let Some(value) = flag.value() else { continue };
        let Some(text) = plain(&value) else { continue };
        if flag.name() == "retries" {
            if text.parse::<u32>().is_err() {
                problems.push(Problem::new(value.span(), format!("`{text}` is no number of retries")));
            }
        } else if !is_duration(&text) {
            problems.push(
                Problem::new(value.span(), format!("`{text}` is no duration"))
                    .help("A duration is a number with a unit: `30s`, `1m30s`, `500ms`."),
            );
        }
    }
}

/// The value, if it holds no variable.
fn plain(word: &Word<'_>) -> Option<String> {
    word.literal().map(std::borrow::Cow::into_owned)
}

/// Go's durations: `0`, or numbers with units.
fn is_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    if rest == "0" {
        return true;
    }
    let mut any = false;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.').len();
        let unit = ["ns", "us", "µs", "ms", "s", "m", "h"].into_iter().find(|unit| rest[digits..].starts_with(unit));
        let Some(unit) = unit.filter(|_| digits > 0) else { return false };
        rest = &rest[digits + unit.len()..];
        any = true;
    }
    any
}
