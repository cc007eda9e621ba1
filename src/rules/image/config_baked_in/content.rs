//! What a file says: something of one deployment, or nothing that any other could not use.

/// Words in keys whose values only a deployment knows.
const KEYS: [&str; 9] = ["host", "password", "secret", "_url", "_uri", "broker", "api_key", "token", "server"];

/// Characters behind a key in which its value begins.
const LOOK_AHEAD: usize = 80;

/// Whether a configuration file names hosts or credentials.
pub(super) fn is_of_deployment(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        if line.starts_with(['#', ';']) || line.starts_with("//") {
            return false;
        }
        let lower = line.to_lowercase();
        KEYS.iter().any(|key| {
            lower.match_indices(key).any(|(at, _)| {
                let behind = &lower[at + key.len()..];
                let behind = behind.char_indices().nth(LOOK_AHEAD).map_or(behind, |(end, _)| &behind[..end]);
                let behind = behind.trim_start_matches(|ch: char| ch.is_ascii_alphanumeric() || ch == '_');
                let behind = behind.trim_start_matches(['"', '\'', '\\', ' ']);
                let Some(value) = behind.strip_prefix([':', '=']) else { return false };
                let value = value.trim_start_matches([' ', '"', '\'', '\\']);
                let value = value.split([' ', '"', '\'', ',', '}', '\\']).next().unwrap_or("");
                // Nothing, or what the environment says.
                !matches!(value, "" | "null" | "none" | "~" | "true" | "false" | "[]" | "{") && !value.starts_with("${")
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::is_of_deployment;

    #[test]
    fn hosts_and_credentials_are_of_a_deployment() {
        assert!(is_of_deployment("DATABASES:\n  default:\n    HOST: mysql\n"));
        assert!(is_of_deployment(r#"{\"user\": \"a\", \"password\": \"b\"}"#));
        assert!(is_of_deployment("LMS_ROOT_URL=https://example.com\n"));
    }

    #[test]
    fn placeholders_and_what_the_environment_fills_in_are_not() {
        assert!(!is_of_deployment("{}"));
        assert!(!is_of_deployment("# HOST: mysql\nDEBUG: true\nHOST: ''\nPASSWORD: ${PASSWORD}\n"));
    }
}
