//! Comments that are only a title, or a unit. They say neither what a setting is for nor which values make sense, and made
//! documentation they would read as if they did.
//!
//! ```text
//! # Celery                 above USE_CELERY: the title of what follows
//! # Site name:             above SITE_NAME: its own name
//! NOTES_TIMEOUT = 5        # seconds
//! ```

/// The words that a title may have; more of them say something.
const MOST_WORDS: usize = 3;

/// Words that few titles have: with one of them, even three words state something (`Used by LTI`, `0 means unlimited`).
const STATING: [&str; 46] = [
    "always",
    "are",
    "by",
    "can",
    "cannot",
    "disable",
    "disables",
    "don't",
    "enable",
    "enables",
    "except",
    "from",
    "has",
    "have",
    "how",
    "if",
    "is",
    "may",
    "means",
    "must",
    "needs",
    "never",
    "no",
    "not",
    "only",
    "override",
    "overrides",
    "per",
    "requires",
    "see",
    "set",
    "sets",
    "should",
    "to",
    "unless",
    "until",
    "use",
    "used",
    "uses",
    "what",
    "when",
    "where",
    "whether",
    "will",
    "with",
    "without",
];

/// Words that add nothing to those of a name: `The name of the site`.
const FILLING: [&str; 7] = ["a", "an", "and", "for", "in", "of", "the"];

/// Whether `lines`, the comment at the setting called `name` without its marks, are no more than a title or a unit.
pub(super) fn is_title(lines: &[&str], name: &str) -> bool {
    let text = lines.join(" ");
    let text = text.trim();
    // Some scripts have no blanks between words.
    let is_counted = text.chars().all(|ch| ch < '\u{2e80}');
    let heads = lines.len() == 1 && text.ends_with(':');
    is_counted && (heads || repeats(text, name) || is_unit(text) || is_heading(text) || is_short(text) && !states(text))
}

/// Whether it is what stands above a part of the file: `Learner record MFE settings`.
fn is_heading(text: &str) -> bool {
    const LAST: [&str; 6] = ["config", "configuration", "configurations", "options", "settings", "urls"];
    let last = words(text).last().map(str::to_lowercase);
    last.is_some_and(|last| LAST.contains(&last.as_str())) && words(text).count() <= LONGEST_HEADING && !states(text)
}

/// The words that one of these may have.
const LONGEST_HEADING: usize = 5;

/// Whether all that it says is a unit: `Value is in seconds.`
fn is_unit(text: &str) -> bool {
    const AROUND: [&str; 8] = ["a", "are", "given", "in", "is", "the", "value", "values"];
    const UNITS: [&str; 14] = [
        "bytes",
        "days",
        "gb",
        "hours",
        "kb",
        "kilobytes",
        "mb",
        "megabytes",
        "milliseconds",
        "minutes",
        "months",
        "percent",
        "pixels",
        "seconds",
    ];
    let text = text.to_lowercase();
    let mut said =
        text.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty() && !AROUND.contains(word));
    said.next().is_some_and(|unit| UNITS.contains(&unit)) && said.next().is_none()
}

/// Whether each of its words is one of the name's.
fn repeats(text: &str, name: &str) -> bool {
    let singular = |word: &str| word.trim_end_matches('s').to_owned();
    let name = name.to_lowercase();
    let parts: Vec<String> = name.split('_').map(singular).collect();
    let text = text.to_lowercase();
    let words = text.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut own = words.filter(|word| !FILLING.contains(word)).peekable();
    own.peek().is_some() && own.all(|word| parts.contains(&singular(word)))
}

/// The words of `text`: what is only a number or a sign is none.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.contains(char::is_alphabetic))
}

fn is_short(text: &str) -> bool {
    words(text).count() <= MOST_WORDS
}

/// Whether something so short is a sentence nevertheless, or tells a value, or where more is to be read.
fn states(text: &str) -> bool {
    let several = words(text).nth(1).is_some();
    let stating = |word: &str| STATING.binary_search(&word.to_lowercase().as_str()).is_ok();
    let marked = text.contains(['=', '`', '"', '\'', ':']);
    marked || several && (text.ends_with(['.', '!', '?']) || words(text).any(stating))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_stating_words_is_sorted_for_its_search() {
        assert!(STATING.is_sorted());
    }

    #[test]
    fn titles_and_units_are_titles() {
        for (comment, name) in [
            ("Celery", "USE_CELERY"),
            ("Feature Toggles", "FEATURES"),
            ("django-role-permissions", "ROLEPERMISSIONS_MODULE"),
            ("Checkout view urls", "FRONTEND_URL"),
            ("Settings of the search for notes:", "SEARCH_HOST"),
            ("seconds", "TIMEOUT"),
            ("Learner Record MFE Settings", "RECORDS_PAGE"),
            ("(in seconds)", "TIMEOUT"),
            ("The value is given in seconds.", "TIMEOUT"),
            ("1 hour timeout", "CACHE_TTL"),
            ("60 * 60 * 24 seconds", "CACHE_TTL"),
            ("The names of the allowed cookies.", "ALLOWED_COOKIE_NAME"),
            ("", "TIMEOUT"),
        ] {
            assert!(is_title(&[comment], name), "{comment}");
        }
    }

    #[test]
    fn what_states_something_is_none() {
        for comment in [
            "Used by LTI",
            "0 means unlimited",
            "0 = unlimited",
            "default: 20",
            "See: https://example.com/",
            "https://example.com/settings.html",
            "Signs sessions.",
            "Don't change",
            "How many notes a page has",
            "每页的笔记数量",
        ] {
            assert!(!is_title(&[comment], "PAGE_SIZE"), "{comment}");
        }
        assert!(!is_title(&["One of these names,", "the first by default:"], "PAGE_SIZE"));
    }
}
