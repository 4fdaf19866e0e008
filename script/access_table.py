"""Lists every route with who may use it; run as a program it writes docs/access.md."""

from pathlib import Path

from flask import Flask

from observatory.access import rules_of

PATH = Path(__file__).resolve().parent.parent / "docs" / "access.md"
HEAD = """# Who may use which address

Made by `script/access-table` from the rules that the routes declare; a test compares it.
An address is open to whom one of its rules fits.

| address | methods | view | open to |
|---|---|---|---|
"""


def render(app: Flask) -> str:
    """Return the table of an application's routes as Markdown."""
    rows = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        who = ", ".join(rules_of(app, rule.endpoint))
        rows.append(f"| `{rule.rule}` | {methods} | `{rule.endpoint}` | {who} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    from wsgi import app

    PATH.write_text(render(app))
