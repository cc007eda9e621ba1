//! Which images are there for Windows, where commands are none of a Unix shell and paths may begin with a drive.

use super::stage::Stage;

/// Words in names of images that are there for Linux alone.
const LINUX: [&str; 22] = [
    "almalinux",
    "alpine",
    "amazonlinux",
    "archlinux",
    "bookworm",
    "bullseye",
    "buster",
    "centos",
    "debian",
    "fedora",
    "focal",
    "jammy",
    "nginx",
    "node",
    "noble",
    "php",
    "rockylinux",
    "ruby",
    "slim",
    "trixie",
    "ubi",
    "ubuntu",
];

/// What stands in names of images for Windows.
const WINDOWS: [&str; 4] = ["windows/", "windowsservercore", "nanoserver", "dotnet/framework/"];

impl Stage<'_> {
    /// Whether the image in its FROM is one for Windows: its name says so, or the platform. A backtick as escape is written for
    /// Windows paths, and says so unless the name says otherwise.
    pub fn is_for_windows(&self) -> bool {
        let image = self.image_value.text.to_lowercase();
        let platform =
            self.from.flag("platform").and_then(|flag| flag.value()).map(|value| value.text().to_lowercase());
        let words = || image.split(|char: char| !char.is_alphanumeric());
        let linux = || !image.contains("windows") && words().any(|word| LINUX.contains(&word));
        WINDOWS.iter().any(|sign| image.contains(sign))
            || platform.is_some_and(|platform| platform.starts_with("windows"))
            || self.from.escape == b'`' && !linux()
    }
}
