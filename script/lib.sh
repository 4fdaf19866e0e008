# Sourced by the scripts beside it, from the project's folder: one way to find Python and to keep
# .venv in step with the requirements files. POSIX sh; needs Python 3.11 or later and nothing else.

VENV=.venv
PYTHON=$VENV/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() {
    printf '%s\n' "$*"
}

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

is_recent_python() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in python3.13 python3.12 python3.11 python3; do
        if is_recent_python "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    fail "Python 3.11 or later is missing: none of python3.13, python3.12, python3.11 and python3 is it." \
        "Install it (Debian and Ubuntu: apt-get install python3 python3-venv) and try again."
}

# use_venv NAME: what follows is installed into, and run from, an environment of its own.
use_venv() {
    VENV=$1
    PYTHON=$VENV/bin/python
}

# An environment that was interrupted, or that lost its Python, is made anew.
ensure_venv() {
    if is_recent_python "$PYTHON" && "$PYTHON" -m pip --version >/dev/null 2>&1; then
        return 0
    fi
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "$python has no venv module. Install it (Debian and Ubuntu: apt-get install python3-venv) and try again."
    say "Creating $VENV with $("$python" --version)"
    "$python" -m venv --clear "$VENV" ||
        fail "$python could not create $VENV. The lines above say why."
}

# install_packages FILE...: installs what each file pins, unless it did so before and the file is the same.
install_packages() {
    ensure_venv
    for file in "$@"; do
        stamp=$VENV/installed-$(basename "$file")
        if cmp -s "$file" "$stamp"; then
            continue
        fi
        say "Installing the packages of $file"
        "$PYTHON" -m pip install --quiet --require-hashes --requirement "$file" ||
            fail "The packages of $file could not be installed. The lines above say why; is the network there?"
        cp "$file" "$stamp"
    done
}

compile_translations() {
    for source in observatory/translations/*/LC_MESSAGES/messages.po; do
        compiled=${source%.po}.mo
        [ -f "$source" ] || continue
        if [ -f "$compiled" ] && [ -z "$(find "$source" -newer "$compiled")" ]; then
            continue
        fi
        say "Compiling the translations"
        "$PYTHON" -m babel.messages.frontend --quiet compile --directory observatory/translations
        return 0
    done
}
