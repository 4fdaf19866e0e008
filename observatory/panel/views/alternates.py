"""Pages: how many alternates a panel needs, as a computation finds."""

from flask import Response, abort, g, jsonify, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from observatory import jobs
from observatory.access import allow
from observatory.database import session
from observatory.lottery.queries import find_draw, find_latest_job
from observatory.lottery.services.alternates import ADVICE, request_advice
from observatory.panel import blueprint
from observatory.panel.forms import AdviceForm
from observatory.panel.views.vacancies import describe_panel, load_draw, vacancy_page
from observatory.recruitment.queries import get_recruitment

ADDRESS = "/recruitments/<int:recruitment_id>/vacancies/advice"


@blueprint.route(ADDRESS, methods=["POST"])
@allow("clerk")
def ask_advice(recruitment_id: int) -> str | AnyResponse:
    """Have it computed how many alternates are needed, where so many cannot come."""
    draw, form = load_draw(recruitment_id), AdviceForm()
    page = vacancy_page("vacancies", draw, form, **describe_panel(draw))
    if not form.validate_on_submit():
        return page.render()
    request_advice(draw, float(form.percent.data or 0))
    session.commit()
    return redirect(url_for(".show_vacancies", recruitment_id=recruitment_id))


@blueprint.route(f"{ADDRESS}/progress.json")
@allow("clerk")
def show_advice_progress(recruitment_id: int) -> Response:
    """Tell the page how far the computation is."""
    draw = find_draw(get_recruitment(g.body, recruitment_id)) or abort(404)
    job = find_latest_job(ADVICE, draw.id) or abort(404)
    return jsonify({**jobs.as_json(job), "stage": ""})
