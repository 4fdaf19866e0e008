"""Facts become a document in one language."""

from flask_babel import gettext as _

from observatory.formats import in_language
from observatory.lottery.services.minutes.document import Document, Fingerprint, Section, plain
from observatory.lottery.services.minutes.facts import Facts
from observatory.lottery.services.minutes.wording_act import act_sections, incidents_section
from observatory.lottery.services.minutes.wording_check import check_section, signing_section
from observatory.lottery.services.minutes.wording_letters import letters_sections, replies_section
from observatory.lottery.services.minutes.wording_panel import panel_sections, quotas_section


def compose(facts: Facts, language: str) -> Document:
    """Return the minutes in a language."""
    with in_language(language):
        name, digest = facts.commit
        return Document(
            language=language,
            title=_title(facts),
            subtitle=plain(f"{facts.recruitment} · {facts.draw}"),
            sender=plain(f"{facts.body} · {facts.city}" if facts.city else facts.body),
            page=_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
            foot=Fingerprint(_("Fingerprint (SHA-256) of %(file)s", file=name), digest),
            moment=facts.drawn_at,
            sections=tuple(_sections(facts, language)),
        )


def _title(facts: Facts) -> str:
    if facts.is_rehearsal:
        return _("Rehearsal: minutes of a draw")
    return (
        _("Minutes of the draw of the panel")
        if facts.panel
        else _("Minutes of the draw of the letters")
    )


def _sections(facts: Facts, language: str) -> list[Section]:
    quotas = quotas_section(facts)
    if facts.panel is None:
        middle = [*letters_sections(facts), quotas]
    else:
        middle = [
            *letters_sections(facts),
            replies_section(facts),
            quotas,
            *panel_sections(facts, facts.panel),
        ]
    return [
        *act_sections(facts),
        *middle,
        incidents_section(facts),
        check_section(facts, language),
        signing_section(facts),
    ]
