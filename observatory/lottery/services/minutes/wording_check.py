"""The words of the end: software, the commands that repeat the draw, and lines to sign on."""

from flask_babel import gettext as _

from observatory import pages
from observatory.lottery.services.minutes.document import (
    Block,
    Command,
    Section,
    paragraph,
    rows,
    signatures,
)
from observatory.lottery.services.minutes.facts import Facts, Panel
from observatory.lottery.services.minutes.wording_act import fingerprint, labels


def address(facts: Facts, language: str) -> str:
    """Return where everybody finds the draw."""
    where = (
        ("draws", str(facts.recruitment_id), str(facts.panel.attempt))
        if facts.panel
        else (
            "draws",
            "letters",
            str(facts.recruitment_id),
        )
    )
    return pages.public_address(language, facts.slug, *where)


def check_section(facts: Facts, language: str) -> Section:
    """Return which software drew, and how anybody repeats and checks it."""
    blocks: list[Block] = [
        rows([(_("Software"), f"citizens-observatory {facts.software}")]),
        fingerprint(_("Fingerprint (SHA-256) of the file that fixes all its parts"), facts.lock),
        paragraph(_("The files of the draw: %(address)s", address=address(facts, language))),
        *(_panel_commands(facts.panel) if facts.panel else _letters_commands(facts)),
        Command(
            _("Whoever doubts these minutes compares their fingerprint with the public record"),
            "python -m sortition check-minutes FILE minutes.sig.json",
        ),
    ]
    return Section(_("Software, and how to repeat the draw"), tuple(blocks))


def _panel_commands(panel: Panel) -> list[Command]:
    return [
        Command(
            _("Anybody repeats the draw with this command"),
            f"python3 -I verify_draw.py bundle.zip --evidence {panel.panels_digest} "
            f"--dice {panel.dice}",
        ),
        Command(
            _("Auditors repeat the panels and their quotas with this command"),
            "python -m sortition audit --pack auditors.json --bundle bundle.zip",
        ),
    ]


def _letters_commands(facts: Facts) -> list[Command]:
    found = facts.letters
    assert found is not None  # noqa: S101  (minutes of draw 1)
    return [
        Command(
            _("An auditor with the register and the key repeats the draw with this command"),
            found.command,
        )
    ]


def signing_section(facts: Facts) -> Section:
    """Return a line for everybody who signs; who was not named signs on an empty one."""
    called, act = labels(), facts.act
    people = [
        (called["presided_by"], act.presided_by),
        (called["certified_by"], act.certified_by),
        *((_("Witness"), name) for name in act.witnesses or ("",)),
    ]
    said = [(role, name or _("Name: not given")) for role, name in people]
    return Section(_("Signatures"), (signatures(said, _("Date")),))
