"""A ceremony held by its pages, for tests that begin after it or watch a step of it."""

from typing import Any

from flask.testing import FlaskClient

PEOPLE = {
    "place": "Town hall",
    "presided_by": "Eva Mayor",
    "certified_by": "Ana Secretary",
    "witnesses": "Luis Notary\nMarta Neighbour",
    "legal_basis": "Agreement of 1 October",
    "first_typist": "Iris Clerk",
    "second_typist": "Hugo Clerk",
}


def lead_to_dice(clerk: FlaskClient, address: str, **people: str) -> None:
    """Say who is there, and that the fingerprint was read aloud."""
    clerk.post(f"{address}/people", data=PEOPLE | people)
    clerk.post(f"{address}/fixed")


def type_dice(clerk: FlaskClient, address: str, who: str, dice: str) -> Any:
    """Type what one person read."""
    return clerk.post(f"{address}/dice", data={"who": who, "dice": dice}, follow_redirects=True)


def steps(dice: str) -> list[tuple[str, dict[str, str]]]:
    """Return what is sent at each step of a ceremony, in order."""
    typed = [("dice", {"who": who, "dice": dice}) for who in ("first", "second")]
    shown = {"dice": "".join(dice.split())}
    return [("people", PEOPLE), ("fixed", {}), *typed, ("open", shown)]


def hold(clerk: FlaskClient, address: str, dice: str) -> Any:
    """Go through all steps of a ceremony; the page after the last one comes back."""
    for step, data in steps(dice):
        answer = clerk.post(f"{address}/{step}", data=data, follow_redirects=True)
    return answer
