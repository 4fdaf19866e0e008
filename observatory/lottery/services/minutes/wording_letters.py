"""The words of draw 1: the frame, who is left out of it, letters and replies by stratum."""

from collections.abc import Mapping

from flask_babel import gettext as _

from observatory.formats import show_date, show_hash, show_minute, show_number
from observatory.lottery.services.minutes.document import (
    Block,
    Fingerprint,
    Pair,
    Section,
    Table,
    paragraph,
    rows,
    table,
)
from observatory.lottery.services.minutes.facts import Facts, Letters, Replies
from observatory.lottery.services.minutes.wording_act import act_rows
from observatory.recruitment.rules import LEAST, Veiled


def exclusions() -> dict[str, str]:
    """Return why a row of the register is left out, in the order of the rules."""
    return {
        "blank_household": _("No household named"),
        "born_unknown": _("Birth date missing or not readable"),
        "too_young": _("Too young"),
        "too_old": _("Too old"),
        "other_district": _("Lives in another district"),
        "excluded": _("On a list of exclusions (office, job, conviction, former member)"),
        "institution": _("Lives in an institution"),
    }


def refusals() -> dict[str, str]:
    """Return why the register holder said no to a reply."""
    return {
        "not_in_household": _("Does not live in this household"),
        "too_young": _("Too young"),
        "excluded": _("May not take part because of an office, a job or a conviction"),
        "double": _("Answered more than one letter"),
        "unknown": _("Cannot be found in the register"),
    }


def counted(count: Veiled) -> str:
    """Return a count, or that it is hidden."""
    return _("hidden") if count is None else show_number(count)


def veil_note() -> str:
    """Say what "hidden" means: these minutes are public."""
    return _(
        "These minutes are public. “Hidden” stands for a number below %(least)s, which could point "
        "to a person, or for one from which such a number could be calculated.",
        least=LEAST,
    )


def letters_sections(facts: Facts) -> list[Section]:
    """Return the frame and draw 1; where there was none, say so."""
    found = facts.letters
    if found is None:
        text = _("No letters were drawn for this recruitment: not given.")
        return [Section(_("The register and the letters"), (paragraph(text),))]
    return [_frame(found), _letters(found, has_replies=facts.panel is not None)]


def _frame(found: Letters) -> Section:
    left_out = sum(count for name, count in found.counts.items() if name != "eligible")
    said = [
        (_("The register is of"), show_date(found.on_date)),
        (_("Rows of the register"), show_number(found.rows)),
        (_("Rows left out"), show_number(left_out)),
        (_("Persons who could be written to"), show_number(found.rows - left_out)),
        (_("Households with such a person"), show_number(found.households)),
        *_rules(found.rules),
    ]
    blocks = (
        rows(said),
        Fingerprint(_("Fingerprint (SHA-256) of the register"), found.snapshot),
        _exclusions(found.counts, left_out),
    )
    return Section(_("The register (frame) and who was left out"), blocks)


def _exclusions(counts: Mapping[str, int], left_out: int) -> Table:
    called = exclusions()
    listed = [(name, count) for name, count in counts.items() if name != "eligible"]
    cells = [(called.get(name, name), show_number(count)) for name, count in listed]
    total = (_("Together"), show_number(left_out))
    caption = _("Left out; each row is counted once, by the first reason")
    return table(caption, (_("Reason"), _("Rows")), [*cells, total], (1,))


def _rules(rules: Mapping[str, object]) -> list[Pair]:
    """Return the rules of who may be written to, as they were fixed."""
    found: list[Pair] = []
    if last := rules.get("born_on_or_before"):
        found.append((_("Born at the latest on"), show_date(str(last))))
    if first := rules.get("born_on_or_after"):
        found.append((_("Born at the earliest on"), show_date(str(first))))
    if isinstance(districts := rules.get("districts"), list):
        found.append((_("Only these districts"), ", ".join(map(str, districts))))
    if largest := rules.get("largest_household"):
        found.append((_("Largest home that is no institution"), _("%(n)s persons", n=largest)))
    if listed := rules.get("excluded"):
        found.append((_("Fingerprint of the list of exclusions"), show_hash(str(listed))))
    if homes := rules.get("institutions"):
        found.append((_("Fingerprint of the list of institutions"), show_hash(str(homes))))
    return found


def _letters(found: Letters, *, has_replies: bool) -> Section:
    said = [
        (_("Letters"), show_number(found.letters)),
        (_("What had the same chance"), _unit(found.unit)),
        (_("Spread over"), found.stratum or _("all together")),
        (_("Random source"), _("Ten-sided dice, thrown in public")),
        (_("Dice"), show_hash(found.dice)),
        (_("Letters drawn"), show_minute(found.drawn_at)),
    ]
    blocks: list[Block] = [rows(said)]
    if has_replies:
        blocks += [paragraph(_("The draw of the letters was held so:")), rows(act_rows(found.act))]
    blocks += [
        Fingerprint(
            _("Fingerprint (SHA-256) of commit1.json, fixed before the dice"), found.commit
        ),
        Fingerprint(_("Root of all leaves (households or persons)"), found.root),
        *_by_stratum(found, has_replies=has_replies),
    ]
    return Section(_("The draw of the letters"), tuple(blocks))


def _unit(unit: str) -> str:
    if unit == "person":
        return _(
            "Each person. A household got one letter at the most, so that chances are not exactly "
            "equal."
        )
    return _("Each household of the same stratum")


def _by_stratum(found: Letters, *, has_replies: bool) -> list[Block]:
    head = [_("Stratum"), _("Households"), _("Letters")]
    cells = [
        [one.stratum or _("all"), show_number(one.households), show_number(one.letters)]
        for one in found.cells
    ]
    if not has_replies:
        total = [_("Together"), show_number(found.households), show_number(found.letters)]
        return [table(_("Letters by stratum"), head, [*cells, total], (1, 2))]
    for row, one in zip(cells, found.cells, strict=True):
        row.append(counted(one.replies))
    made = table(_("Letters and replies by stratum"), [*head, _("Replies")], cells, (1, 2, 3))
    hidden = any(one.replies is None for one in found.cells)
    return [made, *([paragraph(veil_note())] if hidden else [])]


def replies_section(facts: Facts) -> Section:
    """Return what came back and who could take part."""
    found = facts.replies
    assert found is not None  # noqa: S101  (minutes of draw 2 have them)
    pool = facts.panel.pool if facts.panel else 0
    said = [
        (_("Replies"), show_number(found.total)),
        (_("May not take part"), show_number(found.not_eligible)),
        (_("Withdrew themselves"), show_number(found.withdrawn)),
        (_("Not confirmed by the register holder"), _waiting(found)),
        (_("Pool that was frozen"), show_number(pool)),
    ]
    blocks: list[Block] = [rows(said)]
    if found.refused:
        called = refusals()
        cells = [(called.get(name, name), counted(count)) for name, count in found.refused.items()]
        caption = _("Replies that may not take part")
        blocks.append(table(caption, (_("Reason"), _("Replies")), cells, (1,)))
        if None in found.refused.values():
            blocks.append(paragraph(veil_note()))
    return Section(_("The replies and the pool"), tuple(blocks))


def _waiting(found: Replies) -> str:
    if not found.waiting:
        return show_number(0)
    return _("%(count)s. Reason: %(reason)s", count=found.waiting, reason=found.waiting_reason)
