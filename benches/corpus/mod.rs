//! The Dockerfiles that the benchmarks measure with.
//!
//! They are generated: files of the sizes and features of real ones, always the same. To measure real files instead, name
//! a directory in `OEP45_BENCH_CORPUS`.

use criterion::Throughput;
use oep45::text::Source;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files, and their length together.
#[allow(clippy::disallowed_methods, reason = "the corpus is named in the environment")]
pub(crate) fn sources() -> (Vec<Arc<Source>>, Throughput) {
    let texts =
        std::env::var_os("OEP45_BENCH_CORPUS").map_or_else(generated, |folder| read_all(&PathBuf::from(folder)));
    let bytes: usize = texts.iter().map(String::len).sum();
    let sources = texts.into_iter().map(|text| Arc::new(Source::new("Dockerfile", text))).collect();
    (sources, Throughput::Bytes(bytes as u64))
}

/// A thousand Dockerfiles: most around 1 kB, some with heredocs, a few of 20 kB.
fn generated() -> Vec<String> {
    let mut seed = 45_u64;
    let mut next = move |below: u64| {
        // A linear congruential generator is random enough, and the same everywhere.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    (0..1000)
        .map(|index| {
            let instructions = if index % 50 == 0 { 160 } else { 8 + next(12) };
            let mut text =
                String::from("# syntax=docker/dockerfile:1\nARG VERSION=3.12\nFROM python:${VERSION}-slim AS base\n\n");
            for _ in 0..instructions {
                text.push_str(PARTS[usize::try_from(next(PARTS.len() as u64)).unwrap_or(0)]);
            }
            text
        })
        .collect()
}

const PARTS: [&str; 10] = [
    "# System requirements; git installs packages from repositories.\nRUN apt-get update && \\\n    apt-get install -y --no-install-recommends \\\n        # gettext; to compile translations\n        gettext=0.21 \\\n        git && \\\n    rm -rf /var/lib/apt/lists/*\n\n",
    "ENV PATH=/venv/bin:$PATH \\\n    LANG=C.UTF-8 TITLE=\"Open edX\"\n",
    "COPY --from=base --chown=app:app requirements/production.txt /app/requirements/\n",
    "RUN pip install -r requirements/production.txt\n\n",
    "WORKDIR /srv/${NAME:-app}\n",
    "# Run as an ordinary user.\nUSER app\n",
    "RUN <<EOF\nset -e\npython manage.py collectstatic --noinput\n# done\nEOF\n",
    "LABEL org.opencontainers.image.title=\"A service\" org.opencontainers.image.licenses=AGPL-3.0\n",
    "EXPOSE 8000\nCMD [\"gunicorn\", \"--bind=0.0.0.0:8000\", \"service.wsgi:application\"]\n",
    "HEALTHCHECK --interval=30s --timeout=3s CMD curl --fail http://localhost:8000/health/ || exit 1\n",
];

/// All regular files below a directory.
#[allow(clippy::disallowed_methods, reason = "a benchmark reads the files that it is given")]
fn read_all(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut texts = Vec::new();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            texts.extend(read_all(&path));
        } else if let Ok(bytes) = std::fs::read(&path) {
            texts.push(Source::from_bytes("Dockerfile", bytes).text().to_owned());
        }
    }
    texts
}
