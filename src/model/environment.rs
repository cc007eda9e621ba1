//! The variables that images are known to set, beside PATH: without the image at hand, an undefined variable can be told
//! only where its environment is no secret.

use super::Dockerfile;
use super::stage::{Base, Place, Stage};
use crate::parse::ImageName;

/// Official images, by name, with every variable that some version of them sets.
const ENVIRONMENTS: &[(&str, &[&str])] = &[
    ("almalinux", &["LANG", "container"]),
    ("alpine", &[]),
    ("amazonlinux", &["LANG"]),
    ("archlinux", &["LANG"]),
    ("buildpack-deps", &[]),
    ("busybox", &[]),
    ("centos", &["container"]),
    ("debian", &[]),
    ("fedora", &["DISTTAG", "FBR", "FGC", "container"]),
    ("golang", &["GOLANG_VERSION", "GOPATH", "GOTOOLCHAIN"]),
    ("hello-world", &[]),
    (
        "httpd",
        &[
            "HTTPD_ASC_URL",
            "HTTPD_BZ2_URL",
            "HTTPD_PATCHES",
            "HTTPD_PREFIX",
            "HTTPD_SHA1",
            "HTTPD_SHA256",
            "HTTPD_VERSION",
            "NGHTTP2_VERSION",
            "OPENSSL_VERSION",
        ],
    ),
    ("node", &["NODE_VERSION", "NPM_CONFIG_LOGLEVEL", "YARN_VERSION"]),
    ("nginx", &["ACME_VERSION", "DYNPKG_RELEASE", "NGINX_VERSION", "NJS_RELEASE", "NJS_VERSION", "PKG_RELEASE"]),
    ("oraclelinux", &["container"]),
    (
        "php",
        &[
            "APACHE_CONFDIR",
            "APACHE_ENVVARS",
            "GPG_KEYS",
            "PHPIZE_DEPS",
            "PHP_ASC_URL",
            "PHP_CFLAGS",
            "PHP_CPPFLAGS",
            "PHP_EXTRA_BUILD_DEPS",
            "PHP_EXTRA_CONFIGURE_ARGS",
            "PHP_INI_DIR",
            "PHP_LDFLAGS",
            "PHP_MD5",
            "PHP_SHA256",
            "PHP_URL",
            "PHP_VERSION",
        ],
    ),
    ("postgres", &["DOCKER_PG_LLVM_DEPS", "GOSU_VERSION", "LANG", "PGDATA", "PG_MAJOR", "PG_SHA256", "PG_VERSION"]),
    (
        "python",
        &[
            "GPG_KEY",
            "LANG",
            "PYTHONIOENCODING",
            "PYTHON_GET_PIP_SHA256",
            "PYTHON_GET_PIP_URL",
            "PYTHON_PIP_VERSION",
            "PYTHON_SETUPTOOLS_VERSION",
            "PYTHON_SHA256",
            "PYTHON_VERSION",
        ],
    ),
    ("redis", &["GOSU_VERSION", "REDIS_DOWNLOAD_SHA", "REDIS_DOWNLOAD_SHA1", "REDIS_DOWNLOAD_URL", "REDIS_VERSION"]),
    ("rockylinux", &["container"]),
    (
        "ruby",
        &[
            "BUNDLER_VERSION",
            "BUNDLE_APP_CONFIG",
            "BUNDLE_BIN",
            "BUNDLE_PATH",
            "BUNDLE_SILENCE_ROOT_WARNING",
            "GEM_HOME",
            "LANG",
            "RUBYGEMS_VERSION",
            "RUBY_DOWNLOAD_SHA256",
            "RUBY_DOWNLOAD_URL",
            "RUBY_MAJOR",
            "RUBY_VERSION",
        ],
    ),
    ("rust", &["CARGO_HOME", "RUSTUP_HOME", "RUST_VERSION"]),
    ("ubuntu", &[]),
];

/// Where Docker Hub keeps the official images of one architecture: `arm64v8/python`.
const ARCHITECTURES: [&str; 10] =
    ["amd64", "arm32v5", "arm32v6", "arm32v7", "arm64v8", "i386", "mips64le", "ppc64le", "riscv64", "s390x"];

/// The name of an official image, that of one architecture too.
fn official_name<'t>(image: &ImageName<'t>) -> Option<&'t str> {
    let of_architecture = || {
        let (architecture, name) = image.repository.split_once('/').filter(|_| image.on_docker_hub())?;
        ARCHITECTURES.contains(&architecture).then_some(name)
    };
    image.official_name().or_else(of_architecture)
}

impl Dockerfile<'_> {
    /// The variables that the image sets which `stage` goes back to, beside PATH; `None` where nobody can tell.
    pub fn base_environment(&self, stage: &Stage<'_>) -> Option<&'static [&'static str]> {
        match self.root(stage).base {
            Base::Scratch => Some(&[]),
            Base::Image => {
                let image = self.root_image(stage)?;
                let name = official_name(&image)?;
                ENVIRONMENTS.iter().find(|(known, _)| *known == name).map(|(_, variables)| *variables)
            }
            Base::Stage(_) | Base::Unknown => None,
        }
    }

    /// Whether an ARG or an ENV before `place`, in its stage or in one that it is built on, names the variable.
    pub fn declares(&self, place: Place, name: &str) -> bool {
        self.chain(&self.stages[place.stage]).any(|stage| {
            let before = if stage.index == place.stage { place.step } else { usize::MAX };
            stage.scope.declares(name, before) || stage.triggered.declares(name, usize::MAX)
        })
    }
}
