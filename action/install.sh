#!/usr/bin/env bash
# Gives the output `executable`: the oep45 that the inputs ask for, installed from PyPI unless one is there already.
#
# The working directory is the checkout, which anybody may have written. `python3 -I` keeps a `venv.py` or `pip.py` in
# it from being imported.
set -euo pipefail
# shellcheck source=action/workflow.sh
source "${BASH_SOURCE[0]%/*}/workflow.sh"

version=${INPUT_VERSION:-}
executable=${INPUT_EXECUTABLE:-}

if [[ -n $executable ]]; then
    if [[ $executable == */* ]]; then
        from_workspace "$executable"
        executable=$REPLY
    else
        executable=$(command -v -- "$executable") || executable=
    fi
    [[ -f $executable && -x $executable ]] \
        || fail "executable: \`$INPUT_EXECUTABLE\` is no program that this runner has"
    set_output executable "$executable"
    exit
fi

# One release and nothing else: no range, no option, no address.
[[ $version =~ ^[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?$ ]] \
    || fail "version: \`$version\` is no release of oep45; write one as in \`version: 0.1.0\`"
command -v python3 >/dev/null \
    || fail "oep45 is installed with Python, and this runner has no python3; run actions/setup-python first"

environment=$(mktemp -d "$RUNNER_TEMP/oep45-environment.XXXXXX")
python3 -I -m venv "$environment" \
    || fail "Python cannot make a virtual environment here; on Debian and Ubuntu, install the package python3-venv"
# Wheels alone: a source distribution would run a build, and need a Rust toolchain. oep45 depends on no other package.
"$environment/bin/python" -I -m pip install \
    --quiet --disable-pip-version-check --no-input --only-binary=:all: --no-deps "oep45==$version" \
    || fail "pip cannot install oep45 $version; the log says why"
set_output executable "$environment/bin/oep45"
