//! A linter of our own, for machines without ShellCheck: the crate `shuck-linter`, with those of its rules that say what
//! ShellCheck says.

mod codes;

use super::{Judge, Remark, ShellLinter, Verdict};
use crate::finding::Severity;
use codes::CODES;
pub use codes::{Code, Measured};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use shuck_linter::{
    AnalysisRequest, Diagnostic, LinterSettings, Rule, ShellCheckCodeMap, ShellCheckLevel, ShellDialect, rule_metadata,
};
use shuck_parser::parser::Parser;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Stack of a thread that judges. The parser limits its own recursion to the usual 2 MiB; what walks its trees does not count.
const STACK: usize = 64 << 20;

/// Longest script that is judged, in bytes, and most expansions in it. The time that the rules take grows with the square of
/// both, and more; no RUN of a public repository that was looked at has half as much.
const LONGEST: usize = 1 << 14;
const MOST_EXPANSIONS: usize = 200;

/// The codes below this one are about syntax.
const FIRST_BEYOND_SYNTAX: u32 = 2000;

/// The linter.
pub struct Builtin {
    map: ShellCheckCodeMap,
    settings: LinterSettings,
}

impl Default for Builtin {
    /// With the codes on which it agrees with ShellCheck.
    fn default() -> Self {
        Self::with_codes(|code| CODES.iter().any(|known| known.number == code))
    }
}

impl Builtin {
    /// With all codes that it has, to measure them.
    pub fn with_all_codes() -> Self {
        Self::with_codes(|_| true)
    }

    fn with_codes(reports: impl Fn(u32) -> bool) -> Self {
        let map = ShellCheckCodeMap::default();
        let rules = map.mappings().filter(|(code, _)| reports(*code)).map(|(_, rule)| rule);
        let mut settings = LinterSettings::for_rules(rules);
        // A script stands alone: nothing that it sources is read.
        settings.resolve_source_closure = false;
        Self { map, settings }
    }

    /// The codes that it reports, in order, with what speaks for each.
    pub fn codes() -> &'static [Code] {
        CODES
    }

    fn judge(&self, number: usize, script: &str) -> Result<Vec<Remark>, String> {
        if script.len() > LONGEST {
            return Err(format!("it is longer than {} KiB, the most that the built-in linter takes", LONGEST >> 10));
        }
        if script.bytes().filter(|byte| matches!(byte, b'$' | b'`')).count() > MOST_EXPANSIONS {
            return Err(format!(
                "it has more than {MOST_EXPANSIONS} expansions, the most that the built-in linter takes"
            ));
        }
        guarded(|| {
            let mut settings = self.settings.clone();
            settings.shell = dialect(script);
            let parsed = Parser::with_dialect(script, settings.shell.parser_dialect()).parse();
            let found = AnalysisRequest::from_parse_result(&parsed, script, &settings).lint();
            let remarks = found.iter().filter_map(|diagnostic| self.remark(number, script, diagnostic));
            // Of what it can't read, ShellCheck says only why.
            remarks.filter(|remark| parsed.is_ok() || remark.code < FIRST_BEYOND_SYNTAX).collect()
        })
    }

    fn remark(&self, script: usize, text: &str, diagnostic: &Diagnostic) -> Option<Remark> {
        Some(Remark {
            script,
            start: line_and_column(text, diagnostic.span.start.offset())?,
            end: line_and_column(text, diagnostic.span.end.offset())?,
            severity: severity(diagnostic.rule),
            code: self.map.code_for_rule(diagnostic.rule)?,
            message: diagnostic.message.clone(),
        })
    }
}

impl ShellLinter for Builtin {
    fn lint(&self, scripts: &[&str]) -> Result<Verdict, String> {
        let pool = ThreadPoolBuilder::new().stack_size(STACK).build().map_err(|error| error.to_string())?;
        let one = |(number, script): (usize, &&str)| self.judge(number, script).map_err(|reason| (number, reason));
        let judged: Vec<_> = pool.install(|| scripts.par_iter().enumerate().map(one).collect());
        let mut verdict =
            Verdict { remarks: Vec::new(), failed: Vec::new(), judge: Judge::Builtin { codes: CODES.len() } };
        for script in judged {
            match script {
                Ok(remarks) => verdict.remarks.extend(remarks),
                Err(failed) => verdict.failed.push(failed),
            }
        }
        Ok(verdict)
    }
}

/// What `judge` says, be it that it panics.
fn guarded<T>(judge: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(judge))
        .map_err(|_| "the built-in linter failed on it; please report it as a bug".to_owned())
}

/// The shell that the first line names.
fn dialect(script: &str) -> ShellDialect {
    let line = script.lines().next().unwrap_or_default();
    let name = line.rsplit('/').next().and_then(|name| name.split_whitespace().next()).unwrap_or_default();
    // The shell of busybox descends from dash.
    ShellDialect::from_name(if name == "ash" { "dash" } else { name })
}

/// The level that ShellCheck gives the code.
fn severity(rule: Rule) -> Severity {
    match rule_metadata(rule).and_then(|metadata| metadata.shellcheck_level) {
        Some(ShellCheckLevel::Error) => Severity::Error,
        Some(ShellCheckLevel::Warning) => Severity::Warning,
        _ => Severity::Note,
    }
}

/// A line and a column from 1, the column in characters.
fn line_and_column(text: &str, offset: usize) -> Option<(usize, usize)> {
    let before = text.get(..offset)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    Some((before.matches('\n').count() + 1, before[start..].chars().count() + 1))
}

#[cfg(test)]
mod tests;
