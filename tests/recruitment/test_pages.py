"""The rooms of a recruitment as pages: from a new one to the replies, without a script."""

import io
import json

import pytest

from observatory.jobs import GIVEN_UP, Job
from observatory.recruitment import queries, services
from observatory.recruitment.models import InvitationDraw, Recruitment
from tests import factories
from tests.recruitment import cases
from tests.recruitment.holding import hold


def page(made: Recruitment, room: str = "") -> str:
    return f"/en/town/recruitments/{made.id}{room}"


def file(data: bytes, name: str = "table.csv") -> dict:
    return {"file": (io.BytesIO(data), name)}


def test_the_empty_list_says_what_to_do_next(clerk):
    shown = clerk.get("/en/town/recruitments").text
    assert "There is no recruitment yet." in shown
    assert "/en/town/recruitments/new" in shown


def test_a_new_bodys_clerk_is_told_to_begin_a_recruitment(clerk):
    assert "/en/town/recruitments/new" in clerk.get("/en/town/tasks").text


def test_a_recruitment_begins_with_the_seats_of_the_body(clerk, session):
    assert 'value="2"' in clerk.get("/en/town/recruitments/new").text
    answer = clerk.post("/en/town/recruitments/new", data={"title": "Panel", "seats": "2"})
    made = session.query(Recruitment).one()
    assert answer.location == page(made)
    hub = clerk.get(page(made)).text
    assert "Next: Quotas." in hub
    assert page(made, "/quotas") in hub


@pytest.mark.parametrize("title", ["   ", "a" * 201])
def test_a_recruitment_has_a_name_that_can_be_read(clerk, session, title):
    answer = clerk.post("/en/town/recruitments/new", data={"title": title, "seats": "2"})
    assert "There is a problem" in answer.text
    assert session.query(Recruitment).count() == 0


@pytest.mark.parametrize("seats", ["", "0", "many"])
def test_a_bad_number_of_seats_keeps_what_was_typed(clerk, session, seats):
    answer = clerk.post("/en/town/recruitments/new", data={"title": "Panel", "seats": seats})
    assert 'value="Panel"' in answer.text
    assert "There is a problem" in answer.text
    assert session.query(Recruitment).count() == 0


ROOMS = ["", "/quotas", "/quotas/file", "/quotas/lock", "/register", "/letters", "/replies"]


@pytest.mark.parametrize("room", [*ROOMS, "/replies/template.csv", "/letters/letters.csv"])
def test_another_bodys_recruitment_does_not_exist(clerk, session, room):
    other = services.create_recruitment(factories.body("village"), "Panel", 2)
    assert clerk.get(page(other, room)).status_code == 404


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["es", "en", "fr"])
def test_every_room_opens_at_once(clerk, made, room, language):
    address = page(made, room).replace("/en/", f"/{language}/")
    assert clerk.get(address).status_code == 200


def row(number: int, feature: str, value: str, least: str, most: str) -> dict[str, str]:
    cells = {"feature": feature, "value": value, "minimum": least, "maximum": most}
    return {f"rows-{number}-{name}": text for name, text in cells.items()}


def test_quotas_are_typed_in_rows_and_blank_rows_do_not_count(clerk, made):
    data = (
        row(0, "age", "16-29", "1", "1") | row(1, "", "", "", "") | row(2, "age", "30+", "1", "1")
    )
    shown = clerk.post(page(made, "/quotas"), data=data, follow_redirects=True).text
    assert [quota.value for quota in queries.list_quotas(made)] == ["16-29", "30+"]
    assert "The quotas fit." in shown


def test_more_lines_lose_nothing_and_save_nothing(clerk, made):
    data = row(0, "age", "16-29", "one", "1") | {"more": "1"}
    shown = clerk.post(page(made, "/quotas"), data=data).text
    assert 'value="16-29"' in shown
    assert 'name="rows-5-feature"' in shown
    assert queries.list_quotas(made) == cases.QUOTAS


def test_bad_rows_are_all_named_and_kept_as_typed(clerk, made):
    data = row(0, "age", "", "1", "1") | row(1, "age", "30+", "one", "-1")
    answer = clerk.post(page(made, "/quotas"), data=data)
    assert answer.status_code == 409
    assert "There are 3 problems. Nothing was saved." in answer.text
    assert 'value="one"' in answer.text
    assert answer.text.count('aria-invalid="true"') == 3
    assert queries.list_quotas(made) == cases.QUOTAS


def test_a_value_has_one_quota(clerk, made):
    data = row(0, "age", "30+", "1", "1") | row(1, "Age", "30+", "1", "1")
    answer = clerk.post(page(made, "/quotas"), data=data)
    assert "This value of Age is already on line 1." in answer.text


def test_accents_are_kept_in_one_way_however_they_are_typed(clerk, made):
    data = row(0, "e\u0301tudes", "oui", "1", "1") | row(1, "\u00e9tudes", "non", "1", "1")
    clerk.post(page(made, "/quotas"), data=data)
    assert queries.list_quotas(made).features == ("\u00e9tudes",)


def test_quotas_come_from_a_file(clerk, made):
    data = file(b"feature,value,min,max\nage,16-29,1,1\nage,30+,1,1\n")
    clerk.post(page(made, "/quotas/file"), data=data)
    assert queries.list_quotas(made).features == ("age",)


def test_a_bad_file_of_quotas_shows_line_column_and_value(clerk, made):
    answer = clerk.post(page(made, "/quotas/file"), data=file(b"feature,value,min,max\na,b,x,1\n"))
    assert answer.status_code == 409
    for text in ("table.csv", "Line 2, column min:", "<code>x</code>", "Write a whole number"):
        assert text in answer.text
    assert queries.list_quotas(made) == cases.QUOTAS


def test_the_preset_of_madrid_is_offered_for_its_49_seats_only(clerk, body, made):
    assert "Madrid 2019" not in clerk.get(page(made, "/quotas")).text
    large = services.create_recruitment(body, "Panel", 49)
    assert "Madrid 2019" in clerk.get(page(large, "/quotas")).text
    shown = clerk.post(page(large, "/quotas/preset/madrid_2019"), follow_redirects=True).text
    assert len(queries.list_quotas(large)) == 28
    assert "The quotas fit." in shown


def test_quotas_that_do_not_fit_are_shown_with_the_reason(clerk, made):
    made.seats = 9
    shown = clerk.get(page(made, "/quotas")).text
    assert "Does not fit" in shown
    assert "add up to 2. That is fewer than the 9 seats." in shown
    assert clerk.post(page(made, "/quotas/lock")).status_code == 409


def test_the_lock_is_asked_first_and_then_shown_with_its_fingerprint(clerk, made):
    assert "This cannot be undone." in clerk.get(page(made, "/quotas/lock")).text
    assert made.quotas_locked_at is None
    shown = clerk.post(page(made, "/quotas/lock"), follow_redirects=True).text
    assert made.quotas_digest[:4] in shown
    assert "rows-0-feature" not in shown
    assert clerk.post(page(made, "/quotas"), data={}).status_code == 409


def test_a_last_day_that_is_over_is_not_locked_for_ever(clerk, made):
    over = {"replacements_until-day": "1", "replacements_until-month": "1"}
    rules = {"objection_days": "5", "replacements_until-year": "2026", **over}
    answer = clerk.post(page(made, "/quotas/lock"), data=rules)
    assert "Write a day after today: it cannot be changed later" in answer.text
    assert 'value="2026"' in answer.text
    assert made.quotas_locked_at is None


def test_letters_are_fixed_then_drawn_by_dice(clerk, made, session):
    services.lock_quotas(made)
    cases.with_register(made)
    data = {"letters": "4", "stratum": "district"}
    shown = clerk.post(page(made, "/letters"), data=data, follow_redirects=True).text
    draw = session.query(InvitationDraw).one()
    assert draw.commitment_digest[:4] in shown
    hold(clerk, page(made, "/letters/dice"), "31415 92653 58979 32384")
    assert "4 letters are drawn." in clerk.get(page(made, "/letters")).text
    rows = clerk.get(page(made, "/letters/letters.csv")).text.splitlines()
    assert (rows[0], len(rows)) == ("number,household,stratum,rank,leaf", 5)
    commitment = clerk.get(page(made, "/letters/commit1.json")).data
    assert json.loads(commitment)["file"] == "commit1"


def test_letters_that_cannot_be_spread_are_refused_in_words(clerk, made):
    services.lock_quotas(made)
    cases.with_register(made)
    answer = clerk.post(page(made, "/letters"), data={"letters": "99", "stratum": "none"})
    assert "There are only 5 households." in answer.text
    assert 'value="99"' in answer.text


def test_a_failed_list_shows_why_and_can_be_made_again(clerk, made):
    services.lock_quotas(made)
    two = b"household,district,born\nH1,North,1980-01-01\nH1,South,1980-01-01\n"
    cases.with_register(made, two)
    data = {"letters": "1", "stratum": "district"}
    shown = clerk.post(page(made, "/letters"), data=data, follow_redirects=True).text
    assert "Keep one of the two." in shown
    data["stratum"] = "none"
    shown = clerk.post(page(made, "/letters"), data=data, follow_redirects=True).text
    assert "The list of households is fixed." in shown


def test_a_list_that_was_given_up_says_why_and_can_be_made_again(clerk, made, session):
    services.lock_quotas(made)
    cases.with_register(made)
    draw = services.prepare_invitations(made, 4, "district")
    session.commit()
    draw.commitment, job = None, session.get_one(Job, draw.job_id)
    job.state, job.error, job.attempts = "failed", GIVEN_UP, 3
    assert "This work was begun three times" in clerk.get(page(made, "/letters")).text
    data = {"letters": "4", "stratum": "district"}
    shown = clerk.post(page(made, "/letters"), data=data, follow_redirects=True).text
    assert "The list of households is fixed." in shown


REPLIES = b"letter,sex,name,contact,channel,replied_on\n1,woman,Ana,a@example.org,web,2025-11-20\n"


def test_replies_are_added_and_compared_with_the_quotas(clerk, made):
    cases.with_letters_of(made)
    assert "letter,sex,name" in clerk.get(page(made, "/replies/template.csv")).text
    shown = clerk.post(page(made, "/replies"), data=file(REPLIES), follow_redirects=True).text
    assert "1 reply is saved." in shown
    assert "How the replies are going" in shown
    picture = clerk.get(page(made, "/picture")).text
    assert "sex, man: the panel needs 1, but the pool has 0." in picture


def test_bad_replies_show_every_problem(clerk, made):
    cases.with_letters_of(made)
    bad = REPLIES.replace(b"woman", b"whale").replace(b"web", b"pigeon")
    answer = clerk.post(page(made, "/replies"), data=file(bad))
    assert answer.status_code == 409
    assert "There is no quota of sex with this value." in answer.text
    assert "Write one of these: web, phone, paper." in answer.text
    assert queries.count_replies(made) == 0


def test_the_register_holder_imports_and_downloads_but_sets_no_quotas(client, body, made):
    holder = factories.sign_in(client, factories.staff(body, "register_holder"))
    assert holder.get(page(made)).status_code == 200
    assert holder.get(page(made, "/register")).status_code == 200
    assert holder.get(page(made, "/quotas")).status_code == 403
