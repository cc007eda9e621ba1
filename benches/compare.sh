#!/usr/bin/env bash
# Times whole processes on the Dockerfiles below a directory: oep45, those of hadolint, tally and droast that are
# installed, and reading the files and counting their lines, which nothing can beat, once told which they are and once finding
# them as oep45 does. Needs hyperfine.
#
#   cargo build --release
#   benches/compare.sh DIRECTORY [RUNS]
#
# The others take minutes on a thousand files, so that they run RUNS times, once unless told. OEP45 names another program
# than target/release/oep45.
set -euo pipefail

directory=${1:?which directory?}
runs=${2:-1}
oep45=${OEP45:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/target/release/oep45}
if [ ! -x "$oep45" ]; then
    echo "$oep45 is no program: run cargo build --release, or name another in OEP45" >&2
    exit 2
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
files=$scratch/files
find="find '$directory' -name .git -prune -o -type f \
    \( -name Dockerfile -o -name 'Dockerfile.*' -o -name '*.Dockerfile' \) -print0"
bash -c "$find" | sort -z >"$files"
echo "$(tr -cd '\0' <"$files" | wc -c) Dockerfiles, $(xargs -0 -a "$files" cat | wc -c) bytes, $(nproc) cores"

quick=(
    --command-name 'cat and wc' "xargs -0 -a '$files' cat | wc -l"
    --command-name 'find and cat and wc' "$find | xargs -0 cat | wc -l"
    --command-name 'oep45 check' "'$oep45' check '$directory'"
    --command-name 'oep45 check --select all' "'$oep45' check --select all '$directory'"
)
slow=()
if command -v hadolint >/dev/null; then
    slow+=(--command-name hadolint "xargs -0 -a '$files' hadolint")
fi
if command -v tally >/dev/null; then
    # Without the checks that ask registries. It ends at the first file that it can't read, so that it gets the others alone: those that don't end it with 2.
    # shellcheck disable=SC2016 # The inner shell expands it.
    xargs -0 -a "$files" -n 1 -P "$(nproc)" bash -c \
        'tally lint --no-config --slow-checks off --ignore "shellcheck/*" "$0" &>/dev/null; [ $? -eq 2 ] || printf "%s\\0" "$0"' >"$files.tally"
    echo "$(tr -cd '\0' <"$files.tally" | wc -c) of them for tally, which can't read the others"
    slow+=(--command-name tally "xargs -0 -a '$files.tally' tally lint --no-config --slow-checks off")
    slow+=(--command-name 'tally without shell analysis'
        "xargs -0 -a '$files.tally' tally lint --no-config --slow-checks off --ignore 'shellcheck/*'")
fi
if command -v droast >/dev/null; then
    slow+=(--command-name droast "xargs -0 -a '$files' droast")
fi

hyperfine --ignore-failure --style none --warmup 2 --runs 15 --export-csv "$scratch/quick" "${quick[@]}"
times=("$scratch/quick")
if [ "${#slow[@]}" -gt 0 ]; then
    times+=("$scratch/slow")
    hyperfine --ignore-failure --style none --runs "$runs" --export-csv "$scratch/slow" "${slow[@]}"
fi

# command,mean,stddev,median,user,system,min,max
awk -F, '
    FNR > 1 { name[++count] = $1; median[count] = $4; if ($1 == "oep45 check --select all") all = $4 }
    END {
        for (i = 1; i <= count; i++) {
            printf "%-30s %9.3f s  %8.2f of oep45 with all rules\n", name[i], median[i], median[i] / all
        }
    }
' "${times[@]}"
