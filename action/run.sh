#!/usr/bin/env bash
# Runs oep45 once and hands its reports on: text to the log, annotations, the step summary, a SARIF file, outputs.
#
# It succeeds whatever oep45 finds, so that the file can be uploaded; a later step fails with the output `exit-code`.
# Inputs and file names are data: quoted, and behind `=` or `--`, so that none is an option.
set -euo pipefail
# shellcheck source=action/workflow.sh
source "${BASH_SOURCE[0]%/*}/workflow.sh"

# switch NAME VALUE: whether an input that is true or false is true.
switch() {
    case $2 in
        true) return 0 ;;
        false) return 1 ;;
        *) fail "$1: \`$2\` is neither \`true\` nor \`false\`" ;;
    esac
}

# each OPTION LIST: one argument for each item of LIST, which commas or line feeds separate.
each() {
    # In a variable, because the bash of macOS, 3.2, takes the quotes of $'\n' literally where it would be used.
    local item newline=$'\n'
    while read -r item; do
        item=${item%$'\r'}
        [[ -z $item ]] || arguments+=("$1=$item")
    done <<<"${2//,/$newline}"
}

annotations=false
if switch annotations "${INPUT_ANNOTATIONS:-true}"; then annotations=true; fi
# The report for GitHub adds itself to the step summary, where the runner names one.
if ! switch summary "${INPUT_SUMMARY:-true}"; then unset GITHUB_STEP_SUMMARY; fi

reports=$(mktemp -d "$RUNNER_TEMP/oep45-reports.XXXXXX")
sarif=$reports/oep45.sarif
arguments=(check --color=always)
arguments+=("--output=sarif:$sarif" "--output=json:$reports/oep45.json" "--output=github:$reports/annotations")
each --select "${INPUT_SELECT:-}"
each --ignore "${INPUT_IGNORE:-}"
each --rules "${INPUT_RULES:-}"
if [[ -n ${INPUT_CONFIG:-} ]]; then arguments+=("--config=$INPUT_CONFIG"); fi
if [[ -n ${INPUT_DIFF_BASE:-} ]]; then arguments+=("--diff-base=$INPUT_DIFF_BASE"); fi
if [[ -n ${INPUT_CONTEXT:-} ]]; then arguments+=("--context=$INPUT_CONTEXT"); fi
if [[ -n ${INPUT_FAIL_ON:-} ]]; then arguments+=("--fail-on=$INPUT_FAIL_ON"); fi

# A line is a path as it stands: no globs, and blanks belong to the name.
arguments+=(--)
while IFS= read -r path; do
    path=${path%$'\r'}
    [[ -n ${path//[[:space:]]/} ]] || continue
    # `-` alone would be standard input, even behind `--`.
    if [[ $path == - ]]; then path=./-; fi
    arguments+=("$path")
done <<<"${INPUT_PATHS:-}"

from_workspace "${INPUT_WORKING_DIRECTORY:-.}"
cd -- "$REPLY" 2>/dev/null || fail "working-directory: there is no directory \`${INPUT_WORKING_DIRECTORY:-.}\`"

# Whatever the files hold, their text gives the runner no commands. Both streams are one, because the runner reads two
# without keeping them in step.
token=$(random_token)
printf '::stop-commands::%s\n' "$token"
code=0
"$EXECUTABLE" "${arguments[@]}" </dev/null 2>&1 || code=$?
# A line of its own, even where the text ended within one.
printf '\n::%s::\n' "$token"

if [[ $annotations == true && -f $reports/annotations ]]; then cat -- "$reports/annotations"; fi
if ((code > 1)); then error "oep45 could not check everything (exit code $code); the log of this step says why"; fi

findings=
if [[ -f $reports/oep45.json ]]; then
    # Isolated, for the working directory is the checkout: a `json.py` in it is not imported.
    findings=$(python3 -I -c '
import json, sys
with open(sys.argv[1], encoding="utf-8") as report:
    summary = json.load(report)["summary"]
print(summary["errors"] + summary["warnings"] + summary["notes"])
' "$reports/oep45.json")
fi

if [[ ! -f $sarif ]]; then
    sarif=
elif [[ -n ${INPUT_SARIF_FILE:-} ]]; then
    from_workspace "$INPUT_SARIF_FILE"
    # In the place of what the checkout has there: a link isn't followed.
    { mkdir -p -- "${REPLY%/*}" && rm -f -- "$REPLY" && cp -- "$sarif" "$REPLY"; } \
        || fail "sarif-file: cannot write \`$INPUT_SARIF_FILE\`"
    sarif=$REPLY
fi

set_output sarif-file "$sarif"
set_output findings "$findings"
set_output exit-code "$code"
