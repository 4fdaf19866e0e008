"""The instances, read with the standard library only: folders NAME_K with two tables."""

import csv
from pathlib import Path
from typing import NamedTuple

# (quotas, pool, column of the feature, column of the value)
LAYOUTS = (
    ("categories.csv", "respondents.csv", "category", "feature"),
    ("features.csv", "people.csv", "feature", "value"),
)


class Quota(NamedTuple):
    """How many seats the members with a value take."""

    feature: str
    value: str
    minimum: int
    maximum: int


class Instance(NamedTuple):
    """A pool, its quotas and the number of seats, with the files they came from."""

    name: str
    pool_file: Path
    quotas_file: Path
    size: int
    quotas: tuple[Quota, ...]
    members: tuple[dict[str, str], ...]


def find(folder: Path) -> list[Instance]:
    """Read the instances of a folder, the smallest pool first."""
    paths = folder.iterdir() if folder.is_dir() else ()
    found = [read(path) for path in paths if is_instance(path)]
    return sorted(found, key=lambda one: (len(one.members), one.name))


def is_instance(folder: Path) -> bool:
    """Tell whether a folder holds both tables and names its number of seats."""
    return folder.name.rpartition("_")[2].isdigit() and any(
        (folder / quotas).exists() and (folder / pool).exists() for quotas, pool, *_ in LAYOUTS
    )


def read(folder: Path) -> Instance:
    """Read one instance; the number of seats is the end of its name."""
    quotas_name, pool_name, feature, value = next(
        layout for layout in LAYOUTS if (folder / layout[0]).exists()
    )
    quotas = tuple(
        Quota(row[feature], row[value], int(row["min"]), int(row["max"]))
        for row in _rows(folder / quotas_name)
        if row[feature]
    )
    return Instance(
        folder.name,
        folder / pool_name,
        folder / quotas_name,
        int(folder.name.rpartition("_")[2]),
        quotas,
        tuple(_rows(folder / pool_name)),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
