"""Codes of letters: kept nowhere, found as typed, void once a new one is given out."""

import pytest
from sqlalchemy import select

from observatory import codes
from observatory.bodies.models import Body
from observatory.recruitment import queries, services
from observatory.recruitment.models import CodeIssue, Invitation, Recruitment
from tests import factories
from tests.recruitment import cases


@pytest.fixture
def letter(session):
    draw = cases.with_letters()
    return queries.get_letter(session.get_one(Recruitment, draw.recruitment_id), 2)


@pytest.fixture
def body(session, letter):
    made = session.get_one(Recruitment, letter.recruitment_id)
    return session.get_one(Body, made.body_id)


def test_every_letter_has_a_code_of_its_own_that_finds_it(session, letter, body):
    letters = session.scalars(select(Invitation)).all()
    found = [queries.find_invitation(body, services.code_of(one)) for one in letters]
    assert found == letters
    assert len({one.code_digest for one in letters}) == 4


def test_a_code_is_found_however_it_is_typed(letter, body):
    typed = codes.show(services.code_of(letter)).lower().replace("-", " ")
    assert queries.find_invitation(body, typed) == letter


def test_the_code_itself_is_kept_nowhere(session, letter):
    code = services.code_of(letter)
    kept = [str(value) for row in session.execute(select(Invitation.__table__)) for value in row]
    assert not any(code in value for value in kept)


def test_another_body_does_not_find_the_letter(letter):
    assert queries.find_invitation(factories.body(), services.code_of(letter)) is None


def test_an_invented_code_finds_nothing_and_a_mistyped_one_says_so(letter, body):
    assert queries.find_invitation(body, codes.with_check("0" * 11)) is None
    code = services.code_of(letter)
    with pytest.raises(codes.Mistyped):
        queries.find_invitation(body, code[1] + code[0] + code[2:] if code[0] != code[1] else "0")


def test_a_new_code_voids_the_old_one_and_says_who_gave_it_out(session, letter, body):
    clerk, old = factories.staff(body, "clerk"), services.code_of(letter)
    new = services.reissue_code(letter, clerk)
    assert queries.find_invitation(body, old) is None
    assert queries.find_invitation(body, new) == letter
    issue = session.scalars(select(CodeIssue)).one()
    assert (issue.invitation_id, issue.issue, issue.account_id) == (letter.id, 1, clerk.id)


def test_an_answered_letter_gets_no_new_code(session, letter, body):
    made = session.get_one(Recruitment, letter.recruitment_id)
    row = f"{letter.number},woman,Ana,ana@example.org,web,2025-11-20,1234"
    draw = queries.find_invitation_draw(made)
    services.import_replies(*cases.replies_of(draw, row), "replies.csv")
    with pytest.raises(services.LetterAnswered):
        services.reissue_code(letter, factories.staff(body, "clerk"))
