"""The sets of criteria: plain files of the folder `criteria`, which a city adds to without code.

Texts are {language: text}; a set without one of the languages does not load.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "criteria"
LANGUAGES = ("es", "en", "fr")
GRADES = 5

Text = Mapping[str, str]


@dataclass(frozen=True)
class Grade:
    """A worded grade, and what it means."""

    name: Text
    meaning: Text


@dataclass(frozen=True)
class Criterion:
    """What is graded: a plain question, and what to think of before answering."""

    key: str
    name: Text
    question: Text
    prompts: Mapping[str, list[str]]


@dataclass(frozen=True)
class CriteriaSet:
    """Criteria that belong together, with their version and their grades, worst first."""

    key: str
    version: str
    source: str
    title: Text
    about: Text
    grades: tuple[Grade, ...]
    cannot_tell: Text
    criteria: tuple[Criterion, ...]


def _texts(value: Mapping[str, Any], place: str) -> Any:
    """Return texts that are there in every language and are not empty."""
    missing = [language for language in LANGUAGES if not value.get(language)]
    if missing:
        raise ValueError(f"{place}: no text in {', '.join(missing)}")
    return {language: value[language] for language in LANGUAGES}


def read_set(path: Path) -> CriteriaSet:
    """Return the set of criteria in a file; ValueError says what is missing and where."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    place = path.name
    if len(data["grades"]) != GRADES:
        raise ValueError(f"{place}: {len(data['grades'])} grades instead of {GRADES}")
    return CriteriaSet(
        key=path.stem,
        version=data["version"],
        source=data["source"],
        title=_texts(data["title"], f"{place}, title"),
        about=_texts(data["about"], f"{place}, about"),
        grades=tuple(
            Grade(_texts(one["name"], f"{place}, grades"), _texts(one["meaning"], place))
            for one in data["grades"]
        ),
        cannot_tell=_texts(data["cannot_tell"], f"{place}, cannot_tell"),
        criteria=tuple(_criterion(one, f"{place}, {one['key']}") for one in data["criteria"]),
    )


def _criterion(data: Mapping[str, Any], place: str) -> Criterion:
    return Criterion(
        key=data["key"],
        name=_texts(data["name"], place),
        question=_texts(data["question"], place),
        prompts=_texts(data["prompts"], place),
    )


@cache
def load_sets() -> Mapping[str, CriteriaSet]:
    """Return all sets by the names of their files."""
    return {path.stem: read_set(path) for path in sorted(FOLDER.glob("*.toml"))}


def get_set(key: str) -> CriteriaSet:
    """Return a set by its name; KeyError where there is none."""
    return load_sets()[key]
