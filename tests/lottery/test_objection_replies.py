"""Every kind of correction through its page; the most natural one lets a forgotten reply in."""

import base64
import json

import pytest

from observatory import codes
from observatory.lottery import queries, rules, services
from observatory.record import RecordEntry
from observatory.recruitment import services as replies
from observatory.recruitment.models import Respondent
from observatory.recruitment.queries import find_reply, list_pool
from sortition import proofs, verify_draw
from tests import factories
from tests.lottery.correcting import (
    FORGOTTEN,
    REASON,
    admit,
    correct_all,
    decide,
    of_attempt,
    take,
    unanswered,
)
from tests.lottery.correcting import room as room_of
from tests.lottery.test_objection_pages import clerk, public
from tests.lottery.test_objections import DICE, after, draw, recruitment
from tests.recruitment import paper
from tests.sortition.test_verifier_page import CHECK, by_python, page

__all__ = ["clerk", "draw", "page", "recruitment"]


@pytest.fixture
def letter(recruitment, session):
    """A letter that nobody's entered reply answers."""
    return unanswered(recruitment)


def committed(draw):
    return proofs.read_canonical(draw.commitment.encode())


def test_a_forgotten_reply_is_entered_and_its_sender_is_in_the_new_list(clerk, draw, letter):
    former, number = draw.commitment_digest, take(clerk, draw)
    shown = admit(clerk, draw, letter.number, number).text
    assert "The reply is in. A corrected list has taken the place" in shown
    saved = find_reply(letter)
    assert (saved.channel, saved.features) == ("paper", {"sex": "woman", "age": "young"})
    assert saved.is_eligible
    assert saved.confirmed_on
    assert saved.pid in [own for own, _ in committed(draw)["pool"]]
    assert committed(draw)["former"][0] == {"attempt": 1, "commit": former, "reason": REASON}
    assert queries.list_objections(draw)[0].reply_id == saved.id


def test_everybody_reads_which_kind_of_correction_it_was_and_of_nobody(app, clerk, draw, letter):
    admit(clerk, draw, letter.number, take(clerk, draw))
    told = app.test_client().get(public(draw, "/objections")).text
    assert "A reply that came in time and had not been entered was added" in told
    assert REASON in told
    [entry] = entries("objection_decided")
    assert entry["decision"] == "forgotten"
    saved = find_reply(letter)
    for private in ("Ana Ruiz", "600", "2468", saved.secret, saved.pid, f">{letter.number}<"):
        assert private not in told + json.dumps(entry | {"commit": ""})


def entries(kind):
    found = services.objections.session.query(RecordEntry).filter_by(kind=kind)
    return [json.loads(one.content) for one in found]


def test_the_forgotten_persons_code_goes_by_letter(clerk, draw, letter):
    admit(clerk, draw, letter.number, take(clerk, draw))
    replies.save_settings(draw.recruitment, **paper.SETTINGS)
    [sheet] = replies.unprinted_by_language(draw.recruitment)["en"]
    assert sheet.id == find_reply(letter).id
    base = f"/en/town/recruitments/{draw.recruitment_id}"
    [text] = paper.texts(clerk.get(f"{base}/confirmations-en.pdf").data)
    assert codes.show(sheet.secret) in text


def refused(clerk, draw, number, **typed):
    """Try to enter a reply; return the page, after which nothing is changed."""
    before, people = draw.commitment_digest, list_pool(draw.recruitment)
    answer = admit(clerk, draw, number, take(clerk, draw), **typed)
    assert draw.commitment_digest == before
    assert len(list_pool(draw.recruitment)) == len(people)
    assert queries.list_objections(draw)[0].decision is None
    return answer


def test_nobody_is_let_in_who_got_no_letter(clerk, draw, session):
    strange = unanswered(factories.pooled(factories.body()))
    for number in ("999999", str(strange.number), "ABCD-EFGH-JKMN", ""):
        page = refused(clerk, draw, number)
        assert "No letter" in page.text or "code" in page.text
        assert 'value="Ana Ruiz"' in page.text
        session.query(services.objections.Objection).delete()
    assert session.query(Respondent).filter_by(invitation_id=strange.id).count() == 0


def test_a_letter_that_was_answered_lets_nobody_else_in(clerk, draw):
    answered = list_pool(draw.recruitment)[0].invitation.number
    assert "already answered on" in refused(clerk, draw, answered).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"replied_on-year": "2999"}, "The time to answer ended on"),
        ({"asked": ""}, "Ask the register holder first"),
        ({"reason": " "}, "Write the reason for the decision"),
        ({"channel": ""}, "Choose how the reply came"),
        ({"own": "12"}, "at least 4 digits"),
        ({"question_1": ""}, "Choose an answer"),
    ],
)
def test_a_reply_that_is_late_or_unfinished_changes_nothing(clerk, draw, letter, wrong, said):
    typed = {name: value for name, value in wrong.items() if value or name != "asked"}
    if "asked" in wrong:
        page = unasked(clerk, draw, letter)
    else:
        page = refused(clerk, draw, letter.number, **typed)
    assert said in page.text
    assert find_reply(letter) is None


def unasked(clerk, draw, letter):
    typed = {name: value for name, value in FORGOTTEN.items() if name != "asked"}
    address = room_of(draw, f"/objections/{take(clerk, draw)}/reply")
    return clerk.post(address, data=typed | of_attempt(draw) | {"code": str(letter.number)})


def test_an_objection_lets_one_reply_in_and_no_second_one(clerk, draw, letter, recruitment):
    number = take(clerk, draw)
    admit(clerk, draw, letter.number, number)
    after_it = draw.commitment_digest
    page = admit(clerk, draw, unanswered(recruitment).number, number)
    assert "A decision does not change" in page.text
    assert draw.commitment_digest == after_it


def test_no_reply_is_let_in_once_the_panels_are_computed(clerk, draw, letter, session):
    services.refuse_objection(services.enter_objection(draw, "pool", "Missing."), "Checked.")
    services.enter_objection(draw, "pool", "Missing too.")
    draw.state = "solved"
    session.commit()
    assert admit(clerk, draw, letter.number, 2).status_code == 409
    assert find_reply(letter) is None


def test_who_is_twice_in_the_pool_stays_by_one_letter(clerk, draw, recruitment):
    first, second, *_ = list_pool(recruitment)
    numbers = {"letter": str(first.invitation.number), "stays": str(second.invitation.number)}
    shown = decide(clerk, draw, "double", take(clerk, draw), **numbers).text
    assert "Somebody who was in the pool twice is in it once now" in shown
    assert (first.is_eligible, first.refusal, second.is_eligible) == (False, "double", True)
    assert len(committed(draw)["pool"]) == 23


@pytest.mark.parametrize("stays", ["", "same", "unanswered"])
def test_nobody_is_taken_off_as_double_without_the_other_reply(clerk, draw, letter, stays):
    first = list_pool(draw.recruitment)[0]
    number = str(first.invitation.number)
    other = {"": "", "same": number, "unanswered": str(letter.number)}[stays]
    page = decide(clerk, draw, "double", take(clerk, draw), letter=number, stays=other)
    assert page.status_code == 409
    assert first.is_eligible
    assert len(queries.list_former(draw)) == 0


def test_the_page_of_an_objection_leads_to_the_forgotten_reply(clerk, draw):
    shown = clerk.get(room_of(draw, f"/objections/{take(clerk, draw)}")).text
    assert f"{room_of(draw)}/objections/1/reply" in shown
    assert "Their reply is entered, and they may take part after all" in shown


def finish(clerk, draw, session):
    """Let the time pass, compute the panels and throw the dice."""
    with after(draw):
        clerk.post(room_of(draw, "/solve"))
        services.draw_panel(draw, DICE, DICE, "Ana Secretary")
        session.commit()
    return queries.find_bundle(draw).content


def test_both_verifiers_verify_a_draw_with_every_kind_of_correction(clerk, draw, session, page):
    correct_all(clerk, draw)
    decided = [one.decision for one in queries.list_objections(draw)]
    assert sorted(decided) == sorted(rules.TAKEN)
    assert len(queries.list_former(draw)) == len(rules.TAKEN) - 1
    data = finish(clerk, draw, session)
    admitted = session.get_one(Respondent, queries.list_objections(draw)[-1].reply_id)
    own = {"secret": admitted.secret, "own": admitted.own}
    asked = {"evidence": draw.panels_digest, "dice": DICE} | own
    by_page = page.evaluate(CHECK, [[base64.b64encode(data).decode(), asked]])
    assert by_page == [by_python(data, asked)]
    assert by_page[0][0] == verify_draw.VERIFIED
