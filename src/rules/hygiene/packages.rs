//! What RUN does with package managers: versions left open, questions that nobody answers, what stays in the layer.

mod cache_left;
mod caches;
mod missing_option;
mod options;
mod pinning;
mod unpinned;

use crate::rules::Entry;
use cache_left::CacheLeft;
use missing_option::MissingOption;
use unpinned::Unpinned;

/// The rules of this part, by id.
pub(super) const RULES: &[Entry] = &[
    Entry::new::<MissingOption<options::ApkNoCache>>("apk-without-no-cache"),
    Entry::new::<MissingOption<options::AptYes>>("apt-get-without-yes"),
    Entry::new::<CacheLeft<caches::AptLists>>("apt-lists-left"),
    Entry::new::<MissingOption<options::AptNoRecommends>>("apt-recommends"),
    Entry::new::<CacheLeft<caches::Dnf>>("dnf-cache-left"),
    Entry::new::<MissingOption<options::DnfYes>>("dnf-without-yes"),
    Entry::new::<MissingOption<options::PipNoCache>>("pip-cache-left"),
    Entry::new::<Unpinned<pinning::Apk>>("unpinned-apk-package"),
    Entry::new::<Unpinned<pinning::Apt>>("unpinned-apt-package"),
    Entry::new::<Unpinned<pinning::Dnf>>("unpinned-dnf-package"),
    Entry::new::<Unpinned<pinning::Gem>>("unpinned-gem"),
    Entry::new::<Unpinned<pinning::Go>>("unpinned-go-package"),
    Entry::new::<Unpinned<pinning::Npm>>("unpinned-npm-package"),
    Entry::new::<Unpinned<pinning::Pip>>("unpinned-pip-package"),
    Entry::new::<Unpinned<pinning::Yum>>("unpinned-yum-package"),
    Entry::new::<Unpinned<pinning::Zypper>>("unpinned-zypper-package"),
    Entry::new::<CacheLeft<caches::Yarn>>("yarn-cache-left"),
    Entry::new::<CacheLeft<caches::Yum>>("yum-cache-left"),
    Entry::new::<MissingOption<options::YumYes>>("yum-without-yes"),
    Entry::new::<CacheLeft<caches::Zypper>>("zypper-cache-left"),
    Entry::new::<MissingOption<options::ZypperNonInteractive>>("zypper-interactive"),
];
