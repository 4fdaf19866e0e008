"""Pages: the files of a body, one file, its evidence and its arguments."""

from flask import flash, g, redirect, url_for
from flask import render_template as render
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.database import session
from observatory.deliberation import blueprint, queries, rules, services
from observatory.deliberation.forms import ArgumentForm, EvidenceForm, FileForm
from observatory.deliberation.steps import next_step
from observatory.pages import form_page, steps_of
from observatory.panel.queries import find_seat

READERS = ("member", "facilitator", "clerk", "convener", "auditor")


@blueprint.route("/files")
@allow(*READERS)
def list_files() -> str:
    """List the files by state, with what comes next."""
    groups = queries.files_by_state(g.body)
    return render("deliberation/list_files.html", groups=groups, states=rules.STATES)


@blueprint.route("/files/new", methods=["GET", "POST"])
@allow("facilitator")
def edit_file() -> str | Response:
    """Open a file."""
    form = FileForm()
    page = form_page("deliberation/edit_file.html", form)
    if not form.validate_on_submit():
        return page.render()
    asked = (form.title, form.policy, form.asked_by, form.question)
    file = services.open_file(g.body, *(field.data for field in asked))
    session.commit()
    flash(_("File %(number)d is open. Now add the first evidence.", number=file.number), "success")
    return redirect(url_for("deliberation.show_file", number=file.number))


@blueprint.route("/files/<int:number>")
@allow(*READERS)
def show_file(number: int) -> str:
    """Show a file: its question, where it stands, what waits for the reader."""
    file = queries.get_file(g.body, number)
    return render(
        "deliberation/show_file.html",
        file=file,
        state=rules.STATES[file.state],
        next_step=next_step(current_user, g.body, file),
        steps=steps_of("file", file),
    )


@blueprint.route("/files/<int:number>/evidence")
@allow(*READERS)
def list_evidence(number: int) -> str:
    """List the evidence by where it comes from."""
    file = queries.get_file(g.body, number)
    groups = queries.evidence_by_origin(file)
    return render("deliberation/list_evidence.html", file=file, groups=groups, rules=rules)


@blueprint.route("/files/<int:number>/evidence/new", methods=["GET", "POST"])
@allow("facilitator")
def edit_evidence(number: int) -> str | Response:
    """Add a piece of evidence."""
    file, form = queries.get_file(g.body, number), EvidenceForm()
    page = form_page("deliberation/edit_evidence.html", form, file=file, most=rules.SUMMARY)
    services.refuse_unless_open(file)
    if not form.validate_on_submit():
        return page.render()
    services.add_evidence(file, current_user, **form.values())
    session.commit()
    flash(_("The evidence is on the list."), "success")
    return redirect(url_for("deliberation.list_evidence", number=number))


@blueprint.route("/files/<int:number>/arguments")
@allow(*READERS)
def list_arguments(number: int) -> str:
    """Show the arguments for and against, side by side."""
    file = queries.get_file(g.body, number)
    sides = queries.arguments_by_side(file)
    return render("deliberation/list_arguments.html", file=file, sides=sides)


@blueprint.route("/files/<int:number>/arguments/new", methods=["GET", "POST"])
@allow("member")
def edit_argument(number: int) -> str | Response:
    """Write an argument."""
    file = queries.get_file(g.body, number)
    form, seat = ArgumentForm(file), find_seat(current_user, g.body)
    page = form_page("deliberation/edit_argument.html", form, file=file, most=rules.ARGUMENT)
    services.refuse_unless_open(file)
    if not form.validate_on_submit():
        return page.render()
    services.write_argument(file, seat, form.side.data, form.text.data, form.chosen_evidence())
    session.commit()
    flash(_("Your argument is on the page."), "success")
    return redirect(url_for("deliberation.list_arguments", number=number))
