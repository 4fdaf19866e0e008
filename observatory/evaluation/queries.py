"""Finding what the panel graded, found and recommended."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from observatory.ballots import queries as ballots
from observatory.ballots.models import Ballot, Question
from observatory.ballots.rules import Tally, show_turnout
from observatory.database import session
from observatory.deliberation.models import Evidence, File
from observatory.evaluation import criteria, rules
from observatory.evaluation.criteria import CriteriaSet
from observatory.evaluation.models import Evaluation, Finding, Grade, Recommendation, Statement
from observatory.panel.models import Seat


def find_evaluation(file: File) -> Evaluation | None:
    """Return the evaluative side of a file; None before its criteria are chosen."""
    return session.get(Evaluation, file.id)


def find_criteria(file: File) -> CriteriaSet | None:
    """Return the criteria a file is graded by; None before they are chosen."""
    evaluation = find_evaluation(file)
    return criteria.get_set(evaluation.criteria_set) if evaluation else None


def list_findings(file: File) -> Sequence[Finding]:
    """Return a file's findings in their order."""
    statement = select(Finding).where(Finding.file_id == file.id)
    return session.scalars(statement.order_by(Finding.number)).all()


def list_recommendations(file: File) -> Sequence[Recommendation]:
    """Return a file's recommendations in their order."""
    statement = select(Recommendation).where(Recommendation.file_id == file.id)
    return session.scalars(statement.order_by(Recommendation.number)).all()


def evidence_by_id(file: File) -> Mapping[int, Evidence]:
    """Return a file's evidence, for the pages of what rests on it."""
    return {evidence.id: evidence for evidence in file.evidence}


def find_statement(file: File) -> Statement | None:
    """Return a file's statement; None before it is drafted."""
    return session.get(Statement, file.id)


def find_ballot(file: File) -> Ballot | None:
    """Return the ballot on a file's findings and recommendations; None before it is opened."""
    evaluation = find_evaluation(file)
    if evaluation is None or evaluation.ballot_id is None:
        return None
    return session.get_one(Ballot, evaluation.ballot_id)


def find_tally(item: Finding | Recommendation) -> Tally | None:
    """Return the result of the vote on a finding or recommendation; None before closing."""
    if item.question_id is None:
        return None
    return ballots.tally(session.get_one(Question, item.question_id))


def own_grades(file: File, seat: Seat | None) -> Mapping[str, int | None]:
    """Return {criterion: grade} as a seat gave them so far; nothing for who has none."""
    if seat is None:
        return {}
    statement = select(Grade.criterion, Grade.grade).where(
        Grade.file_id == file.id, Grade.seat_id == seat.id
    )
    return {row.criterion: row.grade for row in session.execute(statement)}


def count_graders(file: File) -> int:
    """Return how many seats have graded; in steps of ten while grading is open."""
    statement = select(func.count(Grade.seat_id.distinct())).where(Grade.file_id == file.id)
    graders = session.scalar(statement) or 0
    return show_turnout(graders) if file.state == "grading" else graders


def grade_counts(file: File) -> Mapping[str, list[int]]:
    """Return {criterion: [very poor, ..., very good, cannot tell]}; nothing before closing."""
    chosen = find_criteria(file)
    if chosen is None or file.state in ("open", "grading"):
        return {}
    counts = {criterion.key: [0] * (rules.GRADES + 1) for criterion in chosen.criteria}
    statement = (
        select(Grade.criterion, Grade.grade, func.count())
        .where(Grade.file_id == file.id)
        .group_by(Grade.criterion, Grade.grade)
    )
    for criterion, grade, count in session.execute(statement):
        counts[criterion][rules.GRADES if grade is None else grade - 1] = count
    return counts
