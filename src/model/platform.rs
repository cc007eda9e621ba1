//! Platforms: what `--platform` says, and what an image's name alone tells about the image.
//!
//! ```text
//! FROM --platform=linux/arm64 alpine        linux/arm64
//! FROM arm64v8/alpine                       an image for arm64, by its name
//! ```

use crate::parse::ImageName;

/// An operating system and an architecture, by the names that BuildKit gives them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Platform {
    /// `linux`, `windows`, …
    pub os: String,
    /// `amd64`, `arm64`, …
    pub architecture: String,
}

/// What stands for the machine that builds, where a platform names only one half.
const HOST: (&str, &str) = ("linux", "amd64");

const SYSTEMS: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "windows",
    "zos",
];

const ARCHITECTURES: &[&str] = &[
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "arm64",
    "arm64be",
    "armbe",
    "loong64",
    "mips",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "mipsle",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

/// Organisations of Docker Hub that hold images for one platform alone.
const ORGANISATIONS: &[(&str, &str)] = &[
    ("amd64", "amd64"),
    ("arm32v5", "arm"),
    ("arm32v6", "arm"),
    ("arm32v7", "arm"),
    ("arm64v8", "arm64"),
    ("i386", "386"),
    ("mips64le", "mips64le"),
    ("ppc64le", "ppc64le"),
    ("riscv64", "riscv64"),
    ("s390x", "s390x"),
];

impl Platform {
    /// Read `os`, `arch`, `os/arch` or `os/arch/variant`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let parts: Vec<&str> = lower.split('/').collect();
        let plain = |part: &&str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-()".contains(&byte))
        };
        if !parts.iter().all(plain) {
            return None;
        }
        let of = |os: &str, architecture: &str| {
            // A version may stand behind the system: `windows(10.0.17763)`.
            let os = os.split('(').next().unwrap_or(os);
            Some(Self { os: system(os).to_owned(), architecture: normal(architecture).to_owned() })
        };
        match parts.as_slice() {
            [one] if SYSTEMS.contains(&system(one)) => of(one, HOST.1),
            [one] if ARCHITECTURES.contains(&normal(one)) => of(HOST.0, one),
            [os, architecture] | [os, architecture, _] => of(os, architecture),
            _ => None,
        }
    }

    /// The other platform that an image surely is for whose name is `image`.
    pub fn contradicted_by(&self, image: &ImageName<'_>) -> Option<Self> {
        let of = |os: &str, architecture: &str| Self { os: os.to_owned(), architecture: architecture.to_owned() };
        if image.registry == Some("mcr.microsoft.com") && image.repository.starts_with("windows/") {
            return (self.os != "windows").then(|| of("windows", &self.architecture));
        }
        let organisation = image.on_docker_hub().then(|| image.repository.split_once('/')).flatten();
        let known = organisation.and_then(|(name, _)| ORGANISATIONS.iter().find(|(known, _)| *known == name));
        known.map(|(_, architecture)| of("linux", architecture)).filter(|platform| platform != self)
    }
}

impl std::fmt::Display for Platform {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}/{}", self.os, self.architecture)
    }
}

fn system(os: &str) -> &str {
    if os == "macos" { "darwin" } else { os }
}

fn normal(architecture: &str) -> &str {
    match architecture {
        "i386" => "386",
        "x86_64" | "x86-64" => "amd64",
        "aarch64" => "arm64",
        "armhf" | "armel" => "arm",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        Platform::parse(text).map(|platform| platform.to_string())
    }

    #[test]
    fn halves_are_filled_in_and_aliases_normalised() {
        for (written, platform) in [
            ("linux/amd64", "linux/amd64"),
            ("linux/arm/v7", "linux/arm"),
            ("x86_64", "linux/amd64"),
            ("Linux/AARCH64", "linux/arm64"),
            ("windows", "windows/amd64"),
            ("windows(10.0.17763)/amd64", "windows/amd64"),
            ("macos/arm64", "darwin/arm64"),
        ] {
            assert_eq!(read(written).as_deref(), Some(platform), "{written}");
        }
        for written in ["", "linux/", "a/b/c/d", "nothing", "linux /amd64"] {
            assert_eq!(read(written), None, "{written}");
        }
    }

    #[test]
    fn a_name_may_tell_the_platform() {
        let contradicts = |platform: &str, image: &str| {
            Platform::parse(platform).unwrap().contradicted_by(&ImageName::parse(image).unwrap()).is_some()
        };
        assert!(contradicts("linux/amd64", "arm64v8/alpine:3"));
        assert!(contradicts("linux/amd64", "mcr.microsoft.com/windows/nanoserver:ltsc2022"));
        assert!(!contradicts("windows/amd64", "mcr.microsoft.com/windows/nanoserver"));
        assert!(!contradicts("linux/arm64", "docker.io/arm64v8/alpine"));
        assert!(!contradicts("linux/amd64", "alpine"));
        assert!(!contradicts("linux/amd64", "ghcr.io/arm64v8/alpine"));
    }
}
