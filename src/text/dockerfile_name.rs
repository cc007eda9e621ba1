//! What a Dockerfile is called.

/// Suffixes of files that a template engine turns into what their name says without them.
const TEMPLATES: &[&str] = &[".j2", ".jinja", ".jinja2", ".template", ".tmpl", ".in", ".tpl", ".erb"];

/// Endings of files that are about a Dockerfile, or came from one, and are none.
const OTHERS: &[&str] = &[
    ".dockerignore",
    // documentation
    ".md",
    ".rst",
    ".txt",
    ".adoc",
    ".html",
    ".css",
    ".pdf", // programs
    ".py",
    ".go",
    ".rs",
    ".js",
    ".mjs",
    ".cjs",
    ".ts",
    ".tsx",
    ".jsx",
    ".sh",
    ".bash",
    ".ps1",
    ".bat",
    ".rb",
    ".java",
    ".kt",
    ".c",
    ".h",
    ".cs",
    ".lua",
    ".vim", // data and pictures
    ".json",
    ".yml",
    ".yaml",
    ".toml",
    ".xml",
    ".ini",
    ".cfg",
    ".csv",
    ".sarif",
    ".lock",
    ".log",
    ".snap",
    ".png",
    ".svg",
    ".jpg",
    ".gif",
    ".zip",
    ".gz",
    ".tar",
    ".tgz", // what editors and merges leave behind
    "~",
    ".orig",
    ".rej",
    ".swp",
    ".swo",
    ".bak",
    ".diff",
    ".patch", // what proves a file whole
    ".asc",
    ".md5",
    ".sha1",
    ".sha256",
    ".sha512",
    ".sig",
];

/// Whether `name`, a file name without its directories, is a Dockerfile's: `Dockerfile`, `Dockerfile.dev`,
/// `dev.Dockerfile`, `Containerfile`, in any case, and templates of these such as `Dockerfile.j2`.
pub fn is_dockerfile(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = TEMPLATES.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(&name);
    if OTHERS.iter().any(|suffix| name.ends_with(suffix)) {
        return false;
    }
    ["dockerfile", "containerfile"].iter().any(|stem| {
        let before = name.strip_suffix(stem);
        let behind = name.strip_prefix(stem);
        name == *stem
            || before.is_some_and(|rest| rest.len() > 1 && rest.ends_with(['.', '-', '_']))
            || behind.is_some_and(|rest| rest.len() > 1 && rest.starts_with(['.', '-', '_']))
    })
}

#[cfg(test)]
mod tests {
    use super::is_dockerfile;

    #[test]
    fn the_usual_names_are_dockerfiles() {
        for name in [
            "Dockerfile",
            "dockerfile",
            "DOCKERFILE",
            "Dockerfile.dev",
            "Dockerfile-py312",
            "Dockerfile_test",
            "credentials.Dockerfile",
            "lms.dockerfile",
            "dev-Dockerfile",
            "dev_dockerfile",
            "Containerfile",
            "Containerfile.dev",
            "api.containerfile",
        ] {
            assert!(is_dockerfile(name), "{name}");
        }
    }

    #[test]
    fn a_template_of_a_dockerfile_is_one() {
        for name in ["Dockerfile.j2", "Dockerfile.in", "Dockerfile.dev.tmpl", "app.Dockerfile.erb", "Containerfile.tpl"]
        {
            assert!(is_dockerfile(name), "{name}");
        }
    }

    #[test]
    fn what_is_about_a_dockerfile_is_none() {
        for name in [
            "Dockerfile.dockerignore",
            "dev.dockerignore",
            "Dockerfile.md",
            "Dockerfile.py",
            "dockerfile_lint.rs",
            "Dockerfile.md.j2",
            "Dockerfile~",
            "Dockerfile.orig",
            "Dockerfile.rej",
            "Dockerfile.sha256",
            ".Dockerfile.swp",
        ] {
            assert!(!is_dockerfile(name), "{name}");
        }
    }

    #[test]
    fn a_name_that_only_resembles_is_none() {
        for name in ["docker-file", "dockerfiles", "mydockerfile", "Dockerfile.", ".dockerfile", "docker", "dev.in", ""]
        {
            assert!(!is_dockerfile(name), "{name}");
        }
    }
}
