//! Whether an image is the service's own: not one of the software beside it, nor one that continuous integration runs in,
//! which have Dockerfiles as well.
//!
//! ```text
//! docker build -f docker/nginx/Dockerfile …                    no
//! docker build -f .ci/Dockerfile -t notes-ci . && docker push notes-ci           no: by its name, it is for tests
//! docker build -f .ci/Dockerfile -t openedx/notes . && docker push openedx/notes      yes: published, it is for others
//! ```

use super::{Deed, Placed, deeds, development, elsewhere};
use crate::repo::{Repository, is_ci_dockerfile};
use crate::text::is_ci_word;

/// Whether `placed` is about an image of the service; `pushing` are all that push one.
pub(super) fn is_own(placed: &Placed<'_>, pushing: &[&Placed<'_>], repository: &Repository<'_>) -> bool {
    let Some(path) = &placed.deed.dockerfile else { return true };
    // What isn't there may be made before it is used.
    repository.dockerfiles().contains(path)
        || repository.text(path).is_none()
        || is_ci_dockerfile(path) && !is_for_ci(&placed.deed) && is_published(placed, pushing)
}

/// Whether the names of the image tell that it is for development or tests.
fn is_for_ci(deed: &Deed) -> bool {
    let says_so = |image: &str| image.split(['/', ':', '-', '_', '.']).any(is_ci_word);
    development(deed).is_some() || deed.images.iter().any(|image| says_so(&image.value))
}

/// Whether `placed`, or something else in its job, pushes the image.
fn is_published(placed: &Placed<'_>, pushing: &[&Placed<'_>]) -> bool {
    let is_same = |other: &Deed| {
        let named = |image: &str| placed.deed.images.iter().any(|own| own.value == image);
        other.images.is_empty() || placed.deed.images.is_empty() || other.images.iter().any(|image| named(&image.value))
    };
    let mut beside = pushing.iter().filter(|other| std::ptr::eq(other.job, placed.job));
    placed.deed.pushes() || beside.any(|other| is_same(&other.deed))
}

/// The Dockerfile among those of continuous integration that builds the service nevertheless, since its image is published.
pub(in crate::rules::operations) fn published_dockerfile(repository: &Repository<'_>) -> Option<String> {
    let mut candidates = repository.paths().iter().filter(|path| is_ci_dockerfile(path)).peekable();
    candidates.peek()?;
    let deeds = deeds(repository);
    let named = |path: &&String| deeds.iter().any(|placed| placed.deed.dockerfile.as_ref() == Some(*path));
    candidates.find(|path| named(path) || elsewhere::may_publish_from(repository, path)).cloned()
}
