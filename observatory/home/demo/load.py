"""Loading the demonstration: one body in mid-work, and an empty one to walk through."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from observatory import codes
from observatory.accounts.models import Account
from observatory.accounts.services import create_sign_in_code
from observatory.bodies.queries import list_bodies
from observatory.bodies.services import found_body
from observatory.database import session
from observatory.home.demo import objecting, recruiting, reviewing
from observatory.home.demo.accounts import create_staff, keep
from observatory.panel.queries import list_seats
from observatory.panel.services import seat_recruited

SIGN_INS = "sign-ins.json"
REGISTER = "register.csv"
PART = "register-part.csv"


def load_city(folder: Path, say: Callable[[str], Any]) -> None:
    """Make the register's file, the bodies, the accounts, a drawn panel and its files."""
    recruiting.write_register(folder / REGISTER)
    if list_bodies():
        say("  already there")
        return
    body = found_body("muestra", "Observatorio de la Ciudad", "Ciudad de Muestra", 49)
    empty = found_body("ensayo", "Observatorio de ensayo", "Ciudad de Muestra", 49)
    sign_ins = create_staff([body, empty])
    session.commit()
    recruitment = recruiting.recruit(body, folder / REGISTER, say)
    sign_ins["print-out"] = recruiting.print_out(recruitment)
    seats = seat_recruited(recruitment)
    first = session.get_one(Account, seats[0].account_id)
    sign_ins["member"] = {"code": codes.show(create_sign_in_code(first))}
    keep(folder / SIGN_INS, sign_ins)
    session.commit()
    reviewing.review(body, list_seats(body))
    session.commit()
    objecting.recruit_again(body, folder / PART, say)
    say("  files under review opened, one evaluation published")
