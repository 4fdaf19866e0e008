"""Finding what the city was asked, what it answered, and what is overdue."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from observatory.bodies.models import Body
from observatory.database import session
from observatory.deliberation.models import File
from observatory.errors import NotFoundError
from observatory.evaluation import queries as evaluation
from observatory.evaluation.models import Recommendation
from observatory.followup.models import Delivery, Response
from observatory.followup.rules import is_overdue


def get_delivery(file: File) -> Delivery | None:
    """Return the delivery of a file's statement, or None while it is not published."""
    return session.get(Delivery, file.id)


def list_recommendations(file: File) -> Sequence[Recommendation]:
    """Return the recommendations that the city must answer, by number: the adopted ones."""
    return [one for one in evaluation.list_recommendations(file) if is_adopted(one)]


def get_recommendation(file: File, number: int) -> Recommendation:
    """Return a recommendation that the city must answer, or raise NotFoundError."""
    for recommendation in list_recommendations(file):
        if recommendation.number == number:
            return recommendation
    raise NotFoundError


def is_adopted(recommendation: Recommendation) -> bool:
    """Tell whether the panel adopted a recommendation, by its vote or without one."""
    if recommendation.question_id is None:
        return True
    result = evaluation.find_tally(recommendation)
    return result is not None and result.is_adopted


def responses_of(file: File) -> Mapping[int, Response]:
    """Return {recommendation's id: response} for what has been answered."""
    statement = select(Response).join(Recommendation).where(Recommendation.file_id == file.id)
    return {response.recommendation_id: response for response in session.scalars(statement)}


def list_unanswered(file: File) -> Sequence[Recommendation]:
    """Return the recommendations that still wait for an answer, by number."""
    answered = responses_of(file)
    return [one for one in list_recommendations(file) if one.id not in answered]


def list_waiting(body: Body) -> Sequence[tuple[File, Delivery]]:
    """Return the published files that wait for answers, the first due first."""
    statement = (
        select(File, Delivery)
        .join(Delivery, Delivery.file_id == File.id)
        .where(File.body_id == body.id, File.state == "published")
        .order_by(Delivery.due_on, File.number)
    )
    rows = session.execute(statement)
    return [(file, delivery) for file, delivery in rows if list_unanswered(file)]


def list_overdue(body: Body, today: date) -> Sequence[File]:
    """Return the files whose last day to answer is over, the longest overdue first."""
    return [file for file, delivery in list_waiting(body) if is_overdue(delivery.due_on, today)]
