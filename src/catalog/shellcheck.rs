//! ShellCheck's codes: rules without pages here, whose names are known by their form.

/// Whether `name` is a code of ShellCheck's: `SC` and four digits.
pub fn is_shellcheck(name: &str) -> bool {
    let digits = name.strip_prefix("SC").or_else(|| name.strip_prefix("sc"));
    digits.is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
