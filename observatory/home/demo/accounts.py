"""One sign-in for each role, kept in a file that only the server's user can read."""

import json
import os
from pathlib import Path

from sqlalchemy import select

from observatory import codes
from observatory.accounts.models import Account
from observatory.accounts.services import create_account
from observatory.bodies.models import Body, Role
from observatory.bodies.rules import ROLES
from observatory.bodies.services import give_role
from observatory.database import session

NAMES = {
    "clerk": "Clara Secretaría",
    "register_holder": "Ramón Padrón",
    "facilitator": "Fátima Facilitadora",
    "convener": "Concejalía convocante",
    "auditor": "Aurora Auditora",
    "operator": "Olga Centralita",
}


def create_staff(bodies: list[Body]) -> dict[str, dict[str, str]]:
    """Make an account for each role, in all the bodies; return {role: {email, password}}."""
    made = {}
    for role in ROLES:
        email, password = f"{role.replace('_', '-')}@demo.example", codes.show(codes.new())
        account = create_account(NAMES[role], email, password)
        for body in bodies:
            give_role(body, account, role)
        made[role] = {"email": email, "password": password}
    return made


def find_staff(body: Body, role: str) -> Account:
    """Return the demonstration's account for a role."""
    statement = select(Account).join(Role).where(Role.body_id == body.id, Role.name == role)
    return session.scalars(statement).one()


def keep(path: Path, sign_ins: object) -> None:
    """Write the sign-ins to a file with permissions for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(sign_ins, file, indent=1)
