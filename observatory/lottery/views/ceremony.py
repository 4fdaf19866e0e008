"""Pages: the ceremony, dice and minutes of draw 2."""

from typing import Any

from flask import g, redirect, url_for
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.database import session
from observatory.lottery import blueprint, queries, services
from observatory.lottery.forms import CeremonyForm
from observatory.lottery.models import Draw
from observatory.lottery.views.draws import describe_draw
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import get_recruitment
from observatory.recruitment.views.showing import room_page
from sortition.draw import SEED_DIGITS, number_digits

# Of those who follow the seats, the page shows so many; result.json has them all.
ALTERNATES_SHOWN = 150


def describe_ceremony(recruitment: Recruitment) -> dict[str, Any]:
    """Return what the ceremony shows: before the dice what to do, after them the panel."""
    context = describe_draw(recruitment)
    draw: Draw | None = context["draw"]
    if draw is None:
        return context
    digits = number_digits(draw.panels)
    return {
        **context,
        "number": digits,
        "rest": SEED_DIGITS,
        "number_shown": (draw.dice or "")[:digits],
        "drawn": queries.list_drawn(draw),
        "alternates": queries.list_alternates(draw),
        "most": ALTERNATES_SHOWN,
        "meets_quotas": queries.meets_quotas(draw),
    }


@blueprint.route("/recruitments/<int:recruitment_id>/ceremony", methods=["GET", "POST"])
@allow("clerk")
def show_ceremony(recruitment_id: int) -> str | Response:
    """Lead through the ceremony; take the dice; show the panel."""
    recruitment = get_recruitment(g.body, recruitment_id)
    form, draw = CeremonyForm(), queries.find_draw(recruitment)
    name = "ceremony_result" if draw and draw.result else "ceremony"
    page = room_page(name, recruitment, form, **describe_ceremony(recruitment))
    if draw is None or not form.validate_on_submit():
        return page.render()
    services.draw_panel(draw, form.dice.data, form.dice_again.data, form.witnesses.data)
    session.commit()
    return redirect(url_for(".show_ceremony", recruitment_id=recruitment_id))
