"""Pages: the daily picture of the replies, for the secretariat only."""

import io
from collections.abc import Callable, Iterator
from typing import Any

from flask import Response, g, request
from flask_babel import gettext as _

from observatory.access import allow
from observatory.formats import today
from observatory.pages import attachment
from observatory.recruitment import blueprint, queries, rules
from observatory.recruitment.forms import PictureForm
from observatory.recruitment.models import Recruitment
from observatory.recruitment.services.replies import picture
from observatory.recruitment.views.showing import room_page
from sortition.tables import write_table

STRATA_SHOWN = 30
Rows = Callable[[Recruitment], Iterator[tuple[object, ...]]]
# Name of a file: its columns, and what fills it.
TABLES: dict[str, tuple[tuple[str, ...], Rows]] = {
    "days": (("day", "channel", "kind", "name", "value", "replies"), picture.days_table),
    "strata": (
        ("stratum", "letters", "returned", "replies", "answered_percent"),
        picture.strata_table,
    ),
    "values": (
        ("feature", "value", "pool", "at_least", "at_most", "wanted"),
        picture.values_table,
    ),
}


def describe_picture(recruitment: Recruitment, ratio: float) -> dict[str, Any]:
    """Return what the picture shows: sums, weak groups, values, days and strata."""
    arrivals = queries.list_arrivals(recruitment)
    needs = picture.cover_quotas(recruitment, ratio)
    strata = picture.count_strata(recruitment, arrivals)
    return {
        "needs": needs,
        "weak": picture.list_weak(needs),
        "strata": strata[:STRATA_SHOWN],
        "hidden": len(strata[STRATA_SHOWN:]),
        "weak_strata": picture.list_weak_strata(strata)[:5],
        "all": picture.add_up(strata),
        "days": picture.count_days(arrivals, today()),
        "found": queries.count_confirmations(recruitment),
        "pool": queries.count_pool(recruitment),
        "channels": {"web": _("Web"), "phone": _("Telephone"), "paper": _("Paper")},
    }


@blueprint.route("/recruitments/<int:recruitment_id>/picture")
@allow("clerk")
def show_picture(recruitment_id: int) -> str:
    """Show how the replies come in, and who is missing."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    form = PictureForm(request.args or None, data={"ratio": rules.COMFORT})
    is_sound = "ratio" not in request.args or form.validate()
    ratio = float(form.ratio.data) if is_sound else rules.COMFORT
    return room_page("picture", recruitment, form, **describe_picture(recruitment, ratio)).render()


@blueprint.route("/recruitments/<int:recruitment_id>/picture/<any(days,strata,values):which>.csv")
@allow("clerk")
def download_picture(recruitment_id: int, which: str) -> Response:
    """Give the counts behind the picture."""
    recruitment = queries.get_recruitment(g.body, recruitment_id)
    header, rows = TABLES[which]
    stream = io.StringIO()
    write_table(stream, header, rows(recruitment))
    return attachment(stream.getvalue().encode("utf-8-sig"), f"replies-{which}.csv")
