"""Founding a body and giving roles in it."""

import re

from observatory import record
from observatory.accounts.models import Account
from observatory.bodies.models import Body, Role
from observatory.bodies.rules import ROLES
from observatory.database import session
from observatory.errors import N_, RuleBroken
from sortition import proofs

# Words that stand in the place of a body in addresses.
RESERVED = {"sign-in", "sign-out", "accessibility", "privacy", "source"}


class BadSlug(RuleBroken):
    """An address must be plain, and not one of the site's own."""

    code = "bad_slug"
    message = N_("The address may hold lower-case letters, digits and hyphens.")


def create_body(slug: str, name: str, city: str, seats: int) -> Body:
    """Return a new body with the default rules."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", slug) or slug in RESERVED:
        raise BadSlug
    body = Body(slug=slug, name=name, city=city, seats=seats)
    session.add(body)
    session.flush()
    return body


def found_body(slug: str, name: str, city: str, seats: int) -> Body:
    """Return a new body, whose founding is the first of its public acts."""
    body = create_body(slug, name, city, seats)
    content = {"slug": slug, "name": proofs.nfc(name), "city": proofs.nfc(city), "seats": seats}
    record.append("body_founded", content, body.id)
    return body


def give_role(body: Body, account: Account, name: str) -> Role:
    """Give an account a staff role in a body."""
    if name not in ROLES:
        raise ValueError(name)
    role = Role(body_id=body.id, account_id=account.id, name=name)
    session.add(role)
    session.flush()
    return role
