//! Repositories: settings, workflows, documents.

use super::{bits, promises, spoiled};
use proptest::prelude::*;

proptest! {
    #![proptest_config(super::cases(100))]

    #[test]
    fn any_text_is_a_settings_module(text in any::<String>()) {
        promises::repository::holds(&text);
    }

    #[test]
    fn rules_and_lists_survive_spoiled_repositories(text in spoiled(&GOOD, bits(&BITS, 6))) {
        promises::repository::holds(&text);
    }
}

/// Files below their names, as `promises::repository` reads them.
const GOOD: [&str; 3] = [
    "import os\nfrom os import environ\nimport yaml\n#: Notes of one page.\nPAGE_SIZE = 25\nURL = f'https://{HOST}/'\n\
     SECRET_KEY = 'zaphod4'\nDATABASES = {'default': {'PASSWORD': environ.get('X', 'é')}, **OLD}\n\
     @@ x/settings/production.py\nfrom x.settings.base import *\nDEBUG = False\nwith open(environ['X_CFG']) as f:\n    \
     vars().update(yaml.safe_load(f))\nDATABASES['default']['HOST'] = 'a'\nPAGE_SIZE += 1\n",
    "@@ x/settings/required.py\n#: é\nLMS_URL = None\n@@ x/settings/defaults.py\nfrom .required import *\nA = [*B, 1 if C else 2]\n\
     @@ x/settings/__init__.py\nfrom .required import *\nfrom .defaults import *\n@@ docs/operations.rst\nOperations\n==========\n\n\
     .. include:: a.rst\n\n::\n\n  manage.py migrate\n@@ x/api/management/commands/merge.py\nclass Command(BaseCommand):\n    \
     help = 'é'\n@@ CHANGELOG.rst\nChange Log\n##########\n\nUnreleased\n**********\n\n1.0.0 - 2026-01-01\n******************\n\n* a\n",
    "@@ .github/workflows/image.yml\non:\n  push:\n    tags: ['v*', \"!v0\"]\njobs:\n  image:\n    strategy: &s {matrix: {a: [1, 2]}}\n    \
     steps:\n    - uses: docker/build-push-action@v6\n      with: {push: \"${{ github.ref == 'x' }}\", tags: 'a/b:latest'}\n    \
     - run: |\n        make image && docker push a/b:${GITHUB_REF#refs/}\n      working-directory: é\n@@ Makefile\nX := $(shell a)\n\
     image: x\n\t@docker build \\\n\t  -t $(X) . ## doc\ndefine y\nz\nendef\n@@ catalog-info.yaml\nspec: {type: service, owner: 'a'}\n\
     @@ Dockerfile\n# Why.\nFROM python:3.12\nCOPY . /app\nRUN make image\nCMD [\"/app/run\"]\n",
];

/// What such files are made of, and what breaks them.
const BITS: [&str; 40] = [
    "\n",
    "    ",
    "\t",
    " ",
    "=",
    "'",
    "\"",
    "'''",
    "\\",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    "*",
    "**",
    "&s ",
    "*s",
    "#",
    "#: ",
    "$(",
    "${{ ",
    " }}",
    "`",
    "``",
    "====\n",
    ".. ",
    "::\n",
    "- ",
    "|\n",
    "@@ x/settings/a.py\n",
    "import ",
    "lambda ",
    "f'{",
    "é",
    "\u{0}",
    "\r\n",
];
