"""Pages: the ceremony of draw 1 on the projector, and its rehearsal."""

from typing import Any

from flask import abort, g, redirect, url_for
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.models import Ceremony, InvitationDraw, Recruitment
from observatory.recruitment.services.rehearsing import invent_dice, invented_digest
from observatory.recruitment.views.ceremonies import STEPS, Act, Answer, show
from sortition.invitation import LEAST_DICE

INVENTED_LETTERS = 1000
PAGE = "/recruitments/<int:recruitment_id>/letters/dice"


@blueprint.route(PAGE)
@allow("clerk")
def throw_letter_dice(recruitment_id: int) -> Response:
    """Lead to the step at which the ceremony is."""
    recruitment, draw = _get(recruitment_id)
    return redirect(_act_of(recruitment, draw).address(_act_of(recruitment, draw).stage))


@blueprint.route(f"{PAGE}/<{STEPS}:step>", methods=["GET", "POST"])
@allow("clerk")
def hold_letters(recruitment_id: int, step: str) -> Answer:
    """Lead through the ceremony on a projector, one step a page."""
    recruitment, draw = _get(recruitment_id)
    if not draw.commitment:
        return redirect(_home(recruitment))
    return show(_act_of(recruitment, draw), step)


@blueprint.route(f"{PAGE}/rehearsal/<{STEPS}:step>", methods=["GET", "POST"])
@allow("clerk")
def rehearse_letters(recruitment_id: int, step: str) -> Answer:
    """Lead through the same pages without a list of households."""
    return show(_rehearsal_of(queries.get_recruitment(g.body, recruitment_id)), step)


def _get(recruitment_id: int) -> tuple[Recruitment, InvitationDraw]:
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    return recruitment, queries.find_invitation_draw(recruitment) or abort(404)


def _home(recruitment: Recruitment) -> str:
    return url_for("recruitment.show_letters", recruitment_id=recruitment.id)


def _act_of(recruitment: Recruitment, draw: InvitationDraw) -> Act:
    def take(ceremony: Ceremony) -> None:
        services.draw_invitations(draw, ceremony.first_dice or "")

    def describe(step: str) -> dict[str, Any]:
        return {
            "letters": draw.letters,
            "digest": draw.commitment_digest,
            "dice": draw.dice,
            "screen": 1,
        }

    return Act(
        recruitment=recruitment,
        ceremony=queries.find_ceremony(invitation_draw_id=draw.id),
        kind="letters",
        is_rehearsal=False,
        is_over=bool(draw.dice),
        endpoint="recruitment.hold_letters",
        home=_home(recruitment),
        templates="recruitment/projected",
        needed=LEAST_DICE,
        named=0,
        subject={"invitation_draw_id": draw.id},
        take=take,
        describe=describe,
    )


def _rehearsal_of(recruitment: Recruitment) -> Act:
    ceremony = queries.find_rehearsal(recruitment, "letters")

    def describe(step: str) -> dict[str, Any]:
        if ceremony is None:
            return {}
        return {
            "letters": INVENTED_LETTERS,
            "screen": 1,
            "digest": invented_digest(ceremony, INVENTED_LETTERS),
            "dice": ceremony.first_dice,
            "invented": invent_dice(ceremony, LEAST_DICE),
        }

    return Act(
        recruitment=recruitment,
        ceremony=ceremony,
        kind="letters",
        is_rehearsal=True,
        is_over=False,
        endpoint="recruitment.rehearse_letters",
        home=_home(recruitment),
        templates="recruitment/projected",
        needed=LEAST_DICE,
        named=0,
        subject={},
        take=lambda ceremony: None,  # the dice of a rehearsal do nothing
        describe=describe,
    )
