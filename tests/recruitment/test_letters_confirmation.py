"""The confirmation on paper says what the web page shows, and not the person's own digits."""

import pytest

from observatory import codes
from observatory.recruitment import queries, services
from sortition.personal import new_nonce
from tests.recruitment import cases, paper


@pytest.fixture
def pages(session):
    made = paper.with_letters()
    row = "2,woman,Ana Núñez,+34600000000,phone,2025-11-20,73519"
    services.import_replies(*cases.replies_of(queries.find_invitation_draw(made), row), "r.csv")
    [respondent] = queries.list_pool(made)
    return respondent, paper.texts(services.confirmation_pdf([respondent], "en"))


def test_a_confirmation_is_one_page_with_secret_answers_and_seal(pages):
    respondent, [page] = pages
    assert codes.show(respondent.secret) in page
    assert "sex: woman" in page
    assert " ".join(codes.show(respondent.nonce).split("-")) in page
    assert "observatory.example/en/" in page
    assert "/reply/withdraw" in page


def test_a_confirmation_counts_the_persons_own_digits_and_does_not_tell_them(pages):
    _, [page] = pages
    assert "There are 5 of them." in page
    assert "73519" not in page


def test_a_confirmation_stands_behind_the_window(session, pages):
    respondent, _ = pages
    printed = services.confirmation_pdf([respondent], "es")
    left, top, right, bottom = paper.place_of(printed, "Ana Núñez")
    assert 20 < left < right < 105
    assert 45 < top < bottom < 90


def test_many_confirmations_begin_a_sheet_each(session, pages):
    respondent, _ = pages
    respondent.nonce = new_nonce()
    assert len(paper.texts(services.confirmation_pdf([respondent] * 3, "fr"))) == 5  # 2 blank backs
