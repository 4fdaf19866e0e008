"""Notices on paper: in three languages, behind the window, once in a printing."""

import csv
import io

import pytest

from observatory.lottery import queries, services
from observatory.lottery.services.notices import letters, returned
from observatory.recruitment.models import Address
from observatory.recruitment.queries import list_pool
from observatory.recruitment.services import withdraw_reply
from tests.lottery.telling import counts, drawn, frozen, told
from tests.lottery.test_notices import BY
from tests.recruitment import paper

notices = services.notices


@pytest.fixture
def made(session):
    """The result, told to 24 people by letter only, in three languages."""
    return told(drawn(letters=24), "result", answer_by=BY)


def rows(printed):
    return list(csv.DictReader(io.StringIO(printed.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("language", "drawn_by_lot", "thanks"),
    [
        ("en", "You were drawn by lot", "You were not drawn this time"),
        ("es", "Usted ha salido en el sorteo", "Esta vez usted no ha salido en el sorteo"),
        ("fr", "Vous avez été tiré au sort", "Cette fois, le sort est tombé sur d’autres"),
    ],
)
def test_a_letter_speaks_the_readers_language(made, language, drawn_by_lot, thanks):
    notices.print_notices(made)
    pages = paper.texts(notices.notices_pdf(made, 1, language, 1))
    told_so = [page for page in pages if drawn_by_lot in page or thanks in page]
    assert len(told_so) == 8
    assert told_so == pages[::2]  # a sheet each: some go on on its back


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_each_kind_fits_one_sheet(made, language):
    for kind in ("pool", "pool_again", "left_out", "drawn", "not_drawn", "replacement"):
        pages = paper.texts(notices.sample_pdf(made, kind, language))
        assert len(pages) <= 2, kind
        assert all(pages), kind


def test_only_name_and_address_stand_in_the_window(made, session):
    one = list_pool(made.draw.recruitment)[0]
    session.add(Address(invitation_id=one.invitation_id, lines=["Luna 12", "28004 Metropolis"]))
    notice = queries.get_notice(made, one.invitation.number)
    printed = notices.notice_pdf(notice)
    for text in ("Person <0>", "Luna 12", "28004 Metropolis"):
        left, top, right, bottom = paper.place_of(printed, text)
        assert 20 < left < right < 105
        assert 45 < top < bottom < 90
    assert paper.place_of(printed, f"Letter {one.invitation.number:05d}")[1] > 90
    assert paper.place_of(printed, "Observatory of the City")[3] < 45
    assert "House" not in paper.texts(printed)[0]


def test_a_printing_takes_each_letter_once(made):
    assert notices.print_notices(made) == 1
    with pytest.raises(letters.NothingToPrint):
        notices.print_notices(made)
    assert counts(made) == (0, 0, 24, 0)
    assert queries.list_runs(made) == {1: {"en": 8, "es": 8, "fr": 8}}


def test_an_email_that_came_back_is_in_the_next_printing_only(session):
    made = told(frozen(), "pool")
    notices.print_notices(made)
    assert returned.mark_returned(made, "PERSON3@example.org\n\n <person4@example.org>\n") == 2
    assert counts(made) == (16, 0, 6, 2)
    assert notices.print_notices(made) == 2
    names = [row["address_1"] for row in rows(notices.notices_csv(made, 2))]
    assert sorted(names) == ["Person <3>", "Person <4>"]


def test_a_slip_in_an_address_that_came_back_changes_nothing_and_is_not_repeated(session):
    made = told(frozen(), "pool")
    with pytest.raises(returned.UnknownAddresses) as refused:
        returned.mark_returned(made, "person3@example.org\nperson99@example.org")
    assert refused.value.params == {"count": 1, "lines": "2"}
    assert "person" not in refused.value.sentence()
    assert counts(made)[0] == 18


def test_the_list_for_a_printing_house_has_address_and_text_and_no_formula(made, session):
    one = list_pool(made.draw.recruitment)[0]
    one.contact.name = "=HYPERLINK(1)"
    notices.print_notices(made)
    found = rows(notices.notices_csv(made, 1))
    assert len(found) == 24
    [row] = [row for row in found if row["letter"] == str(one.invitation.number)]
    assert row["address_1"] == "'=HYPERLINK(1)"
    assert "in 1,000" in row["text"]


def test_the_same_printing_gives_the_same_bytes(made):
    notices.print_notices(made)
    assert notices.notices_pdf(made, 1, "en", 1) == notices.notices_pdf(made, 1, "en", 1)


def test_who_withdrew_after_the_printing_is_in_no_file(made, session):
    notices.print_notices(made)
    one = list_pool(made.draw.recruitment)[0]
    letters_before = len(rows(notices.notices_csv(made, 1)))
    withdraw_reply(one)
    assert len(rows(notices.notices_csv(made, 1))) == letters_before - 1
    assert notices.notice_pdf(queries.get_notice(made, one.invitation.number)) is None


def test_large_printings_come_in_files_of_five_hundred():
    assert letters.parts_of({"es": 1200, "fr": 1}) == [
        ("es", 1, 500),
        ("es", 2, 500),
        ("es", 3, 200),
        ("fr", 1, 1),
    ]
