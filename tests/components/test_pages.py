import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import flash, render_template_string

from .sample import STEPS

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
OURS = sorted(
    p for part in ("components", "layouts", "errors") for p in (TEMPLATES / part).glob("*")
)
PUBLIC = '{% extends "layouts/public.html" %}{% block title %}Draws{% endblock %}{% block content %}{% endblock %}'  # noqa: E501
PAGE = PUBLIC.replace("public", "page")


def test_the_page_s_language_is_declared(render):
    assert '<html lang="en"' in render(PAGE)


def test_the_title_names_page_and_body(render):
    assert "<title>Draws – Observatory of Madrid</title>" in render(PAGE)


def test_a_page_outside_a_body_has_the_general_name(render):
    assert "<title>Draws – Citizens’ observatory</title>" in render(PAGE, body=None)


@pytest.mark.parametrize(
    "wrong", [{"rule_error": "No."}, {"form": SimpleNamespace(errors={"a": 1})}]
)
def test_the_title_says_when_something_is_wrong(render, wrong):
    assert "<title>Error: Draws" in render(PAGE, **wrong)


def test_the_same_page_is_offered_in_other_languages(render):
    page = render(PAGE)
    assert '<a href="/en/" lang="en" hreflang="en">English</a>' in page
    assert '<strong lang="es" aria-current="true">Español</strong>' in page


def test_signing_out_is_a_post_with_a_token(render):
    page = render(PAGE, current_user=SimpleNamespace(is_authenticated=True))
    assert re.search(r'<form method="post" action="/es/sign-out">\s*<input[^>]*csrf_token', page)
    assert "Sign in" not in page


def test_messages_are_shown_once_with_their_kind(render):
    flash("Saved.", "success")
    flash("<b>Too late.</b>", "error")
    page = render(PAGE)

    assert "govuk-notification-banner--success" in page
    assert "govuk-notification-banner--error" in page
    assert "&lt;b&gt;Too late." in page


def test_the_public_record_has_no_script_no_token_and_no_cookie(app):
    app.add_url_rule("/es/public", "public", lambda: render_template_string(PUBLIC))
    app.extensions["shared"]["current_user"] = SimpleNamespace(is_authenticated=True)
    answer = app.test_client().get("/es/public")

    assert "<script" not in answer.text
    assert "csrf" not in answer.text
    assert "Sign in" not in answer.text  # whoever is signed in already
    assert "Set-Cookie" not in answer.headers


def test_an_error_page_says_what_to_do(app):
    page = app.test_client().get("/es/error").text
    assert "<h1>Page not found</h1>" in page
    assert "Go home." in page


def test_the_page_has_nothing_inline(app):
    page = app.test_client().post("/es/sample").text

    assert not re.findall(r"<[^>]* style=|<[^>]* on[a-z]+=|<style", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    assert "Undefined" not in page


def test_the_current_step_is_marked(render):
    source = '{% from "components/steps.html" import steps %}{{ steps(items, "Recruitment") }}'
    items = [
        SimpleNamespace(text="Letters", state="current", url="/es/sample", hint=""),
        SimpleNamespace(text="Draw", state="locked", url="/es/draw", hint=""),
    ]
    page = render(source, items=items)

    assert re.search(r'href="/es/sample" aria-current="page"', page)
    assert "/es/draw" not in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/es/steps/4", ["Step 4 of 6: Replies", "Step 3 of 6: Letters"]),
        ("/es/sample", ["Step 3 of 6: Letters"]),
        ("/es/somewhere", ["Step 3 of 6: Letters"]),
    ],
)
def test_a_phone_is_told_where_one_is_and_what_is_next(app, address, said):
    source = '{% from "components/steps.html" import steps %}{{ steps(items, "Recruitment") }}'
    with app.test_request_context(address):
        page = render_template_string(source, items=STEPS)

    assert re.findall(r"Step \d of \d: \w+", page) == said
    assert page.index("</details>") < page.index("<ol>")


def test_the_overview_shows_the_whole_list_and_nothing_to_unfold(render):
    source = '{% from "components/steps.html" import steps %}{{ steps(items, "All", whole=true) }}'
    page = render(source, items=STEPS)

    assert page.count("<li>") == len(STEPS)
    assert "<details" not in page
    assert "Step 3 of 6" not in page


def test_a_table_s_cells_are_escaped_unless_they_are_markup(render):
    source = '{% from "components/tables.html" import table %}{% set link %}<a href="/x">x</a>{% endset %}{{ table("T", ["A", "B"], [["<i>", link]]) }}'  # noqa: E501
    page = render(source)

    assert "&lt;i&gt;" in page
    assert '<a href="/x">x</a>' in page


@pytest.mark.parametrize("path", [*OURS, TEMPLATES / "base.html"], ids=lambda path: path.name)
def test_templates_and_macros_stay_small(path):
    text = path.read_text()
    macros = re.findall(r"{% macro \w+\((.*?)\) %}(.*?){% endmacro %}", text, re.S)

    assert len(text.splitlines()) <= 150
    assert all(len(body.splitlines()) <= 40 for _, body in macros)
    assert all(given.count(",") < 5 for given, _ in macros)
    assert "|safe" not in text.replace(" ", "")
