"""The words of quotas and draw 2: what was fixed, what the dice showed, who was drawn."""

from flask_babel import gettext as _

from observatory.formats import show_date, show_hash, show_minute, show_number, show_share
from observatory.lottery.services.minutes.document import (
    Block,
    Codes,
    Fingerprint,
    Pair,
    Section,
    paragraph,
    rows,
    table,
)
from observatory.lottery.services.minutes.facts import Facts, Panel
from observatory.lottery.services.minutes.wording_act import fingerprint, given


def objectives() -> dict[str, str]:
    """Return what each way to make chances fair does."""
    return {
        "leximin": _("leximin: the smallest chance as large as can be, then the next smallest"),
        "maximin": _("maximin: the smallest chance as large as can be"),
        "nash": _("nash: the product of all chances as large as can be"),
        "goldilocks": _("goldilocks: neither very small nor very large chances"),
    }


def quotas_section(facts: Facts) -> Section:
    """Return the quotas, when they were locked, and whether the panel meets them."""
    blocks: list[Block] = [
        rows([(_("Locked on"), given(show_minute(facts.quotas_locked_at)))]),
        fingerprint(_("Fingerprint (SHA-256) of the quotas"), facts.quotas_digest),
    ]
    for one in facts.relaxed:
        text = _(
            "On %(date)s the quotas were made wider. Reason: %(reason)s Fingerprint before: "
            "%(former)s",
            date=show_date(one.on),
            reason=_ended(one.reason),
            former=show_hash(one.former),
        )
        blocks.append(paragraph(text))
    head = (_("Feature"), _("Value"), _("At least"), _("At most"))
    cells = [
        (one.feature, one.value, show_number(one.least), show_number(one.most))
        for one in facts.quotas
    ]
    blocks.append(table(_("Seats for each value"), head, cells, (2, 3)))
    if facts.panel:
        met, missed = _("The panel meets every quota."), _("The panel misses a quota.")
        blocks.append(paragraph(met if facts.panel.meets_quotas else missed))
    return Section(_("The quotas and their date"), tuple(blocks))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def panel_sections(facts: Facts, panel: Panel) -> list[Section]:
    """Return what was fixed before the dice, and what they decided."""
    return [_fixed(facts, panel), _result(panel)]


def _fixed(facts: Facts, panel: Panel) -> Section:
    read = show_minute(facts.act.read_aloud_at)
    said = [
        (_("Panels to choose among"), show_number(panel.panels)),
        (_("How chances were made fair"), objectives().get(panel.objective, panel.objective)),
        (_("Smallest chance"), show_share(float(panel.minimum), 4)),
        (_("No method can give more than"), show_share(float(panel.upper_bound), 4)),
        (_("Fingerprint read aloud"), given(read)),
        *_periods(panel),
        (_("Random source"), _("Ten-sided dice, thrown in public, typed twice")),
        (_("Dice"), _dice(panel)),
        (_("Number of the panel"), panel.number),
    ]
    files = [
        Fingerprint(
            _("Fingerprint (SHA-256) of commit.json: the pool and the rules"), panel.commit
        ),
        Fingerprint(
            _("Fingerprint (SHA-256) of panels.json, read aloud before the dice"),
            panel.panels_digest,
        ),
        Fingerprint(_("Fingerprint (SHA-256) of result.json"), panel.result),
    ]
    return Section(_("The draw of the panel"), (*_formers(panel), rows(said), *files))


def _periods(panel: Panel) -> list[Pair]:
    found: list[Pair] = []
    if panel.objections_until:
        days = _(
            "%(days)s days, until %(moment)s",
            days=panel.objection_days,
            moment=show_minute(panel.objections_until),
        )
        found.append((_("Time for objections"), days))
    else:
        found.append((_("Time for objections"), _("none")))
    if panel.replacements_until:
        found.append((_("Free seats are filled until"), show_date(panel.replacements_until)))
    return found


def _formers(panel: Panel) -> list[Block]:
    if not panel.former:
        return []
    head = (_("Attempt"), _("Fingerprint of commit.json"), _("Why another took its place"))
    cells = [(str(one.attempt), show_hash(one.commit[:16]), one.reason) for one in panel.former]
    return [table(_("Lists that were fixed before this one"), head, cells)]


def _dice(panel: Panel) -> str:
    digits = len(panel.number)
    return f"{panel.dice[:digits]} {show_hash(panel.dice[digits:])}"


def _result(panel: Panel) -> Section:
    named = _(
        "Everybody is named by the first 16 signs of their code; result.json has the whole codes. "
        "Each person finds their own with the letter they got."
    )
    return Section(
        _("The result"),
        (
            paragraph(named),
            Codes(_("Drawn: %(n)s people", n=len(panel.drawn)), panel.drawn),
            *_followers(panel),
        ),
    )


def _followers(panel: Panel) -> list[Block]:
    if not panel.order:
        return [paragraph(_("Nobody is left to follow: all of the pool were drawn."))]
    label = _(
        "Who follows if a seat becomes free, the first %(n)s of the order", n=len(panel.order)
    )
    return [Codes(label, panel.order)]
