"""The words of the act: where, when, who, on what legal basis, and what went wrong."""

from flask_babel import gettext as _

from observatory.formats import show_date, show_minute
from observatory.lottery.services.minutes.document import (
    Block,
    Fingerprint,
    Pair,
    Section,
    paragraph,
    rows,
)
from observatory.lottery.services.minutes.facts import Act, Facts


def given(value: str) -> str:
    """Return what was given; where nothing was, say so and invent nothing."""
    return value if value.strip() else _("not given")


def fingerprint(label: str, digest: str) -> Block:
    """Return a fingerprint, or that there is none."""
    return Fingerprint(label, digest) if digest else rows([(label, given(""))])


def names(people: tuple[str, ...]) -> str:
    """Return names, a line each."""
    return given("\n".join(people))


def labels() -> dict[str, str]:
    """Return how each thing that people give is called."""
    return {
        "place": _("Place"),
        "held_on": _("Day"),
        "began": _("Began at"),
        "ended": _("Ended at"),
        "presided_by": _("Presided over by"),
        "certified_by": _("Certified by"),
        "witnesses": _("Witnesses"),
        "attended_by": _("Also present"),
        "legal_basis": _("Legal basis"),
        "incidents": _("Incidents"),
    }


def act_rows(act: Act) -> list[Pair]:
    """Return where, when and before whom."""
    called = labels()
    said = {
        "place": act.place,
        "held_on": show_date(act.held_on),
        "began": act.began,
        "ended": act.ended,
        "presided_by": act.presided_by,
        "certified_by": act.certified_by,
        "witnesses": "\n".join(act.witnesses),
        "attended_by": "\n".join(act.attended_by),
        "legal_basis": act.legal_basis,
    }
    return [(called[name], given(value)) for name, value in said.items()]


def act_sections(facts: Facts) -> list[Section]:
    """Return the first section: the act, and what was corrected of it."""
    typed = _("Dice typed by")
    moments = [
        (_("Dice entered"), show_minute(facts.drawn_at)),
        (typed, names(facts.act.typed_by)),
    ]
    blocks = [rows([*_which(facts), *act_rows(facts.act), *moments])]
    if facts.corrections:
        called = labels()
        before = [(called[name], given(value)) for name, value in facts.corrections]
        note = _("The page of the ceremony said otherwise. It was corrected here. It said:")
        return [Section(_("The act"), (*blocks, paragraph(note), rows(before)))]
    return [Section(_("The act"), tuple(blocks))]


def _which(facts: Facts) -> list[Pair]:
    attempt = [(_("Attempt"), str(facts.panel.attempt))] if facts.panel else []
    version = str(facts.version)
    if facts.version > 1:
        version = _(
            "%(version)s. It corrects the version before. Reason: %(reason)s",
            version=version,
            reason=facts.reason,
        )
    rehearsal = (
        [(_("Rehearsal"), _("Nobody is seated by this draw."))] if facts.is_rehearsal else []
    )
    return [
        *rehearsal,
        (_("Draw"), facts.draw),
        *attempt,
        (_("Seats of the panel"), str(facts.seats)),
        (_("Version of these minutes"), version),
    ]


def incidents_section(facts: Facts) -> Section:
    """Return what happened that was not foreseen, as people wrote it."""
    said = facts.act.incidents.strip() or _("No incident was reported.")
    return Section(_("Incidents"), (paragraph(said),))
