//! Values that stand for the one that is meant: `CHANGEME`, `<your key>`, `replace with valid username`.

/// Whether `text` is nothing but a request to write something else there.
pub(super) fn is_placeholder(text: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "changeme",
        "changethis",
        "enteryour",
        "fillin",
        "fillme",
        "insertyour",
        "placeholder",
        "putyour",
        "replaceme",
        "replacethis",
        "replacewith",
        "setme",
        "setyour",
        "tobedefined",
    ];
    let text = text.trim();
    let squeezed: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let in_brackets = text.starts_with('<') && text.ends_with('>') && !text[1..].contains('<');
    let crossed = squeezed.len() >= 3 && squeezed.chars().all(|ch| ch == 'x');
    in_brackets
        || crossed
        || text == super::super::secret::MASK
        || matches!(squeezed.as_str(), "todo" | "fixme" | "tbd")
        || BEGINNINGS.iter().any(|beginning| squeezed.starts_with(beginning))
        || squeezed.contains("your") && squeezed.ends_with("here")
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn placeholders_ask_for_something_else() {
        let all = [
            "CHANGEME",
            "change-me",
            "SET-ME-PLEASE",
            "replace with valid username",
            "PUT_YOUR_API_KEY_HERE",
            "<key>",
            "***",
            "TODO",
            "xxxx",
        ];
        assert!(all.iter().all(|text| is_placeholder(text)));
    }

    #[test]
    fn values_are_none() {
        let all = ["", "notes", "https://example.com/<id>/x", "<a><b>", "settings", "To do list", "exchange me", "x"];
        let found: Vec<_> = all.iter().filter(|text| is_placeholder(text)).collect();
        assert!(found.is_empty(), "{found:?}");
    }
}
