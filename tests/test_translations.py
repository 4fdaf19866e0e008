"""Every text of code and templates is in every language, with the same placeholders."""

import re
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message

from script import catalogues

PLACEHOLDER = re.compile(r"%\((\w+)\)")


@pytest.fixture(scope="module")
def source() -> Catalog:
    return catalogues.extract()


def texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def placeholders(value: Any) -> set[str]:
    return {name for text in texts(value) for name in PLACEHOLDER.findall(text)}


def fault(message: Message, translated: Message | None) -> str | None:
    """Say what is wrong with a translation, or nothing."""
    if translated is None:
        return "is missing"
    if translated.fuzzy:
        return "is marked fuzzy"
    if not texts(translated.string) or not all(texts(translated.string)):
        return "is empty"
    if placeholders(translated.string) != placeholders(message.id):
        return "has other placeholders"
    return None


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_text_is_translated(language: str, source: Catalog):
    catalogue = catalogues.read(language)
    found = [
        f"{message.id!r} {wrong}"
        for message in source
        if message.id
        if (wrong := fault(message, catalogue.get(message.id, message.context)))
    ]
    assert found == []


@pytest.mark.parametrize("language", ["es", "fr"])
def test_no_sentence_is_left_in_english(language: str):
    catalogue = catalogues.read(language)
    found = [m.id for m in catalogue if m.string == m.id and len(texts(m.id)[0].split()) > 3]
    assert found == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_catalogue_holds_no_text_that_nobody_shows(language: str, source: Catalog):
    catalogue = catalogues.read(language)
    found = [m.id for m in catalogue if m.id and source.get(m.id, m.context) is None]
    assert found == []
    assert not catalogue.obsolete


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_language_has_two_plural_forms(language: str):
    assert catalogues.read(language).num_plurals == 2
    assert "nplurals=2" in catalogues.path_of(language).read_text()


def test_texts_are_found_in_code_and_templates(source: Catalog):
    assert source.get("This page does not exist.") is not None
    assert len(source) > 50
