"""The rules of the house that hold without supervision (docs/architecture.md)."""

import re

import pytest
from flask import Flask

from observatory.access import ANYONE, PREDICATES, rules_of
from script import sizes

# Template or module, and why it may print text unescaped or hold a script of its own.
UNESCAPED: dict[str, str] = {}
# View whose form has no token against forgery, and why it needs none.
WITHOUT_TOKEN = {
    "observatory.lottery.views.minutes_public.check_minutes": "no cookie: checking changes nothing",
    "observatory.ballots.views.cast_ballot": "no cookie in the booth: the voting code authorises",
    "observatory.recruitment.views.replies.answering.answer": "no cookie: a letter's code does",
    "observatory.recruitment.views.replies.withdrawing.confirm_address": "no cookie: a token does",
    "observatory.recruitment.views.replies.withdrawing.withdraw": "no cookie: the codes authorise",
}
# Whoever checks a draw reads and runs one file, the standard library only: it cannot be divided.
ONE_FILE = {"sortition/verify_draw.py": 760, "sortition/verify_record.py": 660}
INLINE = re.compile(
    r"""\sstyle\s*=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:""",
    re.IGNORECASE,
)
UNSAFE = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")


def larger(found: list[sizes.Size], limit: int) -> list[str]:
    return [str(size) for size in found if size.lines > limit]


def places(pattern: re.Pattern[str], *globs: str) -> list[str]:
    """Return where a pattern is found; a tag may run over several lines."""
    found = []
    for path in sizes.paths(*globs):
        text = path.read_text()
        for match in pattern.finditer(text) if sizes.short(path) not in UNESCAPED else ():
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{sizes.short(path)}:{line}: {match.group().strip()}")
    return found


@pytest.mark.parametrize(
    ("limit", "patterns"),
    [
        (300, (*sizes.CODE, *sizes.TOOLS, *sizes.MIGRATIONS)),
        (150, sizes.TEMPLATES),
        (80, ("config.py",)),
    ],
)
def test_no_file_is_longer_than_its_limit(limit: int, patterns: tuple[str, ...]):
    files = [size for size in sizes.files(*patterns) if size.name not in ONE_FILE]
    assert larger(files, limit) == []


def test_the_one_file_that_stands_alone_is_no_longer_than_its_own_limit():
    found = sizes.files(*ONE_FILE)
    assert {size.name for size in found} == set(ONE_FILE)
    assert [str(size) for size in found if size.lines > ONE_FILE[size.name]] == []


def test_no_function_has_more_than_fifty_lines():
    # A migration is a list of columns, mostly written by script/migration.
    found = larger(list(sizes.functions(*sizes.CODE, *sizes.TOOLS)), 50)
    assert found == []


def test_no_view_has_more_than_fifteen_lines():
    found = larger(list(sizes.functions("observatory/**/*.py", views_only=True)), 15)
    assert found == []


def test_create_app_has_at_most_forty_lines():
    found = list(sizes.functions("observatory/__init__.py"))
    assert any("create_app" in size.name for size in found)
    assert larger(found, 40) == []


def test_no_macro_has_more_than_forty_lines_or_five_arguments():
    found = [str(macro) for macro in sizes.macros() if macro.lines > 40 or macro.arguments > 5]
    assert found == []


def test_the_settings_are_passed_in_and_not_imported():
    paths = sizes.paths("observatory/**/*.py", "sortition/**/*.py")
    found = [sizes.short(path) for path in paths if "config" in sizes.imports(path)]
    assert found == []


def test_only_the_solver_imports_highs():
    importers = {
        sizes.short(path) for path in sizes.paths(*sizes.CODE) if "highspy" in sizes.imports(path)
    }
    assert importers <= {"sortition/solver.py"}


def test_no_template_holds_a_style_or_a_script_of_its_own():
    found = places(INLINE, *sizes.TEMPLATES)
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_refused"),
    [
        ('<p style="color: red">', True),
        ("<script>alert(1)</script>", True),
        ('<button onclick="send()">', True),
        ('<a href="javascript:send()">', True),
        ('<script src="{{ file }}" defer></script>', False),
        ('<p class="style-guide">one = two</p>', False),
    ],
)
def test_what_a_style_or_script_of_its_own_looks_like(line: str, is_refused: bool):
    assert bool(INLINE.search(line)) == is_refused


def test_nothing_is_printed_unescaped():
    found = places(UNSAFE, *sizes.TEMPLATES, "observatory/**/*.py")
    assert found == []


def test_every_route_declares_a_known_access_rule(app: Flask):
    known = {ANYONE, *PREDICATES}
    for rule in app.url_map.iter_rules():
        declared = rules_of(app, rule.endpoint)
        assert declared, f"{rule.endpoint} declares no rule"
        assert set(declared) <= known, rule.endpoint


def test_every_form_has_its_token(app: Flask):
    protection = app.extensions["csrf"]
    assert protection._exempt_views <= set(WITHOUT_TOKEN)
    assert not protection._exempt_blueprints
