"""Letters on paper: what they say, where it stands, and what a camera reads."""

import csv
import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from observatory import codes, jobs, pdf, storage
from observatory.database import now
from observatory.record import RecordEntry
from observatory.recruitment import queries, services
from observatory.recruitment.models import Address, LetterBatch
from tests.recruitment import cases, paper


def printed(made, number=1, languages=("en",)):
    return services.print_letter(queries.get_letter(made, number), languages)


def code_of(made, number=1):
    return services.code_of(queries.get_letter(made, number))


def addressed(made, *lines):
    letter = queries.get_letter(made, 1)
    return paper.factories.save(Address(invitation_id=letter.id, lines=list(lines)))


def test_a_letter_to_a_person_says_so_and_how_equal_the_chances_are(session):
    made = cases.recruitment()
    cases.with_register(made)
    draw = services.prepare_invitations(made, 4, "district", unit="person")
    session.commit()
    services.draw_invitations(draw, cases.DICE)
    session.commit()
    front, back = paper.texts(printed(paper.ready(made)))
    assert "You were drawn by lot" in front
    assert queries.get_letter(made, 1).person in front
    assert "your household" not in (front + back).lower()
    assert "Only the person to whom this letter is written." in back
    assert "nearly the same chance" in back


def test_a_letter_says_code_deadline_phone_and_proof(session):
    made = paper.with_letters()
    letter = queries.get_letter(made, 1)
    front, back = paper.texts(printed(made))
    assert codes.show(code_of(made)) in front
    assert "until 12 December 2026, 20:00" in front
    assert "Call 010 (Monday to Friday, 9:00 to 14:00) and say the code." in front
    assert "Only one reply counts for each household" in back
    assert "every household had the same chance of a letter" in back
    assert "You get 60 euros each time." in back
    assert "1 of 2 in North" in back
    assert f"{letter.leaf[:4]} {letter.leaf[4:8]}" in back
    commitment = queries.find_invitation_draw(made).commitment_digest
    assert f"{commitment[:4]} {commitment[4:8]}" in back


def test_a_camera_reads_the_code_and_no_server_hears_it(session):
    made = paper.with_letters()
    [seen] = paper.seen_codes(printed(made))
    address, code = seen.split("#")
    assert code == code_of(made)
    assert address.startswith("https://observatory.example/en/")
    assert address.endswith("/reply")


def test_a_letter_can_be_read_by_a_screen_reader(session):
    document = PdfReader(io.BytesIO(printed(paper.with_letters(), languages=("es",))))
    root = document.trailer["/Root"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "es"
    assert document.metadata.title


@pytest.mark.parametrize(("language", "word"), [("es", "hogar"), ("fr", "foyer")])
def test_a_letter_speaks_the_language_of_its_batch(session, language, word):
    front, back = paper.texts(printed(paper.with_letters(), languages=(language,)))
    assert word in front
    assert word in back


def test_a_letter_in_two_languages_has_a_sheet_for_each(session):
    made = paper.with_letters()
    pages = printed(made, languages=("es", "en"))
    assert len(paper.texts(pages)) == 4
    assert "/es/" in paper.seen_codes(pages, 0)[0]
    assert "/en/" in paper.seen_codes(pages, 2)[0]


@pytest.mark.parametrize(("window", "left"), [("left", 20), ("right", 105)])
def test_the_address_stands_behind_the_window(session, window, left):
    made = paper.with_letters(window=window)
    addressed(made, "Núñez family", "Calle de la Luna 12, 3.º B", "28004 Metropolis")
    page = printed(made)
    first = paper.place_of(page, "Núñez family")
    last = paper.place_of(page, "28004 Metropolis")
    assert left + 4 < first[0] < left + 7  # the window's edge, and 5 mm of play
    assert first[1] > 45
    assert last[3] < 90
    assert last[2] < left + 85


def test_without_an_address_the_household_key_stands_there(session):
    made = paper.with_letters()
    letter = queries.get_letter(made, 1)
    left, top, right, bottom = paper.place_of(printed(made), letter.household)
    assert 20 < left < right < 105
    assert 45 < top < bottom < 90


def test_long_names_shrink_and_stay_behind_the_window(session):
    made = paper.with_letters()
    long = "María de las Mercedes Fernández-Villaverde y Gutiérrez de la Concha-Etxeberria"
    addressed(made, long, long, "Avenida de la Constitución 12345, escalera izquierda", "28004")
    page = printed(made)
    assert paper.texts(page)[0].count("Etxeberria") == 2
    assert paper.place_of(page, "28004")[3] < 90
    assert len(paper.texts(page)) == 2


def test_names_in_other_letters_are_printed(session):
    made = paper.with_letters()
    names = ("Юлия Ковальчук", "Ελένη Παπαδοπούλου", "Łukasz Żółć", "Nguyễn Thị Hương")
    addressed(made, *names)
    assert [name for name in names if name not in paper.texts(printed(made))[0]] == []


def test_a_letter_that_no_font_has_is_refused_in_words(session):
    made = paper.with_letters()
    addressed(made, "東京太郎")
    with pytest.raises(pdf.NotPrintable) as refused:
        printed(made)
    assert refused.value.params["text"] in "東京太郎"


@pytest.mark.parametrize(
    "hostile",
    ["#pagebreak() $x$", '#read("/etc/passwd")', "*b* _i_ `c` <l> @l", '\\u{41} "]; // x', "= H"],
)
def test_what_somebody_typed_stays_text(session, hostile):
    made = paper.with_letters()
    addressed(made, hostile)
    pages = paper.texts(printed(made))
    assert hostile in pages[0]
    assert len(pages) == 2


def test_a_thousand_letters_are_printed_in_two_files(session):
    made = paper.many(1000)
    batch = services.request_batch(made, "letters", ["en"])
    session.commit()
    session.expire_all()
    files = session.get_one(LetterBatch, batch.id).files
    assert [file["letters"] for file in files] == [500, 500]
    content = storage.locate(f"{services.folder_of(batch)}/{files[1]['name']}").read_bytes()
    assert len(content) == files[1]["bytes"]
    for place in (0, 250, 499):
        [seen] = paper.seen_codes(content, 2 * place)
        assert seen.endswith("#" + code_of(made, 501 + place))


def test_printing_is_entered_in_the_record_and_done_once(session):
    made = paper.with_letters()
    batch = services.request_batch(made, "letters", ["en"])
    session.commit()
    services.print_batch(session.get_one(LetterBatch, batch.id))
    kinds = [entry.kind for entry in session.scalars(select(RecordEntry))]
    assert kinds.count("letters_printed") == 1


def test_the_same_batch_gives_the_same_bytes(session):
    made = paper.with_letters()
    batch = services.request_batch(made, "letters", ["en"])
    session.commit()
    path = storage.locate(f"{services.folder_of(batch)}/letters-00001-00004.pdf")
    first = path.read_bytes()
    batch.files = None
    services.print_batch(batch)
    assert path.read_bytes() == first


def test_the_printers_list_has_every_letter_and_no_formula(session):
    made = paper.with_letters()
    addressed(made, "=cmd|' /C calc'!A0", "Street 1")
    batch = services.request_batch(made, "list", ["en"])
    session.commit()
    text = storage.locate(f"{services.folder_of(batch)}/letters.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["code"] for row in rows] == [codes.show(code_of(made, n)) for n in (1, 2, 3, 4)]
    assert rows[0]["address_1"].startswith("'=")
    assert rows[0]["qr"].endswith("#" + code_of(made))
    assert rows[0]["deadline"] == "12 December 2026, 20:00"


def test_files_are_removed_in_the_night_once_they_are_old(session):
    made = paper.with_letters()
    batch = services.request_batch(made, "letters", ["en"])
    session.commit()
    assert services.drop_old_batches() == 0
    batch.requested_at = now() - services.KEPT - services.KEPT
    session.commit()
    jobs.tidy()
    assert session.get_one(LetterBatch, batch.id).dropped_at
    assert not storage.locate(services.folder_of(batch)).exists()


def test_no_letter_is_printed_without_deadline_settings_or_draw(session):
    made = paper.with_letters()
    made.replies_close_at = None
    with pytest.raises(services.NoDeadline):
        services.request_batch(made, "letters", ["en"])
    bare = paper.cases.recruitment()
    with pytest.raises(services.LettersNotDrawn):
        services.print_sample(bare, "en")


def test_a_sample_carries_a_code_that_opens_nothing(session):
    made = paper.with_letters()
    sample = services.print_sample(made, "en")
    assert "0000-0000-0000" in paper.texts(sample)[0]
    assert services.picture_sample(made, "en").startswith(b"\x89PNG")
