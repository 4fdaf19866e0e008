"""A draw with letters, replies and dice behind it, as minutes tell it; and facts made by hand."""

import hashlib
import io
from datetime import UTC, date, datetime

from pypdf import PdfReader

from observatory.database import session
from observatory.lottery import services
from observatory.lottery.services.minutes.document import Document
from observatory.lottery.services.minutes.facts import (
    Act,
    Cell,
    Facts,
    Former,
    Letters,
    Panel,
    QuotaRow,
    Relaxed,
    Replies,
)
from observatory.recruitment.models import Recruitment
from observatory.recruitment.rules import veil
from observatory.recruitment.services import import_replies
from tests.recruitment import cases

DICE = "137141592653589793238462"
LANGUAGES = ("es", "en", "fr")
REPLIES = (
    "1,woman,Ada Ortega,ada@example.org,web,2025-11-03,1234",
    "2,man,Bruno Vidal,bruno@example.org,web,2025-11-03,1234",
    "3,woman,Clara Rey,clara@example.org,phone,2025-11-04,1234",
    "4,man,Diego Sanz,diego@example.org,paper,2025-11-05,1234",
)
TYPED = {
    "place": "Salón de Plenos, Plaza de la Villa 4",
    "held_on": date(2026, 11, 23),
    "began": "10:30",
    "ended": "11:15",
    "presided_by": "María Núñez, alcaldesa",
    "certified_by": "José Luis Prieto, notario",
    "witnesses": "Ana Secretary\nLuis Notary",
    "attended_by": "12 residents",
    "legal_basis": "Reglamento Orgánico, art. 12",
    "incidents": "One die fell on the floor.\nIt was thrown again.",
    "reason": "",
}
SENT = {name: value for name, value in TYPED.items() if name != "held_on"} | {
    "held_on-day": "23",
    "held_on-month": "11",
    "held_on-year": "2026",
}


def with_letters() -> Recruitment:
    """A recruitment whose four letters are drawn."""
    return session.get_one(Recruitment, cases.with_letters().recruitment_id)


def drawn() -> Recruitment:
    """A recruitment of two seats whose panel is drawn from four replies."""
    found = cases.with_letters()
    made, replies = cases.replies_of(found, *REPLIES)
    import_replies(made, replies, "replies.csv")
    cases.confirm_all(made)
    frozen = services.freeze_draw(made)
    session.commit()
    services.draw_panel(frozen, DICE, DICE, "Ana Secretary\nLuis Notary")
    session.commit()
    return made


def mark(thing: object) -> str:
    """A made-up SHA-256."""
    return hashlib.sha256(str(thing).encode()).hexdigest()


NOON = datetime(2026, 3, 12, 11, 0, tzinfo=UTC)
ACT = Act(
    place="Salón de Plenos",
    held_on=date(2026, 3, 12),
    began="11:00",
    ended="11:48",
    presided_by="María Núñez Ortiz",
    certified_by="José Luis Prieto",
    witnesses=("Ana Secretary", "Luis Notary"),
    attended_by=("Prensa",),
    typed_by=("Eva Uno", "Iker Dos"),
    legal_basis="Reglamento Orgánico, art. 12",
    incidents="Un dado cayó al suelo.",
    read_aloud_at=NOON,
)
DISTRICTS = (
    *("Centro", "Arganzuela", "Retiro", "Salamanca", "Chamartín", "Tetuán", "Chamberí"),
    *("Fuencarral-El Pardo", "Moncloa-Aravaca", "Latina", "Carabanchel", "Usera"),
    *("Puente de Vallecas", "Moratalaz", "Ciudad Lineal", "Hortaleza", "Villaverde"),
    *("Villa de Vallecas", "Vicálvaro", "San Blas-Canillejas", "Barajas"),
)


def letters(strata: int = 21) -> Letters:
    """Draw 1 of a large city, over so many districts."""
    names = DISTRICTS[:strata] if strata > 1 else ("",)
    replies = veil({name: 3 + 13 * place for place, name in enumerate(names)})
    return Letters(
        on_date=date(2026, 1, 1),
        snapshot=mark("register"),
        rows=3_300_000,
        counts={"blank_household": 12, "too_young": 500_000, "excluded": 2311, "eligible": 2797677},
        rules={"born_on_or_before": "2010-01-01", "excluded": mark("list")},
        households=1_290_000,
        unit="household",
        stratum="district" if strata > 1 else "",
        letters=30_000,
        cells=tuple(
            Cell(name, 40_000 + 311 * place, 900 + place, replies[name])
            for place, name in enumerate(names)
        ),
        commit=mark("commit1"),
        root=mark("root"),
        dice="31415926535897932384",
        command=f"python -m sortition invite --letters 30000 --seed {mark('seed')}",
        drawn_at=datetime(2026, 2, 5, 9, 0, tzinfo=UTC),
        act=Act(place="Junta Municipal", held_on=date(2026, 2, 5)),
    )


def panel(seats: int = 49) -> Panel:
    """Draw 2 of a large city."""
    return Panel(
        attempt=2,
        former=(Former(1, mark("former"), "Faltaban respuestas por correo"),),
        pool=974,
        objective="leximin",
        panels=1000,
        minimum="0.026846000000",
        upper_bound="0.026846000000",
        commit=mark("commit"),
        panels_digest=mark("panels"),
        result=mark("result"),
        dice=DICE,
        number="137",
        drawn_at=NOON,
        drawn=tuple(mark(place)[:16] for place in range(seats)),
        order=tuple(mark(f"order {place}")[:16] for place in range(3 * seats)),
        meets_quotas=True,
        objection_days=7,
        objections_until=NOON,
        replacements_until=date(2027, 3, 1),
    )


def facts(kind: str = "panel", act: Act = ACT, strata: int = 21) -> Facts:
    """The facts of a large city's draw, 49 seats and so many districts."""
    quotas = (("sexo", "mujer", 24, 25), ("sexo", "hombre", 24, 25))
    replies = Replies(1003, {"double": 12, "too_young": None}, 20, 9, 4, "El plazo terminaba.")
    return Facts(
        kind=kind,
        body="Observatorio de la Ciudad",
        city="Madrid",
        recruitment="Primera convocatoria",
        draw="madrid-1",
        seats=49,
        is_rehearsal=False,
        act=act,
        corrections=(("place", "Salón de actos"),),
        version=2,
        reason="Faltaba una testigo.",
        letters=letters(strata),
        replies=replies if kind == "panel" else None,
        quotas=tuple(QuotaRow(*row) for row in quotas),
        quotas_locked_at=datetime(2026, 1, 15, 12, 0, tzinfo=UTC),
        quotas_digest=mark("quotas"),
        relaxed=(Relaxed(NOON, "Faltaban jóvenes", mark("before")),),
        panel=panel() if kind == "panel" else None,
        software="0.1.0",
        lock=mark("lock"),
        slug="madrid",
        recruitment_id=1,
    )


def words_of(printed: bytes) -> str:
    """The text of a PDF without its blanks: a line may end anywhere."""
    pages = PdfReader(io.BytesIO(printed)).pages
    return squeezed("".join(page.extract_text() for page in pages))


def squeezed(text: str) -> str:
    """A text without blanks, and without the marks where a long word may break."""
    return "".join(text.replace("\u200b", "").split())


def everything(document: Document) -> list[str]:
    """Every text of a document."""
    found = [document.title, document.subtitle, document.sender, document.foot.digest]
    for section in document.sections:
        found += [section.title, *(text for block in section.blocks for text in _texts(block))]
    return found


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in _texts(one)]
    return [text for one in getattr(value, "__dict__", {}).values() for text in _texts(one)]
