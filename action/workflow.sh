# shellcheck shell=bash
# How a step speaks to its runner: outputs, errors, and what nobody can guess. Sourced by the scripts beside it.

# 32 hexadecimal digits that no file in a repository can foresee.
random_token() {
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

# set_output NAME VALUE: a value of several lines stays one value, because it can't contain the delimiter.
set_output() {
    local delimiter
    delimiter="end-$(random_token)"
    printf '%s<<%s\n%s\n%s\n' "$1" "$delimiter" "$2" "$delimiter" >>"$GITHUB_OUTPUT"
}

# error MESSAGE: an annotation of the run; a message of several lines stays one command.
error() {
    local message=$1
    message=${message//\%/%25}
    message=${message//$'\r'/%0D}
    message=${message//$'\n'/%0A}
    printf '::error title=oep45::%s\n' "$message"
}

# fail MESSAGE: give up before anything was checked, with the exit code that oep45 has for it.
fail() {
    error "$1"
    set_output exit-code 2
    exit 2
}

# from_workspace PATH: the absolute path in REPLY. No command substitution, which would drop line feeds at the end.
from_workspace() {
    case $1 in
        /*) REPLY=$1 ;;
        *) REPLY=$GITHUB_WORKSPACE/$1 ;;
    esac
}
