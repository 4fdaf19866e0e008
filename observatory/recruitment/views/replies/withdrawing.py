"""Pages after a reply: withdrawing it, confirming its address, what is done with its data."""

from flask import g, request
from flask_babel import gettext as _

from observatory.access import allow
from observatory.database import session
from observatory.extensions import csrf
from observatory.pages import FormPage, form_page
from observatory.recruitment import queries, replies, services
from observatory.recruitment.forms.answering import AddressForm, WithdrawalForm
from observatory.recruitment.models import Recruitment, Respondent


@replies.route("/reply/withdraw", methods=["GET", "POST"])
@csrf.exempt
@allow("anyone")
def withdraw() -> str:
    """Ask for code and digits, say what will happen, then withdraw."""
    page = form_page("recruitment/reply_withdraw.html", form := WithdrawalForm())
    if not form.validate_on_submit():
        return page.render()
    typed = (form.code.data, form.own.data, request.remote_addr or "")
    reply = services.find_own_reply(g.body, *typed)
    session.commit()
    if reply is None:
        return page.render(_("Code and digits do not fit together. Check both, and try again."))
    return lead_out(page, reply)


def lead_out(page: FormPage, reply: Respondent) -> str:
    """Say what a withdrawal will do; once that was read, withdraw."""
    recruitment = session.get_one(Recruitment, reply.recruitment_id)
    page.context |= {"reply": reply, "is_frozen": queries.is_frozen(recruitment)}
    page.template = "recruitment/reply_withdraw_check.html"
    if request.form.get("act") == "withdraw":
        services.withdraw_reply(reply)
        session.commit()
        page.template = "recruitment/reply_withdrawn.html"
    return page.render()


@replies.route("/reply/privacy")
@allow("anyone")
def show_notice() -> str:
    """Say what is kept of those who answer, why, how long, and who sees it."""
    return form_page("recruitment/reply_notice.html", None).render()


@replies.route("/reply/address", methods=["GET", "POST"])
@csrf.exempt
@allow("anyone")
def confirm_address() -> str:
    """Confirm an e-mail address by a button: scanners of mail only open links."""
    page = form_page("recruitment/reply_address.html", form := AddressForm())
    if not form.validate_on_submit():
        return page.render()
    services.confirm_address(g.body, form.code.data)
    session.commit()
    return form_page("recruitment/reply_address_done.html", None).render()
