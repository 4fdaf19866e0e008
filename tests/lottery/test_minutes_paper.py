"""Minutes as page, text and PDF: every field, in every language, whatever somebody typed."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from observatory.formats import show_hash
from observatory.lottery.services.minutes.document import plain
from observatory.lottery.services.minutes.paper import to_pdf
from observatory.lottery.services.minutes.text import to_text
from observatory.lottery.services.minutes.wording import compose
from observatory.recruitment.rules import veil
from tests.lottery import minuting

# "Minutes of a draw" in design/observatory.md, and where the facts have each; in no language.
FIELDS = {
    "place": ["Salón de Plenos"],
    "times": ["11:00", "11:48"],
    "presides": ["María Núñez Ortiz"],
    "certifies": ["José Luis Prieto"],
    "attends": ["Ana Secretary", "Luis Notary", "Prensa"],
    "legal basis": ["Reglamento Orgánico, art. 12"],
    "frame hash": [minuting.mark("register")],
    "frame counts": ["3#300#000", "1#290#000", "2#797#677"],
    "exclusions": ["500#000", "2#311", "502#323"],
    "letters and replies by stratum": ["Retiro40#62290229"],
    "quotas": ["sexomujer2425", minuting.mark("quotas")],
    "date of the quotas": ["15", "2026", "13:00"],
    "software version": ["0.1.0"],
    "software hash": [minuting.mark("lock")],
    "random value": ["137 1415 9265 3589 7932 3846 2"],
    "what was fixed before": [minuting.mark("commit"), minuting.mark("panels")],
    "result": [minuting.mark("result"), show_hash(minuting.panel().drawn[48])],
    "order": [show_hash(minuting.panel().order[146])],
    "incidents": ["Un dado cayó al suelo."],
    "the command that repeats it": [
        f"verify_draw.py bundle.zip --evidence {minuting.mark('panels')}"
    ],
    "former attempts": ["Faltaban respuestas por correo", "Faltaban jóvenes"],
    "draw 1": [minuting.mark("commit1"), "3141 5926 5358 9793 2384", "Junta Municipal"],
    "who typed": ["Eva Uno", "Iker Dos"],
    "corrections": ["Salón de actos", "Faltaba una testigo."],
}
WORDS = {
    "random source": {"es": "Dados de diez caras", "en": "Ten-sided dice", "fr": "Dés à dix faces"},
    "signatures": {"es": "Firmas", "en": "Signatures", "fr": "Signatures"},
    "by chance": {"es": "oculto", "en": "hidden", "fr": "masqué"},
}
SEPARATOR = {"es": ".", "en": ",", "fr": "\u202f"}


def made(language, form, facts=None):
    document = compose(facts or minuting.facts(), language)
    if form == "txt":
        return minuting.squeezed(to_text(document).decode())
    return minuting.words_of(to_pdf(document))


@pytest.mark.parametrize("form", ["pdf", "txt"])
@pytest.mark.parametrize("language", minuting.LANGUAGES)
def test_every_required_field_stands_in_all_six_files(session, language, form):
    text = made(language, form)
    wanted = {field: [*values] for field, values in FIELDS.items()}
    wanted |= {field: [words[language]] for field, words in WORDS.items()}
    for field, values in wanted.items():
        for value in values:
            shown = minuting.squeezed(value.replace("#", SEPARATOR[language]))
            assert shown in text or minuting.squeezed(show_hash(shown)) in text, field


@pytest.mark.parametrize("language", minuting.LANGUAGES)
def test_the_pdf_says_what_the_facts_say_to_the_last_word(session, language):
    document = compose(minuting.facts(), language)
    text = minuting.words_of(to_pdf(document))
    for said in minuting.everything(document):
        assert minuting.squeezed(said) in text


@pytest.mark.parametrize("strata", [1, 21])
def test_one_stratum_or_twenty_one(session, strata):
    facts = minuting.facts(strata=strata)
    for form in ("pdf", "txt"):
        text = made("en", form, facts)
        assert ("Barajas" in text) == (strata == 21)
        assert "30,000" in text


def test_minutes_of_draw_one_alone_say_what_was_then_known(session):
    text = made("en", "txt", minuting.facts("letters"))
    assert "Minutesofthedrawoftheletters".upper() in text
    assert minuting.mark("seed") in text  # the command that repeats it
    assert "Lettersbystratum" in text
    assert minuting.mark("panels") not in text


def test_the_same_facts_give_the_same_bytes(session):
    document = compose(minuting.facts(), "es")
    assert to_pdf(document) == to_pdf(compose(minuting.facts(), "es"))
    assert to_text(document) == to_text(compose(minuting.facts(), "es"))


def test_what_is_missing_is_said_to_be_missing(session):
    facts = replace(minuting.facts(), act=minuting.Act(), corrections=(), lock="")
    text = to_text(compose(facts, "en")).decode()
    for label in ("Place", "Presided over by", "Certified by", "Witnesses", "Legal basis"):
        assert f"{label}: not given" in text
    assert "Fingerprint (SHA-256) of the file that fixes all its parts: not given" in text
    assert "No incident was reported." in text
    assert "Name: not given" in text  # still a line to sign on


HOSTILE = (
    "<script>alert(1)</script>",
    '#eval("1+1") $x^2$ `raw` *b* _i_ \\n @ref <label> //c',
    "%(name)s {page} {0} &amp; ]} #{",
    "M" * 190,
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_somebody_typed_is_shown_as_typed(session, typed):
    act = replace(minuting.ACT, witnesses=(typed,), presided_by=typed, incidents=typed)
    for form in ("pdf", "txt"):
        text = made("es", form, minuting.facts(act=act))
        assert text.count(minuting.squeezed(typed)) >= 3


def test_characters_that_act_are_shown_by_their_number(session):
    assert plain("Zoë \u202eevil\x1b[2J") == "Zoë [U+202E]evil[U+001B][2J"
    assert plain("two\r\nlines\there") == "two\nlines here"
    act = replace(minuting.ACT, witnesses=("Zoë \u202eevil",))
    for form in ("pdf", "txt"):
        assert "Zoë[U+202E]evil" in made("en", form, minuting.facts(act=act))


def test_nobody_of_the_paper_falls_off_its_edge(session):
    act = replace(minuting.ACT, place="Q" * 190)
    document = PdfReader(io.BytesIO(to_pdf(compose(minuting.facts(act=act), "en"))))
    right = float(document.pages[0].mediabox.right)
    places = []
    for page in document.pages:
        page.extract_text(visitor_text=lambda text, _, at, *__: places.append((text, at[4])))
    assert all(0 <= left < right - 20 for text, left in places if text.strip())


def test_a_screen_reader_reads_the_minutes_page_by_page(session):
    document = PdfReader(io.BytesIO(to_pdf(compose(minuting.facts(), "fr"))))
    root = document.trailer["/Root"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    last = len(document.pages)
    foot = minuting.squeezed(show_hash(minuting.mark("commit")))
    for number, page in enumerate(document.pages, start=1):
        text = minuting.squeezed(page.extract_text())
        assert f"Page{number}sur{last}" in text
        assert foot in text


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 7, "b": 9}, {"a": 7, "b": 9}),
        ({"a": 4, "b": 9, "c": 20}, {"a": None, "b": None, "c": 20}),
        ({"a": 0, "b": 0, "c": 8, "d": 9}, {"a": None, "b": None, "c": None, "d": 9}),
        ({"a": 4, "b": 3, "c": 8}, {"a": None, "b": None, "c": 8}),
        ({"a": 2}, {"a": None}),
        ({}, {}),
    ],
)
def test_small_counts_are_hidden_and_cannot_be_calculated(counts, shown):
    assert veil(counts) == shown
