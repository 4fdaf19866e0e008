"""The facts of a draw that its minutes tell: plain values, gathered once, in no language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from observatory.recruitment.rules import Veiled


@dataclass(frozen=True)
class Act:
    """Where, when and before whom a draw was held; what nobody gave is empty."""

    place: str = ""
    held_on: date | None = None
    began: str = ""  # the clock on the wall, "10:30"
    ended: str = ""
    presided_by: str = ""
    certified_by: str = ""
    witnesses: tuple[str, ...] = ()
    attended_by: tuple[str, ...] = ()
    typed_by: tuple[str, ...] = ()
    legal_basis: str = ""
    incidents: str = ""
    read_aloud_at: datetime | None = None


@dataclass(frozen=True)
class Cell:
    """A stratum: its households and letters, public since the list was fixed; its replies."""

    stratum: str
    households: int
    letters: int
    replies: Veiled = None


@dataclass(frozen=True)
class Letters:
    """Draw 1, from the bytes that were fixed before its dice (`commit1.json`)."""

    on_date: date
    snapshot: str
    rows: int
    counts: Mapping[str, int]
    rules: Mapping[str, object]
    households: int
    unit: str
    stratum: str
    letters: int
    cells: tuple[Cell, ...]
    commit: str
    root: str
    dice: str
    command: str  # which repeats it, for whoever has the register and the key
    drawn_at: datetime
    act: Act = field(default_factory=Act)


@dataclass(frozen=True)
class Replies:
    """What came back, and what the register holder said."""

    total: int
    refused: Mapping[str, Veiled]
    not_eligible: int
    withdrawn: int
    waiting: int
    waiting_reason: str


@dataclass(frozen=True)
class QuotaRow:
    """A quota as locked, or as relaxed since; of the panel only that it was met."""

    feature: str
    value: str
    least: int
    most: int


@dataclass(frozen=True)
class Relaxed:
    """Quotas that were made wider, with the public reason."""

    on: datetime
    reason: str
    former: str


@dataclass(frozen=True)
class Former:
    """A commitment that a later one took the place of."""

    attempt: int
    commit: str
    reason: str


@dataclass(frozen=True)
class Panel:
    """Draw 2, from its three files."""

    attempt: int
    former: tuple[Former, ...]
    pool: int
    objective: str
    panels: int
    minimum: str
    upper_bound: str
    commit: str
    panels_digest: str
    result: str
    dice: str
    number: str
    drawn_at: datetime
    drawn: tuple[str, ...]
    order: tuple[str, ...]
    meets_quotas: bool
    objection_days: int = 0
    objections_until: datetime | None = None
    replacements_until: date | None = None


@dataclass(frozen=True)
class Facts:
    """All that minutes say. `panel` is None in minutes of draw 1 alone."""

    kind: str  # "letters" or "panel"
    body: str
    city: str
    recruitment: str
    draw: str
    seats: int
    is_rehearsal: bool
    act: Act
    corrections: tuple[tuple[str, str], ...]  # what the ceremony's page said before: name, value
    version: int
    reason: str
    letters: Letters | None
    replies: Replies | None
    quotas: tuple[QuotaRow, ...]
    quotas_locked_at: datetime | None
    quotas_digest: str
    relaxed: tuple[Relaxed, ...]
    panel: Panel | None
    software: str
    lock: str
    slug: str  # of the body, as it stands in addresses
    recruitment_id: int

    @property
    def drawn_at(self) -> datetime:
        """Return when the dice of this draw were taken."""
        found = self.panel or self.letters
        assert found is not None  # noqa: S101  (minutes are of one of the two)
        return found.drawn_at

    @property
    def commit(self) -> tuple[str, str]:
        """Return name and SHA-256 of the file that was fixed first."""
        if self.panel:
            return "commit.json", self.panel.commit
        return "commit1.json", self.letters.commit if self.letters else ""
