//! One argument of an installing command: a package with its version, or something else (a path, an address).

use super::Manager;

/// Name and version of a package; `None` for what is no package of the manager's own index.
pub(super) fn read(manager: Manager, text: &str) -> Option<(String, Option<String>)> {
    let elsewhere = text.contains("://") || text.starts_with(['.', '/', '~']) || text.is_empty() || text == "*";
    if elsewhere || text.starts_with(['<', '>', '(', '&', '|', '{']) {
        return None;
    }
    let (name, version) = match manager {
        Manager::Apt => apt(text)?,
        Manager::Apk => apk(text)?,
        Manager::Dnf | Manager::Zypper => rpm(text)?,
        Manager::Pip => pip(text)?,
        Manager::Npm | Manager::Yarn => npm(text)?,
        Manager::Gem => match text.split_once(':') {
            Some((name, version)) => (name, Some(version)),
            None => (text, None),
        },
    };
    (!name.is_empty()).then(|| (name.to_owned(), version.filter(|text| !text.is_empty()).map(str::to_owned)))
}

/// Whether it is a file that holds a package; the managers want these endings as they are.
fn is_file(text: &str, ending: &str) -> bool {
    text.rsplit_once('.').is_some_and(|(_, last)| last == ending)
}

/// `git=1:2.43`, `git/bookworm-backports`, `libc6:i386`; `git-` removes.
fn apt(text: &str) -> Option<(&str, Option<&str>)> {
    if text.ends_with('-') || is_file(text, "deb") {
        return None;
    }
    let (name, version) = match text.split_once(['=', '/']) {
        Some((name, version)) => (name, Some(version)),
        None => (text, None),
    };
    Some((name.split_once(':').map_or(name, |(name, _)| name), version))
}

/// `git=2.43-r0`, `git>2`, `git~2.43`, `git@edge`; `!git` forbids, `.build` is a virtual package.
fn apk(text: &str) -> Option<(&str, Option<&str>)> {
    if text.starts_with(['!', '.']) || is_file(text, "apk") {
        return None;
    }
    Some(match text.find(['=', '<', '>', '~', '@']) {
        Some(at) => (&text[..at], Some(text[at..].trim_start_matches('='))),
        None => (text, None),
    })
}

/// `git-2.43.0`: the version begins at a dash before a digit, if a dot follows; `@group` is a group.
fn rpm(text: &str) -> Option<(&str, Option<&str>)> {
    if text.starts_with('@') || is_file(text, "rpm") {
        return None;
    }
    let dashes = text.match_indices('-').map(|(at, _)| at);
    let version = |at: &usize| {
        let rest = &text[at + 1..];
        rest.starts_with(|first: char| first.is_ascii_digit()) && rest.contains('.')
    };
    let at = dashes.into_iter().find(version).or_else(|| text.find('='));
    Some(at.map_or((text, None), |at| (&text[..at], Some(&text[at + 1..]))))
}

/// `django[argon2]>=4.2,<5`; `name @ https://…` is no package of the index, and neither is a wheel.
fn pip(text: &str) -> Option<(&str, Option<&str>)> {
    let text = text.split(';').next().unwrap_or(text).trim();
    if text.contains(" @ ") || text.contains('/') || is_file(text, "whl") || is_file(text, "gz") {
        return None;
    }
    let end = text.find(['=', '<', '>', '!', '~', '[', ' ']).unwrap_or(text.len());
    let rest = text[end..].trim_start();
    let rest = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(rest, |(_, rest)| rest);
    Some((&text[..end], Some(rest.trim_start_matches('=').trim())))
}

/// `npm@10.2`, `@scope/name@1`; `user/repository` is a clone.
fn npm(text: &str) -> Option<(&str, Option<&str>)> {
    let scoped = text.starts_with('@');
    if text.starts_with("git+") || is_file(text, "tgz") || !scoped && text.contains('/') {
        return None;
    }
    let at = text.char_indices().skip(1).find(|(_, char)| *char == '@').map(|(at, _)| at);
    Some(at.map_or((text, None), |at| (&text[..at], Some(&text[at + 1..]))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(manager: Manager, text: &str) -> Option<(String, String)> {
        read(manager, text).map(|(name, version)| (name, version.unwrap_or_default()))
    }

    fn is(manager: Manager, text: &str, name: &str, version: &str) {
        assert_eq!(pair(manager, text), Some((name.to_owned(), version.to_owned())), "{text}");
    }

    #[test]
    fn each_manager_writes_versions_in_its_own_way() {
        is(Manager::Apt, "git=1:2.43", "git", "1:2.43");
        is(Manager::Apt, "libc6:i386", "libc6", "");
        is(Manager::Apt, "g++", "g++", "");
        is(Manager::Apk, "git~2.43", "git", "~2.43");
        is(Manager::Dnf, "java-17-openjdk", "java-17-openjdk", "");
        is(Manager::Dnf, "nginx-1.24.0", "nginx", "1.24.0");
        is(Manager::Pip, "django[argon2]>=4.2,<5", "django", ">=4.2,<5");
        is(Manager::Pip, "pip==24.0", "pip", "24.0");
        is(Manager::Npm, "npm@10.x.x", "npm", "10.x.x");
        is(Manager::Npm, "@openedx/paragon@22", "@openedx/paragon", "22");
        is(Manager::Gem, "bundler:2.5", "bundler", "2.5");
    }

    #[test]
    fn paths_addresses_and_removals_are_no_packages() {
        for (manager, text) in [
            (Manager::Apt, "./chrome.deb"),
            (Manager::Apt, "vim-"),
            (Manager::Dnf, "https://example.com/a.rpm"),
            (Manager::Dnf, "@development"),
            (Manager::Pip, "."),
            (Manager::Pip, "git+https://github.com/openedx/xblock"),
            (Manager::Npm, "openedx/paragon"),
            (Manager::Apk, "!git"),
        ] {
            assert_eq!(read(manager, text), None, "{text}");
        }
    }
}
