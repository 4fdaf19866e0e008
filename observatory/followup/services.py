"""Delivering a statement to the city, and saving its answers."""

from datetime import date

from sqlalchemy import select

from observatory import record
from observatory.accounts.models import Account
from observatory.bodies.models import Body
from observatory.database import session
from observatory.deliberation.models import File
from observatory.deliberation.services import move_file
from observatory.errors import N_, RuleBroken
from observatory.evaluation.models import Recommendation
from observatory.followup import queries, rules
from observatory.followup.models import Delivery, Response


class AlreadyDelivered(RuleBroken):
    """The clock starts once."""

    code = "already_delivered"
    message = N_("This statement has already been delivered.")


class ReasonsMissing(RuleBroken):
    """Who says no, or not all of it, says why."""

    code = "reasons_missing"
    message = N_("An answer that rejects all or part of it is not saved without reasons.")


class NotDelivered(RuleBroken):
    """What was not published cannot be answered."""

    code = "not_delivered"
    message = N_("This statement is not published yet: there is nothing to answer.")


class AlreadyAnswered(RuleBroken):
    """An answer that was given stands."""

    code = "already_answered"
    message = N_("This recommendation already has its answer. It cannot be changed.")


def deliver(file: File, on: date) -> Delivery:
    """Deliver a file's statement to the city, which starts the time to answer."""
    if queries.get_delivery(file):
        raise AlreadyDelivered
    body = session.get_one(Body, file.body_id)
    due_on = rules.due_date(on, body.rules.response_days)
    delivery = Delivery(file_id=file.id, delivered_on=on, due_on=due_on)
    session.add(delivery)
    session.flush()
    content = {"file": file.number, "delivered_on": on.isoformat(), "due_on": due_on.isoformat()}
    record.append("statement_delivered", content, file.body_id)
    return delivery


def answer_recommendation(
    recommendation: Recommendation,
    answer: str,
    reasons: str,
    steps: str,
    account: Account,
    *,
    owner: str = "",
    until: date | None = None,
) -> Response:
    """Save the city's answer, once; the last one of a file ends its follow-up."""
    file = session.get_one(File, recommendation.file_id)
    refuse_unless_waiting(file, recommendation)
    if answer not in rules.ANSWERS:
        raise ValueError(answer)
    if rules.needs_reasons(answer) and not reasons.strip():
        raise ReasonsMissing
    response = Response(
        recommendation_id=recommendation.id,
        answer=answer,
        reasons=reasons,
        steps=steps,
        owner=owner,
        until=until,
        answered_by=account.id,
    )
    session.add(response)
    session.flush()
    record_response(file, recommendation, response)
    if not queries.list_unanswered(file):
        move_file(file, "answered")
    return response


def refuse_unless_waiting(file: File, recommendation: Recommendation) -> None:
    """Raise the rule that forbids any answer to a recommendation, if one does."""
    given = select(Response.id).where(Response.recommendation_id == recommendation.id)
    if session.scalar(given) is not None:
        raise AlreadyAnswered
    if not queries.get_delivery(file):
        raise NotDelivered


def record_response(file: File, recommendation: Recommendation, response: Response) -> None:
    """Put an answer into the record, in its words, without who typed it."""
    content = {
        "file": file.number,
        "recommendation": recommendation.number,
        "answer": response.answer,
        "reasons": response.reasons,
        "steps": response.steps,
        "owner": response.owner,
        "until": response.until.isoformat() if response.until else "",
    }
    record.append("response_given", content, file.body_id)
