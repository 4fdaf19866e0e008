"""The register holder confirms who may take part: keys out, yes or no back, before the freeze."""

import csv
import io
import json
from datetime import date

import pytest

from observatory.lottery import services
from observatory.lottery.services.draws import UnconfirmedReplies
from observatory.record import RecordEntry
from observatory.recruitment import queries, rules
from observatory.recruitment.models import Contact
from observatory.recruitment.services import (
    import_confirmations,
    import_replies,
    withdraw_reply,
)
from observatory.recruitment.services.replies.eligibility import (
    ConfirmationsClosed,
    NobodyToConfirm,
)
from sortition.errors import InputError
from tests import factories
from tests.recruitment import cases
from tests.sortition.workbooks import workbook

REPLIES = (
    "1,woman,=HYPERLINK(Ana),ana@example.org,web,2025-11-20,2468",
    "2,man,Li,600 123 456,phone,2025-11-20,",
    "3,woman,Eva,eva@example.org,paper,2025-11-20,",
)
ANSWER = b"letter,eligible,reason\n1,yes,\n2,no,too_young\n3,s\xc3\xad,\n"


@pytest.fixture
def made(session):
    """A recruitment with three replies that nobody has looked up."""
    recruitment, data = cases.replies_of(cases.with_letters(), *REPLIES)
    import_replies(recruitment, data, "replies.csv")
    return recruitment


def send(made, data):
    return import_confirmations(made, data, "answer.csv")


def problems(made, data):
    with pytest.raises(InputError) as refused:
        send(made, data)
    return [(problem.line, problem.column, problem.code) for problem in refused.value.problems]


def test_the_answer_says_who_is_in_the_pool(made):
    assert send(made, ANSWER) == 3
    found = queries.count_confirmations(made)
    assert (found.waiting, found.eligible, found.refused) == (0, 2, {"too_young": 1})
    assert {one.features["sex"] for one in queries.list_pool(made)} == {"woman"}


@pytest.mark.parametrize(
    ("yes", "no"), [("yes", "no"), ("SÍ", "NO"), ("si", "n"), ("oui", "Non"), ("1", "0")]
)
def test_yes_and_no_are_read_in_three_languages(made, yes, no):
    send(made, f"carta;apta;motivo\n1;{yes};\n2;{no};Not in household\n".encode())
    found = queries.count_confirmations(made)
    assert (found.waiting, found.eligible, found.refused) == (1, 1, {"not_in_household": 1})


def test_a_later_file_corrects_an_earlier_one(made, session):
    send(made, ANSWER)
    send(made, b"letter,eligible\n2,yes\n")
    assert queries.count_confirmations(made).refused == {}
    entries = session.query(RecordEntry).filter_by(kind="eligibility_confirmed").all()
    assert [json.loads(entry.content)["corrected"] for entry in entries] == [0, 1]


def test_the_record_has_counts_by_reason_and_no_small_one(made, session):
    send(made, ANSWER)
    entry = session.query(RecordEntry).filter_by(kind="eligibility_confirmed").one()
    assert json.loads(entry.content) == {
        "recruitment": made.id,
        "answers": 3,
        "eligible": 2,
        "not_eligible": dict.fromkeys(rules.REFUSALS),
        "corrected": 0,
    }


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, {}),
        ({"double": 2}, {}),
        ({"double": 7}, {}),
        ({"double": 9, "excluded": 30}, {"excluded": 30}),
        ({"double": 9, "excluded": 30, "unknown": 1}, {"excluded": 30}),
        ({"double": 4, "excluded": 30, "unknown": 2}, {"excluded": 30}),
        (dict.fromkeys(rules.REFUSALS, 5), dict.fromkeys(rules.REFUSALS, 5)),
    ],
)
def test_no_sum_gives_a_hidden_count_away(counts: dict[str, int], shown: dict[str, int]):
    veiled = rules.veil_refusals(counts)
    assert {name: count for name, count in veiled.items() if count is not None} == shown
    hidden = [name for name, count in veiled.items() if count is None]
    assert len(hidden) != 1
    assert set(veiled) in (set(), set(rules.REFUSALS))


def test_every_problem_of_a_file_is_named_and_nothing_is_saved(made):
    data = b"letter,eligible,reason\n1,yes,\n1,yes,\n4,yes,\n2,maybe,\n3,no,\n,,\n"
    data += b"2,no,bad mood\n3,yes,double\nx,,\n"
    assert problems(made, data) == [
        (3, "letter", "letter_twice"),
        (4, "letter", "letter_unanswered"),
        (5, "eligible", "not_yes_or_no"),
        (6, "reason", "no_reason"),
        (8, "letter", "letter_twice"),
        (8, "reason", "unknown_reason"),
        (9, "letter", "letter_twice"),
        (9, "reason", "reason_for_yes"),
        (10, "letter", "letter_unanswered"),
        (10, "eligible", "blank_name"),
    ]
    assert queries.count_confirmations(made).waiting == 3


def test_missing_columns_and_empty_files_are_refused(made):
    assert problems(made, b"name\nAna\n") == [
        (1, "letter", "no_such_column"),
        (1, "eligible", "no_such_column"),
    ]
    assert problems(made, b"letter,eligible\n") == [(1, None, "no_rows")]


def test_a_workbook_is_read_as_it_is(made):
    send(made, workbook([["letter", "eligible", "reason"], [1, True, ""], [2, "no", "double"]]))
    found = queries.count_confirmations(made)
    assert (found.waiting, found.eligible, found.refused) == (1, 1, {"double": 1})


def test_without_replies_there_is_nobody_to_confirm(session):
    with pytest.raises(NobodyToConfirm):
        send(cases.recruitment(), ANSWER)


def test_the_freeze_waits_for_the_register_holder(made, session):
    with pytest.raises(UnconfirmedReplies) as refused:
        services.freeze_draw(made)
    assert refused.value.params == {"waiting": 3}
    send(made, ANSWER)
    assert services.freeze_draw(made).unconfirmed_reason is None
    with pytest.raises(ConfirmationsClosed):
        send(made, ANSWER)


def test_a_freeze_without_confirmation_has_its_reason_in_the_record(made, session):
    draw = services.freeze_draw(made, unconfirmed_reason=" The register is closed until May. ")
    entry = session.query(RecordEntry).filter_by(kind="pool_frozen").one()
    content = json.loads(entry.content)
    assert (draw.unconfirmed, content["unconfirmed"]) == (3, 3)
    assert content["unconfirmed_reason"] == "The register is closed until May."


def test_who_withdrew_is_neither_asked_about_nor_drawn(made):
    queries.map_replies(made)[1].withdrawn_on = date(2026, 11, 21)
    assert [row[0] for row in queries.list_keys(made, is_all=True)] == [2, 3]
    assert queries.count_confirmations(made).withdrawn == 1
    assert len(queries.list_pool(made)) == 2


def test_a_yes_brings_nobody_back_who_withdrew_meanwhile(made):
    gone = queries.map_replies(made)[1]
    withdraw_reply(gone)
    assert send(made, ANSWER) == 2
    assert (gone.is_eligible, gone.confirmed_on) == (False, None)


def test_the_list_has_keys_and_names_and_nothing_else(made, session):
    session.query(Contact).filter_by(name="Li").delete()
    rows = queries.list_keys(made, is_all=False)
    assert [row[2:] for row in rows] == [
        ("=HYPERLINK(Ana)", "web", "", ""),
        ("", "phone", "", ""),
        ("Eva", "paper", "", ""),
    ]


@pytest.fixture
def people(app, made, session):
    """A clerk and a register holder of the recruitment's body, each with a browser."""
    body = session.get_one(factories.Body, made.body_id)
    roles = ("clerk", "register_holder")
    return [
        factories.sign_in(app.test_client(), factories.staff(body, role)) for role in roles
    ], f"/en/{body.slug}/recruitments/{made.id}"


def upload(data):
    return {"file": (io.BytesIO(data), "answer.csv")}


def test_the_holder_takes_the_list_and_sends_it_back_filled(people, made):
    (_, holder), address = people
    sent = holder.get(f"{address}/confirm/waiting.csv").data
    rows = list(csv.DictReader(io.StringIO(sent.decode("utf-8-sig"))))
    assert rows[0]["name"] == "'=HYPERLINK(Ana)"
    filled = "".join(
        f"{line}\n" for line in ["letter,eligible", *(f"{row['letter']},yes" for row in rows)]
    )
    page = holder.post(f"{address}/confirm", data=upload(filled.encode()), follow_redirects=True)
    assert "3 answers are saved." in page.text
    assert "Every reply is confirmed." in page.text
    assert "1,H" in holder.get(f"{address}/confirm/all.csv").text


def test_the_clerk_sees_who_waits_but_does_not_decide(people, made):
    (clerk, _), address = people
    page = clerk.get(f"{address}/confirm").text
    assert "3 replies wait for the register holder." in page
    assert "The register holder does this" in page
    assert clerk.post(f"{address}/confirm", data=upload(ANSWER)).status_code == 403
    assert "Next: Confirm who may take part." in clerk.get(address).text


def test_a_bad_answer_shows_line_column_and_why(people, made):
    (_, holder), address = people
    answer = holder.post(f"{address}/confirm", data=upload(b"letter,eligible\n1,perhaps\n"))
    assert answer.status_code == 409
    for text in ("Line 2, column eligible:", "<code>perhaps</code>", "Write yes or no."):
        assert text in answer.text


def test_the_page_of_the_freeze_asks_why_it_does_not_wait(people, made):
    (clerk, _), address = people
    page = clerk.post(f"{address}/draw")
    assert page.status_code == 409
    assert "has not confirmed: 3." in page.text
    reason = {"unconfirmed": "The <b>register</b> is closed."}
    page = clerk.post(f"{address}/draw", data=reason, follow_redirects=True)
    assert "with 3 replies not confirmed: The &lt;b&gt;register&lt;/b&gt; is closed." in page.text
    public = clerk.get(f"{address.replace('recruitments', 'draws')}/1").text
    assert "had not yet confirmed 3 of the replies" in public


def test_the_page_says_what_comes_when_nobody_has_replied(app, session):
    made = cases.recruitment()
    body = session.get_one(factories.Body, made.body_id)
    clerk = factories.sign_in(app.test_client(), factories.staff(body, "clerk"))
    page = clerk.get(f"/en/{body.slug}/recruitments/{made.id}/confirm").text
    assert "Nobody waits for a confirmation." in page


def test_only_one_step_is_next_also_after_an_attempt_without_a_panel(people, made, session):
    (clerk, _), address = people
    draw = services.freeze_draw(made, unconfirmed_reason="The register is closed.")
    session.commit()
    session.refresh(draw)
    draw.state, draw.panels_record, made.frozen_at = "failed", None, None
    page = clerk.get(address).text
    assert "Next: Confirm who may take part." in page
    assert page.split("<ol>")[1].count("steps__step--current") == 1
