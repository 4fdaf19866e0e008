"""The register that letters are drawn from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from observatory.database import Base, now


class RegisterSnapshot(Base):
    """A register as it was on one day: kept as a file by its hash, here only counted."""

    __tablename__ = "register_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruitment_id: Mapped[int] = mapped_column(ForeignKey("recruitment.id"), index=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    file_name: Mapped[str]
    path: Mapped[str]  # below DATA_DIR, named by us, never by the sender
    on_date: Mapped[date]  # ages are counted on this day
    digest: Mapped[str | None]
    persons: Mapped[int | None]
    households: Mapped[int | None]  # with at least one eligible person
    counts: Mapped[dict[str, Any] | None]  # eligibility: {rule: persons}; they add up to persons
    columns: Mapped[dict[str, Any] | None]  # {what it is: the file's own name of the column}
    rules: Mapped[dict[str, Any] | None]  # who may be written to, as the clerk set it
    findings: Mapped[dict[str, Any] | None]  # what a dry run found, before anything is taken
    strata: Mapped[dict[str, Any] | None]  # {column: {value: households}}, for the planner
    imported_at: Mapped[datetime] = mapped_column(default=now)
