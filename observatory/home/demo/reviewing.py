"""The demonstration's files: one published and partly answered, one open."""

from collections.abc import Sequence
from datetime import date
from random import Random

from observatory.accounts.models import Account
from observatory.ballots import services as ballots
from observatory.bodies.models import Body
from observatory.database import session
from observatory.deliberation import services as deliberation
from observatory.deliberation.models import File
from observatory.evaluation import queries, services
from observatory.followup.queries import list_recommendations
from observatory.followup.services import answer_recommendation
from observatory.home.demo import texts
from observatory.home.demo.accounts import find_staff
from observatory.panel.models import Seat
from observatory.publication.services import publish_statement

# How likely each grade is, by criterion: worst to best, then "I cannot tell".
MOODS = (
    (2, 6, 12, 20, 6, 3),
    (1, 3, 10, 22, 11, 2),
    (6, 14, 14, 8, 2, 5),
    (1, 5, 16, 18, 5, 4),
    (9, 15, 12, 6, 2, 5),
    (3, 9, 15, 9, 3, 10),
)
# How likely each option is, by finding ("yes", "no", "abstain") and by recommendation.
FINDING_VOTES = ((44, 2, 3), (40, 5, 4), (37, 6, 6))
RECOMMENDATION_VOTES = ((30, 10, 5, 4), (41, 5, 1, 2), (24, 12, 8, 5), (9, 8, 27, 5))


def review(body: Body, seats: Sequence[Seat]) -> None:
    """Lead one file to its publication, and open another."""
    random = Random(49)  # noqa: S311  (invented members need no secrecy)
    facilitator, convener = find_staff(body, "facilitator"), find_staff(body, "convener")
    file = open_file(body, facilitator, seats, texts.NIGHT_BUSES)
    grade(file, seats, random)
    vote(file, seats, random)
    services.draft_statement(file, texts.PROCESS, texts.NOT_ESTABLISHED)
    publish_statement(file)
    answer(file, convener)
    second = open_file(body, facilitator, seats[5:], texts.SCHOOL_STREETS)
    services.choose_criteria(second, "oecd_dac")


def open_file(
    body: Body, facilitator: Account, seats: Sequence[Seat], text: texts.FileText
) -> File:
    """Open a file with its evidence and arguments."""
    file = deliberation.open_file(body, text.title, text.policy, text.asked_by, text.question)
    evidence = [
        deliberation.add_evidence(file, facilitator, **vars(source)) for source in text.evidence
    ]
    for seat, (side, words, number) in zip(seats, text.arguments, strict=False):
        tied = evidence[number - 1] if number else None
        deliberation.write_argument(file, seat, side, words, tied)
    session.refresh(file)
    return file


def grade(file: File, seats: Sequence[Seat], random: Random) -> None:
    """Let every member grade, each criterion in its own mood."""
    services.choose_criteria(file, "oecd_dac")
    services.open_grading(file)
    chosen = queries.find_criteria(file)
    keys = [one.key for one in chosen.criteria] if chosen else []
    for seat in seats:
        grades = {
            key: random.choices((1, 2, 3, 4, 5, None), mood)[0]
            for key, mood in zip(keys, MOODS, strict=True)
        }
        services.grade_criteria(file, seat, grades)
    services.close_grading(file)


def vote(file: File, seats: Sequence[Seat], random: Random) -> None:
    """Write findings and recommendations, and vote on them by voting codes."""
    for words, number in texts.FINDINGS:
        services.add_finding(file, words, file.evidence[number - 1])
    for words, owner in texts.RECOMMENDATIONS:
        services.add_recommendation(file, words, owner)
    ballot = services.open_vote(file, seats)
    for seat in seats[:46]:
        code = ballots.collect_code(ballot, seat)
        findings = [random.choices(("yes", "no", "abstain"), odds)[0] for odds in FINDING_VOTES]
        wishes = [
            random.choices(("support", "accept", "against", "abstain"), odds)[0]
            for odds in RECOMMENDATION_VOTES
        ]
        ballots.cast_ballot(ballot, code, dict(enumerate(findings + wishes, start=1)))
    services.close_vote(file)


def answer(file: File, convener: Account) -> None:
    """Answer the first recommendation; the others wait."""
    answer_recommendation(
        list_recommendations(file)[0],
        "in_part",
        "La línea N14 volverá solo los viernes y sábados: no hay vehículos para más.",
        "Nuevo horario en pruebas y evaluación a los seis meses.",
        convener,
        owner="Departamento de Movilidad",
        until=date(2027, 5, 31),
    )
