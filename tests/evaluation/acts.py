"""What people do to a file on its way to a statement, for tests that begin further on."""

from collections.abc import Sequence

from observatory.ballots import services as ballots
from observatory.deliberation.models import File
from observatory.evaluation import queries, services
from observatory.panel.models import Seat


def choose(file: File) -> None:
    services.choose_criteria(file, "oecd_dac")


def all_grades(file: File, grade: int | None) -> dict[str, int | None]:
    chosen = queries.find_criteria(file)
    assert chosen is not None
    return {criterion.key: grade for criterion in chosen.criteria}


def grade(file: File, seats: Sequence[Seat], grades: Sequence[int | None]) -> None:
    """Open the grading, let each seat give the same grade to all criteria, and close it."""
    services.open_grading(file)
    for seat, own in zip(seats, grades, strict=True):
        services.grade_criteria(file, seat, all_grades(file, own))
    services.close_grading(file)


def draft(file: File) -> None:
    """One finding and one recommendation."""
    services.add_finding(file, "Half of the buses run late.", file.evidence[0])
    services.add_recommendation(file, "Run a bus every 20 minutes.", "Transport department")


def vote(file: File, seats: Sequence[Seat], against: int = 0) -> None:
    """Open the vote, let every seat vote, the given number against everything, and close it."""
    ballot = services.open_vote(file, seats)
    for number, seat in enumerate(seats):
        choices = {1: "no", 2: "against"} if number < against else {1: "yes", 2: "support"}
        ballots.cast_ballot(ballot, ballots.collect_code(ballot, seat), choices)
    services.close_vote(file)


def evaluate(file: File, seats: Sequence[Seat], against: int = 0) -> None:
    """The whole way to a file whose statement can be frozen."""
    grade(file, seats, [4] * len(seats))
    draft(file)
    vote(file, seats, against)
    services.draft_statement(file, "The panel met on three Saturdays.", "Rides on holidays.")
