# What the tests of the editors share. Sourced by `editors/NAME/test/run`, which then may use
#   $EDITORS  this folder                  $WORK    a folder of this run, removed at its end
#   $CACHE    what was installed, kept     $VAULT   a small vault in $WORK, see `make_vault`
# After `begin`, `vaultlint` on the path is the program under test: $VAULTLINT, or what cargo builds.
# Every check prints `ok - WHAT` or `not ok - WHAT`; the exit status is 0 when there were some and all passed.

set -uo pipefail
export LANG=C.UTF-8 LC_ALL=C.UTF-8
EDITORS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/vaultlint-editors
mkdir -p "$CACHE"
WORK=$(mktemp -d "${TMPDIR:-/tmp}/vaultlint-editor.XXXXXX")
# Marks every process that this run starts, whatever becomes of its parents.
export VAULTLINT_EDITOR_TEST=$WORK
passed=0 failed=0

ok() { passed=$((passed + 1)); echo "ok - $1"; }
not_ok() { failed=$((failed + 1)); echo "not ok - $1"; }

# The processes of this run, this shell and what it asks with excepted.
processes() {
    local file pid
    for file in /proc/[0-9]*/environ; do
        pid=${file#/proc/} pid=${pid%/environ}
        [ "$pid" = $$ ] || [ "$pid" = "$BASHPID" ] && continue
        grep -qzsxF "VAULTLINT_EDITOR_TEST=$WORK" "$file" && echo "$pid"
    done
    return 0
}

nothing_runs() { [ -z "$(processes)" ]; }

# Ends the run: what the editor should have ended and did not is a failure, and is ended.
finish() {
    local status=$? left
    trap - EXIT
    if [ $status != 0 ]; then
        not_ok "the test ran to its end"
    else
        eventually "no process is left" nothing_runs
    fi
    left=$(processes)
    [ "$failed" = 0 ] || terminal capture-pane -p 2>/dev/null | sed '/^$/d; s/^/# /'
    [ -z "$left" ] || kill -9 $left 2>/dev/null
    [ "$failed" = 0 ] || [ -z "${KEEP:-}" ] || echo "# kept: $WORK"
    [ "$failed" != 0 ] && [ -n "${KEEP:-}" ] || rm -rf "$WORK"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
    exit $?
}
trap finish EXIT
trap 'exit 1' INT TERM

# poll COMMAND...: whether COMMAND succeeds before the deadline, which is short once a check has failed.
poll() {
    local end=$((SECONDS + (failed > 0 ? 3 : 30)))
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.05
    done
}

# eventually WHAT COMMAND...: a check that COMMAND succeeds before the deadline.
eventually() {
    local what=$1
    shift
    if poll "$@"; then ok "$what"; else not_ok "$what"; fi
}

# holds FILE TEXT: whether the file of the vault has TEXT in it.  lacks FILE TEXT: whether it has not.
holds() { grep -qsF -e "$2" "$VAULT/$1"; }
lacks() { [ -f "$VAULT/$1" ] && ! holds "$1" "$2"; }

# is FILE: whether the file of the vault is exactly what stands on standard input.
is() { cmp -s "$VAULT/$1" "$WORK/expected"; }
expect() { cat >"$WORK/expected"; }

# count COMMAND...: takes in the checks that another program prints, as lines of the same form; it must end well.
count() {
    local line status=none
    while IFS= read -r line; do
        case $line in
            "ok - "*) ok "${line#ok - }" ;;
            "not ok - "*) not_ok "${line#not ok - }" ;;
            "status "*) status=${line#status } ;;
            ?*) printf '# %s\n' "$line" ;;
        esac
    done < <("$@" 2>&1; printf '\nstatus %s\n' $?)
    [ "$status" = 0 ] || not_ok "$(basename "$1") ends well"
}

# apt PACKAGE...: installs packages of Debian, where that is possible.
apt() {
    echo "# installing $*"
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo "# please install: $*"; return 1; }
    {
        apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"
    } >"$WORK/apt.log" 2>&1 || { tail -5 "$WORK/apt.log"; return 1; }
}

# need PROGRAM PACKAGE...: the program is on the path, by installing packages if it must be.
need() {
    command -v "$1" >/dev/null || apt "${@:2}" || { not_ok "$1 is installed"; exit 0; }
}

program_under_test() {
    local root=$EDITORS/..
    if [ -z "${VAULTLINT:-}" ]; then
        (cd "$root" && cargo build --quiet --locked -p vaultlint) || { not_ok "vaultlint is built"; exit 0; }
        VAULTLINT=${CARGO_TARGET_DIR:-$root/target}/debug/vaultlint
    fi
    VAULTLINT=$(realpath -m "$VAULTLINT")
    [ -x "$VAULTLINT" ] || { not_ok "\$VAULTLINT is a program: $VAULTLINT"; exit 0; }
    export VAULTLINT
    mkdir -p "$WORK/bin"
    ln -s "$VAULTLINT" "$WORK/bin/vaultlint"
    PATH=$WORK/bin:$PATH
}

# A home of its own, so that what the user has set up plays no part.
make_home() {
    export CARGO_HOME=${CARGO_HOME:-$HOME/.cargo} RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup} HOME=$WORK/home
    export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share XDG_STATE_HOME=$HOME/.local/state
    export XDG_CACHE_HOME=$HOME/.cache XDG_RUNTIME_DIR=$WORK/run
    mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME" "$XDG_RUNTIME_DIR"
    chmod 700 "$XDG_RUNTIME_DIR"
    export TMUX_TMPDIR=$XDG_RUNTIME_DIR
}

# The vault of all tests. Names and lines have blanks, letters of more than one byte and of more than one UTF-16 unit.
# The trip has two findings, both of which can be mended, and is not laid out.
TRIP="Reisen/Málaga im März.md"
ABOUT="Über uns.md"
make_vault() {
    VAULT="$WORK/Mañana vault"
    mkdir -p "$VAULT/.obsidian" "$VAULT/Reisen"
    echo '{}' >"$VAULT/.obsidian/app.json"
    cat >"$VAULT/$ABOUT" <<'NOTE'
# Über uns

## Käse und Wein

Wir sind zwei. #reise
NOTE
    sed 's/·/ /' >"$VAULT/$TRIP" <<'NOTE'
---
tags: [reise]
---
# Málaga im März

Für 🧀 siehe [[Über uns#Käse und Wein|Käse]] , dazu [[ Über uns]] und [[Über uns]] heute.



Ende·
NOTE
}

# in_tmux COMMAND...: runs an editor in a terminal of this run.  keys KEY...: types there.  shows TEXT: is it on the screen?
terminal() { tmux -L "vaultlint-$$" -f /dev/null "$@"; }
in_tmux() {
    export TERM=screen-256color COLORTERM=truecolor
    terminal -u new-session -d -x 150 -y 40 "$@"
}
keys() {
    local key
    for key in "$@"; do
        terminal send-keys "$key"
        # Keys that come in one piece with an Escape are another key.
        sleep 0.05
    done
}
shows() { terminal capture-pane -p 2>/dev/null | grep -qF -e "$1"; }

# begin: everything is installed; what follows is the test.
begin() {
    program_under_test
    make_home
    make_vault
}
