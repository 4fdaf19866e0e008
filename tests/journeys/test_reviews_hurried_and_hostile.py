"""Other people's pages, scripts in every text, and each stage of a file sent twice."""

from flask import Flask
from werkzeug.routing import AnyConverter

from observatory.access import rules_of
from observatory.panel.services import issue_codes
from tests import factories
from tests.journeys import others
from tests.journeys.sending import count_rows, do, refuse, send_again
from tests.journeys.ways import (
    SCRIPT,
    SOURCE,
    begin,
    draw_letters,
    finish,
    open_file,
    seat,
    write_everything,
)


def clerk_paths(app: Flask) -> list[tuple[str, list[str]]]:
    """Every address that only staff may use, with its methods; numbers are 1."""
    found = []
    for rule in app.url_map.iter_rules():
        allowed = set(rules_of(app, rule.endpoint))
        if "body" in rule.arguments and not allowed & {"anyone", "member", "signed_in"}:
            chosen = {
                name: converter.items and sorted(converter.items)[0]
                for name, converter in rule._converters.items()
                if isinstance(converter, AnyConverter)
            }
            values = dict.fromkeys(rule.arguments, 1) | chosen | {"language": "en", "body": "town"}
            with app.test_request_context("/en/town/"):
                path = app.url_map.bind("localhost").build(rule.endpoint, values)
            found.append((path, sorted((rule.methods or set()) & {"GET", "POST"})))
    return found


def test_a_member_is_refused_on_every_page_of_the_staff(app, clerk, body, session):
    begin(clerk)
    draw_letters(clerk)
    seat(clerk)
    member = others.sign_in(app, issue_codes(body)[0][1])
    before = count_rows()
    paths = clerk_paths(app)
    assert len(paths) > 20
    for path, methods in paths:
        for method in methods:
            answer = member.open(path, method=method)
            assert answer.status_code == 403, f"{method} {path}: {answer.status}"
            assert "<h1" in answer.text
    assert count_rows() == before


def test_another_observatorys_clerk_finds_and_changes_nothing(app, clerk, session):
    begin(clerk)
    draw_letters(clerk)
    other = factories.body("village", seats=2)
    account = factories.staff(other, "clerk", "register_holder", "auditor")
    stranger = factories.sign_in(app.test_client(), account)
    before = count_rows()
    for path, methods in clerk_paths(app):
        if "/recruitments/1" in path:
            for method in methods:
                there = stranger.open(path.replace("/town/", "/village/"), method=method)
                assert there.status_code == 404, f"{method} {path}: {there.status}"
                assert stranger.open(path, method=method).status_code == 403
    assert count_rows() == before


SHOWN = (
    *("recruitments", "recruitments/1", "recruitments/1/quotas", "recruitments/1/replies"),
    *("recruitments/1/ceremony", "seats", "files", "files/1", "files/1/evidence"),
    *("files/1/arguments", "files/1/findings", "files/1/recommendations", "files/1/vote"),
    *("files/1/statement", "evaluations", "evaluations/1", "draws", "draws/1/1", ""),
)


def test_a_script_in_every_text_is_shown_and_never_run(app, as_staff, clerk):
    do(clerk, "recruitments/new", title=SCRIPT, seats="2")
    facilitator, convener = as_staff("facilitator"), as_staff("convener")
    open_file(facilitator)
    for path in SHOWN:
        for reader in (clerk, facilitator, convener, app.test_client()):
            shown = reader.get(f"/en/town/{path}", follow_redirects=True)
            assert shown.status_code in (200, 403, 404), path
            assert SCRIPT not in shown.text, path


def test_a_published_script_is_only_text(app, as_staff, members):
    facilitator = as_staff("facilitator")
    open_file(facilitator)
    write_everything(facilitator, members)
    others.vote(app, members, "/en/town/ballots/1", "/en/town/booth/1")
    finish(facilitator)
    for path in SHOWN:
        for reader in (facilitator, members[0], app.test_client()):
            assert SCRIPT not in reader.get(f"/en/town/{path}", follow_redirects=True).text, path
    assert "&lt;script&gt;" in app.test_client().get("/en/town/evaluations/1").text


def test_two_clicks_open_and_close_each_stage_of_a_file_once(app, as_staff, members):
    facilitator = as_staff("facilitator")
    open_file(facilitator)
    send_again(facilitator, "files/1/criteria", criteria_set="oecd_dac")
    send_again(facilitator, "files/1/grades", act="open")
    others.grade(members * 2, "/en/town/files/1/grades/mine")
    assert count_rows()["grade"] == 2 * 6
    send_again(facilitator, "files/1/grades", act="close")
    do(facilitator, "files/1/recommendations/new", text="Run it.", owner="Mobility")
    send_again(facilitator, "files/1/vote", act="open")
    others.vote(app, members, "/en/town/ballots/1", "/en/town/booth/1")
    refuse(members[0], "ballots/1")
    send_again(facilitator, "files/1/vote", act="close")
    send_again(facilitator, "files/1/statement/edit", how_it_worked="We met.", not_established="")
    send_again(facilitator, "files/1/publish")


def test_two_clicks_answer_a_recommendation_once(app, as_staff, members):
    facilitator, convener = as_staff("facilitator"), as_staff("convener")
    open_file(facilitator)
    write_everything(facilitator, members)
    others.vote(app, members, "/en/town/ballots/1", "/en/town/booth/1")
    finish(facilitator)
    refuse(convener, "files/1/answers/1", answer="rejected", reasons="")
    send_again(convener, "files/1/answers/1", answer="rejected", reasons="It costs too much.")
    refuse(members[0], "files/1/arguments/new", side="for", text="Late.", evidence="1")
    refuse(facilitator, "files/1/statement/edit", how_it_worked="Other words.", not_established="")
    refuse(facilitator, "files/1/evidence/new", **SOURCE)
