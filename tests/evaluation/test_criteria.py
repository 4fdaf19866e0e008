"""The sets of criteria that come with the software, and what a faulty one is told."""

from pathlib import Path

import pytest

from observatory.evaluation import criteria

SETS = criteria.load_sets()


def test_both_sets_load_with_a_version() -> None:
    assert {key: one.version for key, one in SETS.items()} == {"oecd_dac": "1", "process": "1"}


def test_the_oecd_set_has_its_six_criteria() -> None:
    assert [one.key for one in SETS["oecd_dac"].criteria] == [
        "relevance",
        "coherence",
        "effectiveness",
        "efficiency",
        "impact",
        "sustainability",
    ]


@pytest.mark.parametrize("chosen", SETS.values(), ids=list(SETS))
def test_grades_of_a_set_have_five_different_names_in_each_language(
    chosen: criteria.CriteriaSet,
) -> None:
    for language in criteria.LANGUAGES:
        names = {grade.name[language] for grade in chosen.grades} | {chosen.cannot_tell[language]}
        assert len(names) == 6


@pytest.mark.parametrize("chosen", SETS.values(), ids=list(SETS))
def test_criteria_ask_a_question_with_prompts_in_each_language(
    chosen: criteria.CriteriaSet,
) -> None:
    for criterion in chosen.criteria:
        for language in criteria.LANGUAGES:
            assert criterion.question[language].rstrip().endswith("?")
            assert len(criterion.prompts[language]) == len(criterion.prompts["es"]) >= 2


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('fr = "Pertinence"', 'fr = ""', "no text in fr"),
        ("[[grades]]\n", "[[graded]]\n", "4 grades instead of 5"),
    ],
)
def test_a_faulty_set_is_refused_with_its_place(
    tmp_path: Path, before: str, after: str, sentence: str
) -> None:
    text = (criteria.FOLDER / "oecd_dac.toml").read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=f"mine.toml.*{sentence}"):
        criteria.read_set(path)
