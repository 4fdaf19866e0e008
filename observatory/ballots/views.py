"""Pages: a ballot with its rules and the way to a voting code; and the booth."""

from flask import g, render_template, request
from flask_login import current_user

from observatory.access import allow
from observatory.ballots import blueprint, booth, queries, rules, services
from observatory.ballots.forms import ActForm, ballot_paper
from observatory.ballots.models import Ballot
from observatory.database import session
from observatory.extensions import csrf, login
from observatory.pages import FormPage, form_page
from observatory.panel.queries import find_seat


def ballot_page(ballot: Ballot) -> FormPage:
    """Return the page of a ballot: what is asked, how it is counted, the reader's next step."""
    return form_page(
        "ballots/show_ballot.html",
        ActForm(),
        ballot=ballot,
        kinds=rules.KINDS,
        roll=queries.count_roll(ballot),
        turnout=queries.turnout(ballot),
        needed=queries.votes_needed(ballot),
        entry=queries.find_roll_entry(ballot, find_seat(current_user, g.body)),
        tallies=[queries.tally(question) for question in ballot.questions],
    )


@blueprint.route("/ballots/<int:ballot_id>")
@allow("member", "facilitator", "clerk", "auditor")
def show_ballot(ballot_id: int) -> str:
    """Show what is asked, with options, threshold and quorum."""
    return ballot_page(queries.get_ballot(g.body, ballot_id)).render()


@blueprint.route("/ballots/<int:ballot_id>", methods=["POST"])
@allow("member")
def collect_code(ballot_id: int) -> str:
    """Hand out a voting code; the answer to this request is the only place it is shown."""
    ballot = queries.get_ballot(g.body, ballot_id)
    ballot_page(ballot)
    code = services.collect_code(ballot, find_seat(current_user, g.body))
    session.commit()
    return render_template("ballots/show_code.html", ballot=ballot, code=code)


@booth.before_request
def forget_reader() -> None:
    """Treat everybody as nobody: the booth never looks who is signed in."""
    g._login_user = login.anonymous_user()


@booth.route("/booth/<int:ballot_id>", methods=["GET", "POST"])
@csrf.exempt
@allow("anyone")
def cast_ballot(ballot_id: int) -> str:
    """Take a ballot paper, show it to be checked, then cast it and give the receipt."""
    ballot = queries.get_ballot(g.body, ballot_id)
    form, act = ballot_paper(ballot), request.form.get("act")
    page = form_page("ballots/booth.html", form, ballot=ballot, kinds=rules.KINDS)
    if act == "change" or not form.validate_on_submit():
        return page.render()
    vote = (ballot, form.voting_code.data, form.choices())
    if act != "cast":
        services.check_ballot(*vote)
        return render_template("ballots/check.html", ballot=ballot, form=form)
    receipt = services.cast_ballot(*vote)
    session.commit()
    return render_template("ballots/receipt.html", ballot=ballot, receipt=receipt)
