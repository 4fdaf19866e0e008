"""Signing in and out."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from observatory.access import allow
from observatory.accounts import blueprint, queries, rules, services
from observatory.accounts.forms import CodeForm, PasswordForm
from observatory.accounts.models import Account
from observatory.database import session
from observatory.extensions import login
from observatory.pages import form_page

login.user_loader(lambda account_id: queries.get_account(int(account_id)))


def admit(account: Account) -> Response:
    """Sign an account in and lead it to where it wanted to go."""
    login_user(account)
    wanted = request.args.get("next", "")
    return redirect(wanted if rules.is_own_path(wanted) else url_for("home.start"))


@blueprint.route("/sign-in", methods=["GET", "POST"])
@allow("anyone")
def sign_in() -> str | Response:
    """Sign a member in by the code from the letter."""
    form = CodeForm()
    page = form_page("accounts/sign_in.html", form)
    if not form.validate_on_submit():
        return page.render()
    account = services.check_code(form.sign_in_code.data, request.remote_addr or "")
    session.commit()
    if account is None:
        return page.render(_("We do not know this code. Check it, and type it again."))
    return admit(account)


@blueprint.route("/sign-in/staff", methods=["GET", "POST"])
@allow("anyone")
def sign_in_staff() -> str | Response:
    """Sign staff in by e-mail and password."""
    form = PasswordForm()
    page = form_page("accounts/sign_in_staff.html", form)
    if not form.validate_on_submit():
        return page.render()
    account = services.check_password(form.email.data, form.password.data)
    session.commit()
    if account is None:
        return page.render(_("E-mail address or password is wrong."))
    return admit(account)


@blueprint.route("/sign-out", methods=["POST"])
@allow("signed_in")
def sign_out() -> Response:
    """Sign out."""
    logout_user()
    return redirect(url_for("home.start"))
