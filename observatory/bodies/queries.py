"""Finding bodies and the roles in them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from observatory.accounts.models import Account
from observatory.bodies.models import Body, Role
from observatory.database import get_one, session

# Asked for nearly every page, so it is put together once.
_AT_ADDRESS = select(Body).where(Body.slug == bindparam("slug"))


def get_body(slug: str) -> Body:
    """Return the body at an address, or raise NotFoundError."""
    body: Body = get_one(_AT_ADDRESS, slug=slug)
    return body


def list_bodies() -> Sequence[Body]:
    """Return all bodies by name."""
    return session.scalars(select(Body).order_by(Body.name)).all()


def has_role(account: Any, body: Body | None, name: str) -> bool:
    """Tell whether an account holds a role in a body."""
    if body is None:
        return False
    statement = select(Role.id).where(
        Role.account_id == account.id, Role.body_id == body.id, Role.name == name
    )
    return session.scalar(statement) is not None


def list_holders(body: Body, name: str) -> Sequence[Account]:
    """Return the active accounts that hold a role in a body, the oldest first."""
    statement = (
        select(Account)
        .join(Role, Role.account_id == Account.id)
        .where(Role.body_id == body.id, Role.name == name, Account.is_active)
    )
    return session.scalars(statement.order_by(Account.id)).all()


def list_role_bodies(account: Any) -> Sequence[Body]:
    """Return the bodies in which an account holds any role."""
    # PostgreSQL cannot compare the rules, which are JSON: no DISTINCT.
    held = select(Role.body_id).where(Role.account_id == account.id)
    return session.scalars(select(Body).where(Body.id.in_(held)).order_by(Body.name)).all()
