"""What the clerk sends, and the steps made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask.testing import FlaskClient

NOON = datetime(2026, 12, 1, 11, 0, tzinfo=UTC)  # no step is taken before midnight and after it


class Clerk(FlaskClient):
    """The clerk's browser; `people` has the numbers of those whom a step is about."""

    people: tuple[int, ...] = ()

    def send(self, rest: str, typed: dict[str, Any]) -> Any:
        """Send a form; {0} in its address or in what is typed is the first of the people."""
        data = {
            name: value.format(*self.people) if isinstance(value, str) else value
            for name, value in typed.items()
        }
        return self.post(address(rest).format(*self.people), data=data)


Act = Callable[[Clerk], Any]


def address(rest: str) -> str:
    return f"/en/town/{rest}"


def press(rest: str, **typed: Any) -> Act:
    """Send a form of the clerk's."""
    return lambda clerk: clerk.send(rest, typed)


def press_where(rest: str) -> Act:
    """Send what broke off again, from the page that an address leads to."""
    return lambda clerk: clerk.post(clerk.get(address(rest)).location + "/again")


def in_turn(*acts: Act) -> Act:
    """Send several forms, one after the other, up to one that fails; answer as the worst did."""

    def act(clerk: Clerk) -> Any:
        answers = []
        for one in acts:
            answers.append(one(clerk))
            if answers[-1].status_code >= 500:
                break
        return max(answers, key=lambda own: own.status_code)

    return act


def nobody() -> list[int]:
    """Most steps are about nobody in particular."""
    return []


@dataclass(frozen=True)
class Step:
    """One step: what is sent, and what is sent where its work broke off.

    `people` finds whom it is about: the same before the step and after it. `pages` are looked at
    while it is half done. `chance` names columns that it fills by chance: they are not the same
    when it is repeated, but what was once saved stays.
    """

    name: str
    act: Act
    again: Act | None = None
    chance: tuple[str, ...] = ()
    people: Callable[[], list[int]] = nobody
    pages: tuple[str, ...] = ()
