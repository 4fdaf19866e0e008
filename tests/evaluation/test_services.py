"""From criteria to a frozen statement, and what each rule refuses."""

from typing import Any

import pytest

from observatory.bodies.models import Body
from observatory.deliberation.models import File
from observatory.deliberation.services import write_argument
from observatory.errors import RuleBroken
from observatory.evaluation import queries, services, statements
from observatory.panel.models import Seat
from sortition import proofs
from tests import factories
from tests.evaluation import acts


def test_criteria_can_be_changed_until_grading_opens(file: File) -> None:
    services.choose_criteria(file, "process")
    services.open_grading(file)
    with pytest.raises(services.CriteriaFixed):
        services.choose_criteria(file, "oecd_dac")
    chosen = queries.find_criteria(file)
    assert chosen is not None
    assert chosen.key == "process"


def test_there_is_no_grading_without_criteria(body: Body, seats: list[Seat]) -> None:
    bare = factories.file(body)
    for act in (lambda: services.open_grading(bare), lambda: services.choose_criteria(bare, "x")):
        with pytest.raises(services.CriteriaMissing):
            act()


def test_grades_can_be_changed_until_closing(file: File, seats: list[Seat]) -> None:
    services.open_grading(file)
    for grade in (2, None, 5):
        services.grade_criteria(file, seats[0], acts.all_grades(file, grade))
    assert set(queries.own_grades(file, seats[0]).values()) == {5}
    services.close_grading(file)
    with pytest.raises(services.GradingNotOpen):
        services.grade_criteria(file, seats[0], acts.all_grades(file, 1))
    assert queries.grade_counts(file)["impact"] == [0, 0, 0, 0, 1, 0]


@pytest.mark.parametrize("change", [{"impact": 6}, {"impact": 0}, {"beauty": 3}])
def test_grades_are_one_to_five_for_the_criteria_of_the_file(
    file: File, seats: list[Seat], change: dict[str, int]
) -> None:
    services.open_grading(file)
    with pytest.raises(services.GradesIncomplete):
        services.grade_criteria(file, seats[0], acts.all_grades(file, 3) | change)


def test_a_criterion_left_out_is_no_answer(file: File, seats: list[Seat]) -> None:
    services.open_grading(file)
    with pytest.raises(services.GradesIncomplete):
        services.grade_criteria(file, seats[0], {"impact": 3})


def test_a_seat_of_another_body_does_not_grade(file: File) -> None:
    services.open_grading(file)
    stranger = factories.seat(factories.body())
    with pytest.raises(services.GradingNotOpen):
        services.grade_criteria(file, stranger, acts.all_grades(file, 3))


def test_nobody_sees_counts_before_the_grading_is_closed(file: File, seats: list[Seat]) -> None:
    services.open_grading(file)
    for seat in seats[:11]:
        services.grade_criteria(file, seat, acts.all_grades(file, 4))
    assert queries.grade_counts(file) == {}
    assert queries.count_graders(file) == 10
    services.close_grading(file)
    assert queries.grade_counts(file)["relevance"] == [0, 0, 0, 11, 0, 0]
    assert queries.count_graders(file) == 11


def test_a_grading_without_grades_is_not_closed(file: File) -> None:
    services.open_grading(file)
    with pytest.raises(services.NoGrades):
        services.close_grading(file)


def test_findings_need_a_source_of_the_same_file(file: File, seats: list[Seat]) -> None:
    acts.grade(file, seats[:1], [3])
    other = factories.file(factories.body())
    for evidence in (None, other.evidence[0]):
        with pytest.raises(services.SourceMissing):
            services.add_finding(file, "Buses run late.", evidence)


def test_recommendations_need_an_owner(file: File, seats: list[Seat]) -> None:
    acts.grade(file, seats[:1], [3])
    with pytest.raises(services.OwnerMissing):
        services.add_recommendation(file, "Run more buses.", " ")


def test_findings_and_recommendations_are_numbered_in_their_order(
    file: File, seats: list[Seat]
) -> None:
    acts.grade(file, seats[:1], [3])
    for _ in range(2):
        acts.draft(file)
    assert [one.number for one in queries.list_findings(file)] == [1, 2]
    assert [one.number for one in queries.list_recommendations(file)] == [1, 2]


@pytest.mark.parametrize("state", ["open", "grading", "voting", "drafted"])
def test_nothing_is_added_outside_drafting(file: File, state: str) -> None:
    file.state = state
    with pytest.raises(services.DraftingNotOpen):
        services.add_finding(file, "Buses run late.", file.evidence[0])
    with pytest.raises(services.DraftingNotOpen):
        services.add_recommendation(file, "Run more buses.", "Department")


def test_a_vote_needs_a_finding_or_a_recommendation(file: File, seats: list[Seat]) -> None:
    acts.grade(file, seats[:1], [3])
    with pytest.raises(services.NothingDrafted):
        services.open_vote(file, seats)


def test_the_vote_asks_one_question_for_each_and_closing_counts_it(
    file: File, seats: list[Seat]
) -> None:
    acts.evaluate(file, seats, against=3)
    finding, recommendation = queries.list_findings(file)[0], queries.list_recommendations(file)[0]
    for item, kind in ((finding, "agree"), (recommendation, "support")):
        tally = queries.find_tally(item)
        assert tally is not None
        assert (tally.kind, tally.votes_for, tally.votes_against) == (kind, 9, 3)
        assert tally.is_adopted
        assert not tally.is_strong
    assert file.state == "drafted"


def test_the_process_box_holds_150_words_and_not_one_more(file: File, seats: list[Seat]) -> None:
    acts.grade(file, seats[:1], [3])
    services.draft_statement(file, "word " * 150, "")
    with pytest.raises(services.ProcessTooLong) as refused:
        services.draft_statement(file, "word " * 151, "")
    assert refused.value.params == {"words": 151, "most": 150}


@pytest.mark.parametrize("state", ["open", "grading", "published", "answered"])
def test_a_statement_is_written_after_grading_and_before_publication(
    file: File, state: str
) -> None:
    file.state = state
    with pytest.raises(services.StatementFixed):
        services.draft_statement(file, "We met.", "")


def test_a_statement_is_frozen_only_when_counted_and_written(file: File, seats: list[Seat]) -> None:
    acts.grade(file, seats[:1], [3])
    acts.draft(file)
    services.draft_statement(file, "We met.", "")
    with pytest.raises(services.StatementMissing):
        services.freeze_statement(file)


def test_a_frozen_statement_is_canonical_and_carries_its_digest(
    file: File, seats: list[Seat]
) -> None:
    write_argument(file, seats[0], "for", "It helps my mother.", file.evidence[1])
    acts.evaluate(file, seats)
    content = services.freeze_statement(file)
    assert proofs.read_canonical(proofs.canonical(content)) == content
    assert content["digest"] == statements.digest(content)
    assert content["reasons_for"] == [{"text": "It helps my mother.", "evidence": 2}]
    assert content["reasons_against"] == []
    assert services.freeze_statement(file) == content


def test_grades_in_a_statement_have_counts_median_and_consensus(
    file: File, seats: list[Seat]
) -> None:
    acts.grade(file, seats, [None, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5])
    criteria: Any = statements.compose(file)["criteria"]
    assert criteria["graders"] == 12
    assert criteria["criteria"][0]["counts"] == [1, 2, 2, 3, 3]
    assert criteria["criteria"][0]["cannot_tell"] == 1
    assert criteria["criteria"][0]["median"] == 4
    assert criteria["criteria"][0]["consensus"] == 475


def test_a_statement_tells_tallies_ballot_and_evidence(file: File, seats: list[Seat]) -> None:
    acts.evaluate(file, seats, against=3)
    content: Any = statements.compose(file)
    tally = content["recommendations"][0]["tally"]
    assert tally["counts"] == {"support": 9, "accept": 0, "against": 3, "abstain": 0}
    assert (tally["threshold"], tally["needed"], tally["quorum"]) == ("2/3", 8, 8)
    assert content["findings"][0]["evidence"] == 1
    assert (content["ballot"]["roll"], content["ballot"]["votes"]) == (12, 12)
    assert [one["number"] for one in content["evidence"]] == [1, 2]


def test_with_fewer_than_ten_voters_a_statement_tells_only_the_outcome(
    file: File, seats: list[Seat]
) -> None:
    acts.evaluate(file, seats[:9])
    content: Any = statements.compose(file)
    tally = content["findings"][0]["tally"]
    assert tally["is_withheld"]
    assert tally["is_adopted"]
    assert (tally["counts"], tally["votes_for"], tally["needed"]) == ({}, None, None)


def test_a_statement_holds_no_person(file: File, seats: list[Seat]) -> None:
    write_argument(file, seats[0], "against", "It is loud.", None)
    acts.evaluate(file, seats)
    keys: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            keys.update(value)
            value = list(value.values())
        for item in value if isinstance(value, list) else []:
            walk(item)

    walk(statements.compose(file))
    assert not keys & {"seat", "seat_id", "account", "added_by", "written_at", "id"}


@pytest.mark.parametrize("act", [services.open_grading, services.close_grading])
def test_a_file_does_not_jump_over_a_state(file: File, act: Any) -> None:
    file.state = "drafted"
    with pytest.raises(RuleBroken):
        act(file)
