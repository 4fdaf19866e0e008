"""Choosing criteria, grading, findings and recommendations, the vote, the statement."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select

from observatory import record
from observatory.ballots import services as ballots
from observatory.ballots.models import Ballot
from observatory.ballots.rules import QuestionDraft
from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.deliberation.models import Evidence, File
from observatory.deliberation.services import move_file, next_number
from observatory.errors import N_, RuleBroken
from observatory.evaluation import criteria, queries, rules, statements
from observatory.evaluation.criteria import CriteriaSet
from observatory.evaluation.models import Evaluation, Finding, Grade, Recommendation, Statement
from observatory.panel.models import Seat


class CriteriaFixed(RuleBroken):
    """What is graded does not change once grading is open."""

    code = "criteria_fixed"
    message = N_("The grading has begun, so the criteria can no longer be changed.")


class CriteriaMissing(RuleBroken):
    """There is nothing to grade before criteria are chosen."""

    code = "criteria_missing"
    message = N_("Choose the criteria first.")


class GradingNotOpen(RuleBroken):
    """Grades are given between opening and closing."""

    code = "grading_not_open"
    message = N_("The grading is not open. Nothing was changed.")


class GradesIncomplete(RuleBroken):
    """Every criterion needs a grade; "I cannot tell" is an answer."""

    code = "grades_incomplete"
    message = N_("Grade every criterion. If you do not know, choose “I cannot tell”.")


class NoGrades(RuleBroken):
    """A grading without grades says nothing."""

    code = "no_grades"
    message = N_("Nobody has graded yet. Close the grading when members have graded.")


class DraftingNotOpen(RuleBroken):
    """Findings and recommendations are written between grading and vote."""

    code = "drafting_not_open"
    message = N_("Findings and recommendations can be added only after grading, before the vote.")


class SourceMissing(RuleBroken):
    """A finding rests on evidence of its file."""

    code = "finding_source_missing"
    message = N_("A finding needs a source: choose a piece of evidence of this file.")


class OwnerMissing(RuleBroken):
    """A recommendation says who is to act."""

    code = "owner_missing"
    message = N_("A recommendation needs an owner: who should do it?")


class NothingDrafted(RuleBroken):
    """A vote needs something to vote on."""

    code = "nothing_drafted"
    message = N_("Add at least one finding or recommendation before you open the vote.")


class ProcessTooLong(RuleBroken):
    """The process box fits on a page beside the findings."""

    code = "process_too_long"
    message = N_("The text on the process has %(words)s words. At most %(most)s are allowed.")


class StatementFixed(RuleBroken):
    """A statement is written between grading and publication."""

    code = "statement_fixed"
    message = N_("The statement can be written only after grading and before it is published.")


class StatementMissing(RuleBroken):
    """Nothing is frozen before it was counted and drafted."""

    code = "statement_missing"
    message = N_("The statement is not complete: close the vote and write the statement first.")


def choose_criteria(file: File, name: str) -> Evaluation:
    """Choose the set of criteria a file is graded by, in its present version."""
    if file.state != "open":
        raise CriteriaFixed
    if name not in criteria.load_sets():
        raise CriteriaMissing
    evaluation = queries.find_evaluation(file) or Evaluation(file_id=file.id)
    evaluation.criteria_set = name
    evaluation.criteria_version = criteria.get_set(name).version
    session.add(evaluation)
    session.flush()
    return evaluation


def open_grading(file: File) -> None:
    """Let members grade."""
    if queries.find_evaluation(file) is None:
        raise CriteriaMissing
    move_file(file, "grading")


def need_open_grading(file: File) -> CriteriaSet:
    """Return the criteria members grade by now, or raise GradingNotOpen."""
    chosen = queries.find_criteria(file)
    if chosen is None or file.state != "grading":
        raise GradingNotOpen
    return chosen


def grade_criteria(file: File, seat: Seat | None, grades: Mapping[str, int | None]) -> None:
    """Write a seat's grades, in place of those it gave before.

    grades: {criterion: 1 to 5, or None for "I cannot tell"}, for every criterion.
    """
    chosen = need_open_grading(file)
    if seat is None or seat.body_id != file.body_id:
        raise GradingNotOpen
    asked = {criterion.key for criterion in chosen.criteria}
    known = (None, *range(1, rules.GRADES + 1))
    if set(grades) != asked or any(grade not in known for grade in grades.values()):
        raise GradesIncomplete
    # A form sent twice at once waits here, instead of writing the grades twice.
    session.execute(select(Seat.id).where(Seat.id == seat.id).with_for_update())
    session.execute(delete(Grade).where(Grade.file_id == file.id, Grade.seat_id == seat.id))
    for key, grade in grades.items():
        session.add(Grade(file_id=file.id, seat_id=seat.id, criterion=key, grade=grade))
    session.flush()


def close_grading(file: File) -> None:
    """End the grading: from now on the counts can be seen, and the panel drafts."""
    if file.state == "grading" and not has_grades(file):
        raise NoGrades
    move_file(file, "drafting")
    graded = select(func.count(Grade.id)).where(Grade.file_id == file.id)
    content = {"file": file.number, "grades": session.scalar(graded) or 0}
    record.append("grading_closed", content, file.body_id)


def has_grades(file: File) -> bool:
    """Tell whether anybody has graded."""
    return session.scalar(select(Grade.id).where(Grade.file_id == file.id).limit(1)) is not None


def add_finding(file: File, text: str, evidence: Evidence | None) -> Finding:
    """Add a finding with the evidence it rests on."""
    if file.state != "drafting":
        raise DraftingNotOpen
    if evidence is None or evidence.file_id != file.id:
        raise SourceMissing
    finding = Finding(
        file_id=file.id,
        number=next_number(Finding.number, Finding.file_id == file.id),
        text=text.strip(),
        evidence_id=evidence.id,
    )
    session.add(finding)
    session.flush()
    return finding


def add_recommendation(file: File, text: str, owner: str) -> Recommendation:
    """Add a recommendation with the one who is asked to do it."""
    if file.state != "drafting":
        raise DraftingNotOpen
    if not owner.strip():
        raise OwnerMissing
    recommendation = Recommendation(
        file_id=file.id,
        number=next_number(Recommendation.number, Recommendation.file_id == file.id),
        text=text.strip(),
        owner=owner.strip(),
    )
    session.add(recommendation)
    session.flush()
    return recommendation


def open_vote(file: File, seats: Sequence[Seat]) -> Ballot:
    """Put every finding and recommendation to a secret vote of the seats."""
    evaluation = queries.find_evaluation(file)
    items: list[Finding | Recommendation] = [
        *queries.list_findings(file),
        *queries.list_recommendations(file),
    ]
    if evaluation is None or not items:
        raise NothingDrafted
    move_file(file, "voting")
    drafts = [
        QuestionDraft("agree" if isinstance(item, Finding) else "support", item.text)
        for item in items
    ]
    body = session.get_one(Body, file.body_id)
    ballot = ballots.open_ballot(body, file.title, drafts, seats)
    evaluation.ballot_id = ballot.id
    for item, question in zip(items, ballot.questions, strict=True):
        item.question_id = question.id
    session.flush()
    return ballot


def close_vote(file: File) -> None:
    """End the vote and count it."""
    ballot = queries.find_ballot(file)
    move_file(file, "drafted")
    if ballot is not None:
        ballots.close_ballot(ballot)


def draft_statement(file: File, process: str, not_established: str) -> Statement:
    """Write how the evaluation was made, and what could not be established."""
    if file.state not in rules.WRITING:
        raise StatementFixed
    words = rules.count_words(process)
    if words > rules.PROCESS_WORDS:
        raise ProcessTooLong(words=words, most=rules.PROCESS_WORDS)
    statement = queries.find_statement(file) or Statement(file_id=file.id)
    statement.process, statement.not_established = process.strip(), not_established.strip()
    statement.drafted_at = now()
    session.add(statement)
    session.flush()
    return statement


def freeze_statement(file: File) -> dict[str, object]:
    """Return everything the public page shows, with its hash (see statements.py)."""
    if file.state != "drafted" or queries.find_statement(file) is None:
        raise StatementMissing
    content = statements.compose(file)
    return {**content, "digest": statements.digest(content)}
