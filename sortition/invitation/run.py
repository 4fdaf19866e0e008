"""A whole draw 1 without the web: a register in; commitment, letters and report out."""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sortition import proofs
from sortition.clock import Progress
from sortition.errors import DrawError, InputError
from sortition.invitation.commitment import commit_invitations
from sortition.invitation.drawing import Letter, draw_invitations
from sortition.invitation.parts import Part, make_part
from sortition.invitation.proving import prove_letter
from sortition.invitation.report import describe, peak_memory
from sortition.invitation.shares import letters_by_stratum, read_letters_by_stratum
from sortition.invitation.writing import Table, write_folder
from sortition.reading import read_file, system_problem
from sortition.register import (
    EligibilityRules,
    Register,
    RegisterColumns,
    find_eligible,
    make_frame,
    read_registers,
)


@dataclass(frozen=True)
class Asked:
    """What is drawn of a register.

    Attributes
    ----------
    out
        The folder for the results.
    seed
        Decides the order; on any machine the same (`seed_of` makes it of dice).
    letters
        How many in all, N; None where a file says it for each stratum.
    per_stratum
        That file, with the columns stratum and letters.
    second_wave
        So many more, by the same order, for when replies are too few.
    draw
        The draw's own id.
    has_proofs
        Whether to write the proof of each letter.
    """

    out: Path
    seed: bytes
    letters: int | None = None
    per_stratum: Path | None = None
    second_wave: int = 0
    draw: str = "letters"
    has_proofs: bool = False


class Stopwatch:
    """Counts the seconds of each stage, by the clock and of the processor; passes progress on."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._since = (time.perf_counter(), time.process_time())
        self._stages: dict[str, tuple[float, float]] = {}

    def __call__(self, stage: str, fraction: float) -> None:
        """Count what was done since the last call for `stage`."""
        now = (time.perf_counter(), time.process_time())
        wall, own = self._stages.get(stage, (0.0, 0.0))
        self._stages[stage] = (wall + now[0] - self._since[0], own + now[1] - self._since[1])
        self._since = now
        if self._progress:
            self._progress(stage, fraction)

    def cost(self) -> dict[str, dict[str, float]]:
        """Return the seconds of each stage and of all, by the clock and of the processor."""
        return {"seconds": self._counted(0), "cpu_seconds": self._counted(1)}

    def _counted(self, which: int) -> dict[str, float]:
        counted = {stage: values[which] for stage, values in self._stages.items()}
        counted["total"] = sum(counted.values())
        return {stage: round(value, 3) for stage, value in counted.items()}


def read_part(
    files: Sequence[Path],
    *,
    columns: RegisterColumns,
    rules: EligibilityRules,
    strata: Sequence[str],
    unit: str,
    key: bytes,
    watch: Stopwatch,
) -> Part:
    """Read registers from files, find who is eligible, and hash what can be drawn.

    Raises
    ------
    InputError
        With the first rows of each kind of problem, and the numbers of the others.
    """
    register = _read(files, columns, watch)
    eligibility = find_eligible(register, rules)
    frame = make_frame(register, eligibility, strata, unit)
    names, digests = register.columns.names, register.digests
    del register  # a large one has done its part
    watch("eligibility", 1.0)
    part = make_part(names, digests, eligibility, frame, key)
    watch("leaves", 1.0)
    return part


def _read(files: Sequence[Path], columns: RegisterColumns, watch: Stopwatch) -> Register:
    with ExitStack() as opened:
        streams = []
        for path in files:
            try:
                streams.append((opened.enter_context(path.open("rb")), str(path)))
            except OSError as error:
                raise InputError([system_problem("cannot_read", path, error)]) from error
        register = read_registers(streams, columns, watch)
    watch("reading", 1.0)
    return register


def draw_part(part: Part, asked: Asked, new_key: bytes | None, watch: Stopwatch) -> dict[str, Any]:
    """Commit to a register, draw its letters, and write all files.

    Parameters
    ----------
    part
        The register.
    asked
        What is drawn of it.
    new_key
        The key, where it was made for this draw and has to be kept.
    watch
        Counts the seconds.

    Returns
    -------
    dict
        The report.

    Raises
    ------
    DrawError
        For letters that do not fit the households.
    InputError
        For a file of letters that cannot be read, or a folder that cannot be written.
    """
    leaves, households = part.leaves, part.leaves.frame.households_by_stratum
    letters = _shares(asked, households)
    more = _second_wave(asked, households, letters)
    content = commit_invitations(
        draw=asked.draw,
        eligibility=part.eligibility,
        letters=letters,
        leaves=leaves,
        second_wave=more,
    )
    commit = proofs.canonical(content)
    watch("commitment", 1.0)
    drawn = draw_invitations(commit, leaves, asked.seed)
    watch("letters", 1.0)
    report = describe(part, content, drawn) | {"seed": asked.seed.hex(), "draw": asked.draw}
    files: dict[str, bytes | Table] = {"commit1.json": commit}
    files |= _tables(part, asked, letters, drawn)
    if new_key is not None:
        files["key"] = f"{new_key.hex()}\n".encode()
    return write_folder(
        asked.out, files, lambda: {**report, **watch.cost(), "peak_memory_mb": peak_memory()}
    )


def _shares(asked: Asked, households: Mapping[str, int]) -> dict[str, int]:
    if asked.per_stratum is None:
        return letters_by_stratum(households, asked.letters or 0)
    found = read_file(asked.per_stratum, read_letters_by_stratum)
    if asked.letters is not None and sum(found.values()) != asked.letters:
        raise DrawError("letters_differ", letters=asked.letters, listed=sum(found.values()))
    return found


def _second_wave(
    asked: Asked, households: Mapping[str, int], letters: Mapping[str, int]
) -> dict[str, int] | None:
    left = {own: count - letters.get(own, 0) for own, count in households.items()}
    return letters_by_stratum(left, asked.second_wave) if asked.second_wave else None


def _tables(
    part: Part, asked: Asked, letters: Mapping[str, int], drawn: Mapping[str, list[Letter]]
) -> dict[str, Table]:
    all_letters = [letter for cell in drawn.values() for letter in cell]
    first = [own for own in all_letters if own.rank <= letters.get(own.stratum, 0)]
    tables = {"letters.csv": _letters(part, first)}
    if asked.second_wave:
        further = [own for own in all_letters if own.rank > letters.get(own.stratum, 0)]
        tables["second-wave.csv"] = _letters(part, further)
    if asked.has_proofs:
        proved = (prove_letter(part.leaves, own) for own in all_letters)
        rows = ((own.leaf, own.place, own.size, " ".join(own.path)) for own in proved)
        tables["proofs.csv"] = (("leaf", "place", "size", "path"), rows)
    return tables


def _letters(part: Part, letters: list[Letter]) -> Table:
    header: tuple[str, ...] = ("household", "stratum", "rank", "leaf")
    rows = [(own.household, own.stratum, own.rank, own.leaf) for own in letters]
    if part.leaves.frame.unit == "household":
        return header, rows
    named = [(*row, own.person) for row, own in zip(rows, letters, strict=True)]
    return (*header, "person"), named
