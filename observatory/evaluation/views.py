"""Pages: criteria, grades, findings, recommendations, the vote, the statement of a file."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.ballots import queries as ballots
from observatory.ballots.rules import KINDS
from observatory.database import session
from observatory.deliberation.models import File
from observatory.deliberation.queries import get_file
from observatory.evaluation import blueprint, criteria, queries, rules, services, statements
from observatory.evaluation.forms import (
    ActForm,
    CriteriaForm,
    FindingForm,
    RecommendationForm,
    grades_form,
    statement_form,
)
from observatory.pages import FormPage, form_page
from observatory.panel.queries import find_seat, list_seats

READERS = ("member", "facilitator", "clerk", "convener", "auditor")
FILE = "/files/<int:number>"


@blueprint.route(f"{FILE}/criteria", methods=["GET", "POST"])
@allow("facilitator")
def edit_criteria(number: int) -> str | Response:
    """Choose the criteria."""
    file = get_file(g.body, number)
    chosen = queries.find_evaluation(file)
    form = CriteriaForm(criteria_set=chosen.criteria_set if chosen else None)
    sets = criteria.load_sets()
    page = form_page("evaluation/edit_criteria.html", form, file=file, sets=sets)
    if not form.validate_on_submit():
        return page.render()
    services.choose_criteria(file, form.criteria_set.data)
    session.commit()
    flash(_("The criteria are chosen. Now you can open the grading."), "success")
    return redirect(url_for("evaluation.show_grades", number=number))


def grades_page(file: File) -> FormPage:
    """Return the page of the grading: where it stands, and the counts after closing."""
    chosen, seat = queries.find_criteria(file), find_seat(current_user, g.body)
    return form_page(
        "evaluation/show_grades.html",
        ActForm(),
        file=file,
        chosen=chosen,
        graders=queries.count_graders(file),
        has_graded=bool(seat and queries.own_grades(file, seat)),
        content=statements.compose_criteria(file),
        seats=len(list_seats(g.body)),
    )


@blueprint.route(f"{FILE}/grades")
@allow(*READERS)
def show_grades(number: int) -> str:
    """Show where the grading stands; after closing, its counts."""
    return grades_page(get_file(g.body, number)).render()


@blueprint.route(f"{FILE}/grades", methods=["POST"])
@allow("facilitator")
def move_grading(number: int) -> Response:
    """Open or close the grading."""
    file = get_file(g.body, number)
    grades_page(file)
    acts = {"open": services.open_grading, "close": services.close_grading}
    acts.get(request.form.get("act", ""), refuse)(file)
    session.commit()
    return redirect(url_for("evaluation.show_grades", number=number))


def refuse(file: File) -> None:
    """Refuse a form that asks for nothing we know."""
    abort(400)


@blueprint.route(f"{FILE}/grades/mine", methods=["GET", "POST"])
@allow("member")
def edit_grades(number: int) -> str | Response:
    """Grade each criterion, check, send; again until the grading closes."""
    file, seat = get_file(g.body, number), find_seat(current_user, g.body)
    chosen, act = services.need_open_grading(file), request.form.get("act")
    form = grades_form(chosen, queries.own_grades(file, seat))
    page = form_page("evaluation/edit_grades.html", form, file=file, chosen=chosen)
    if act == "change" or not form.validate_on_submit():
        return page.render()
    if act != "send":
        return render_template("evaluation/check_grades.html", form=form, file=file, chosen=chosen)
    services.grade_criteria(file, seat, form.grades())
    session.commit()
    flash(_("Your grades are saved. You can change them until the grading closes."), "success")
    return redirect(url_for("evaluation.show_grades", number=number))


@blueprint.route(f"{FILE}/findings")
@allow(*READERS)
def list_findings(number: int) -> str:
    """List the findings with their evidence."""
    file = get_file(g.body, number)
    return render_template(
        "evaluation/list_findings.html",
        file=file,
        findings=queries.list_findings(file),
        evidence=queries.evidence_by_id(file),
    )


@blueprint.route(f"{FILE}/findings/new", methods=["GET", "POST"])
@allow("facilitator")
def edit_finding(number: int) -> str | Response:
    """Add a finding."""
    file = get_file(g.body, number)
    form = FindingForm(file)
    page = form_page("evaluation/edit_finding.html", form, file=file)
    if not form.validate_on_submit():
        return page.render()
    services.add_finding(file, form.text.data, form.chosen_evidence())
    session.commit()
    flash(_("The finding is on the list."), "success")
    return redirect(url_for("evaluation.list_findings", number=number))


@blueprint.route(f"{FILE}/recommendations")
@allow(*READERS)
def list_recommendations(number: int) -> str:
    """List the recommendations with their owners."""
    file = get_file(g.body, number)
    found = queries.list_recommendations(file)
    return render_template("evaluation/list_recommendations.html", file=file, found=found)


@blueprint.route(f"{FILE}/recommendations/new", methods=["GET", "POST"])
@allow("facilitator")
def edit_recommendation(number: int) -> str | Response:
    """Add a recommendation."""
    file, form = get_file(g.body, number), RecommendationForm()
    page = form_page("evaluation/edit_recommendation.html", form, file=file)
    if not form.validate_on_submit():
        return page.render()
    services.add_recommendation(file, form.text.data, form.owner.data)
    session.commit()
    flash(_("The recommendation is on the list."), "success")
    return redirect(url_for("evaluation.list_recommendations", number=number))


def vote_page(file: File) -> FormPage:
    """Return the page of the vote: what is asked, where it stands, the results after closing."""
    ballot = queries.find_ballot(file)
    return form_page(
        "evaluation/show_vote.html",
        ActForm(),
        file=file,
        content=statements.compose(file),
        ballot=ballot,
        seats=len(list_seats(g.body)),
        turnout=ballots.turnout(ballot) if ballot else 0,
        kinds=KINDS,
    )


@blueprint.route(f"{FILE}/vote")
@allow(*READERS)
def show_vote(number: int) -> str:
    """Show the vote on findings and recommendations."""
    return vote_page(get_file(g.body, number)).render()


@blueprint.route(f"{FILE}/vote", methods=["POST"])
@allow("facilitator")
def move_vote(number: int) -> Response:
    """Open or close the vote."""
    file, act = get_file(g.body, number), request.form.get("act")
    vote_page(file)
    if act == "open":
        services.open_vote(file, list_seats(g.body))
    elif act == "close":
        services.close_vote(file)
    else:
        abort(400)
    session.commit()
    return redirect(url_for("evaluation.show_vote", number=number))


@blueprint.route(f"{FILE}/statement")
@allow(*READERS)
def show_statement(number: int) -> str:
    """Show the statement as it would be published now."""
    file = get_file(g.body, number)
    return render_template(
        "evaluation/show_statement.html",
        file=file,
        content=statements.compose(file),
        is_writable=file.state in rules.WRITING,
        is_drafted=queries.find_statement(file) is not None,
    )


@blueprint.route(f"{FILE}/statement/edit", methods=["GET", "POST"])
@allow("facilitator")
def edit_statement(number: int) -> str | Response:
    """Write what people write of the statement."""
    file = get_file(g.body, number)
    form = statement_form(queries.find_statement(file))
    page = form_page("evaluation/edit_statement.html", form, file=file)
    if not form.validate_on_submit():
        return page.render()
    services.draft_statement(file, form.how_it_worked.data, form.not_established.data)
    session.commit()
    flash(_("The text is saved. Read the whole statement below."), "success")
    return redirect(url_for("evaluation.show_statement", number=number))
