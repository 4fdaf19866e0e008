"""A ceremony is saved step by step: who is there, what was read aloud, what two people typed.

Each step may be sent twice, and by two clerks at once; what is typed is kept, also when corrected.
"""

from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import to_user_timezone
from sqlalchemy import delete, update

from observatory.database import is_changed, now, session
from observatory.errors import N_, RuleBroken
from observatory.recruitment.models import Ceremony, Recruitment
from observatory.recruitment.services.dice import read_one


class WitnessesNeeded(RuleBroken):
    """Somebody must be able to say what the dice showed."""

    code = "witnesses_needed"
    message = N_("Write the names of the people who watch the dice.")


class TypistsAlike(RuleBroken):
    """One person who types twice makes the same mistake twice."""

    code = "typists_alike"
    message = N_("Two different people type the dice.")


class DiceTyped(RuleBroken):
    """What was said before the dice must not change once they are known."""

    code = "dice_typed"
    message = N_("The dice are typed already. What came before them stays as it is.")


class NotReadAloud(RuleBroken):
    """Whatever is fixed only after the dice proves nothing."""

    code = "not_read_aloud"
    message = N_("Read the fingerprint aloud first. The dice come after that.")


class FirstPersonMissing(RuleBroken):
    """The second person types after the first."""

    code = "first_person_missing"
    message = N_("The first person types the dice first.")


class TypedMeanwhile(RuleBroken):
    """Somebody else typed at another computer."""

    code = "typed_meanwhile"
    message = N_("Somebody else has typed dice at the same moment. Look at this page again.")


class NotAgreed(RuleBroken):
    """Dice count when two people have read the same."""

    code = "not_agreed"
    message = N_("Two people must type the same dice first.")


@dataclass(frozen=True)
class People:
    """Who is there, where, and by which law; witnesses a name a line."""

    place: str
    presided_by: str
    certified_by: str
    witnesses: str
    legal_basis: str
    first_typist: str
    second_typist: str


def begin_ceremony(recruitment: Recruitment, kind: str, people: People, **subject: Any) -> Ceremony:
    """Open a ceremony of a kind, letters or panel; `subject` names its draw.

    Without a draw it is a rehearsal, and the rehearsals before it are forgotten.
    """
    _check(people)
    if not subject:
        end_rehearsal(recruitment, kind)
    ceremony = Ceremony(
        recruitment_id=recruitment.id,
        kind=kind,
        is_rehearsal=not subject,
        **subject,
        **asdict(people),
    )
    session.add(ceremony)
    session.flush()
    return ceremony


def change_people(ceremony: Ceremony, people: People) -> None:
    """Correct who is there, as long as nobody has typed dice."""
    _check(people)
    same = Ceremony.id == ceremony.id, Ceremony.first_dice.is_(None), Ceremony.ended_at.is_(None)
    _change(ceremony, update(Ceremony).where(*same).values(**asdict(people)), DiceTyped)


def _check(people: People) -> None:
    if not people.witnesses.strip():
        raise WitnessesNeeded
    if _folded(people.first_typist) == _folded(people.second_typist):
        raise TypistsAlike


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _change(ceremony: Ceremony, change: Any, refusal: type[RuleBroken]) -> None:
    """Change a ceremony in one step, or refuse where somebody else was faster."""
    if not is_changed(change):
        raise refusal
    session.refresh(ceremony)


def confirm_reading(ceremony: Ceremony) -> None:
    """Keep when the fingerprint was read aloud; it is said once."""
    ceremony.read_aloud_at = ceremony.read_aloud_at or now()


def type_dice(ceremony: Ceremony, who: str, text: str, needed: int) -> None:
    """Keep what the "first" or the "second" person typed; each may correct their own later.

    Raises DiceNotDigits, DiceTooFew.
    """
    if ceremony.read_aloud_at is None:
        raise NotReadAloud
    if who == "second" and ceremony.first_dice is None:
        raise FirstPersonMissing
    dice, former = read_one(text, needed), getattr(ceremony, f"{who}_dice")
    if dice == former:
        return
    if ceremony.stage in ("open", "result"):
        raise DiceTyped
    if former is not None and ceremony.typing != "both":
        raise TypedMeanwhile
    column = getattr(Ceremony, f"{who}_dice")
    unchanged = column.is_(None) if former is None else column == former
    same = Ceremony.id == ceremony.id, Ceremony.ended_at.is_(None), unchanged
    is_kept = is_changed(update(Ceremony).where(*same).values({column.key: dice}))
    session.refresh(ceremony)
    # The same dice sent twice at once are no conflict, whoever came first.
    if getattr(ceremony, column.key) != dice:
        raise TypedMeanwhile
    if is_kept and former is not None:
        note_incident(ceremony, f"{getattr(ceremony, f'{who}_typist')}: {former} → {dice}")


def type_again(ceremony: Ceremony, reason: str) -> None:
    """Have agreed dice typed again, because both were misread; they stay among the incidents."""
    if ceremony.stage != "open":
        raise NotAgreed
    dice = ceremony.first_dice
    both = {"first_dice": None, "second_dice": None}
    _change(ceremony, _agreed(ceremony).values(both), TypedMeanwhile)
    note_incident(ceremony, f"{reason.strip()} ({dice})")


def end_ceremony(ceremony: Ceremony, shown: str) -> bool:
    """Take the dice that both typed and everybody was shown; tell whether they were taken now."""
    if ceremony.stage == "result":
        return False
    if ceremony.stage != "open":
        raise NotAgreed
    if ceremony.first_dice != shown:
        raise TypedMeanwhile
    is_taken = is_changed(_agreed(ceremony).values(ended_at=now()))
    session.refresh(ceremony)
    if not is_taken and ceremony.stage != "result":
        raise NotAgreed
    return is_taken


def _agreed(ceremony: Ceremony) -> Any:
    """Return the change of a ceremony whose dice are still those that were shown."""
    dice = ceremony.first_dice
    return update(Ceremony).where(
        Ceremony.id == ceremony.id,
        Ceremony.ended_at.is_(None),
        Ceremony.first_dice == dice,
        Ceremony.second_dice == dice,
    )


def note_incident(ceremony: Ceremony, text: str) -> None:
    """Add a line with its time to what happened; no line is taken away again."""
    line = f"{to_user_timezone(now()):%H:%M} {' '.join(text.split())}\n"
    own = Ceremony.id == ceremony.id
    session.execute(
        update(Ceremony).where(own).values(incidents=Ceremony.incidents + line),
        execution_options={"synchronize_session": False},
    )
    session.refresh(ceremony)


def end_rehearsal(recruitment: Recruitment, kind: str) -> None:
    """Forget a rehearsal: nothing of it stays."""
    session.execute(
        delete(Ceremony).where(
            Ceremony.recruitment_id == recruitment.id,
            Ceremony.kind == kind,
            Ceremony.is_rehearsal,
        )
    )
