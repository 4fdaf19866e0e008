"""Quotas that a recruitment can start from, as files anybody can read."""

from dataclasses import dataclass
from pathlib import Path

from observatory.errors import N_
from observatory.recruitment.models import Recruitment
from observatory.recruitment.services.quotas import set_quotas
from sortition.tables import read_quotas

FOLDER = Path(__file__).resolve().parent.parent / "presets"


@dataclass(frozen=True)
class Preset:
    """Quotas made for one number of seats; other numbers need other quotas."""

    name: str
    text: str
    seats: int


PRESETS = (Preset("madrid_2019", N_("Madrid 2019: sex, five age bands, 21 districts"), 49),)


def presets_for(recruitment: Recruitment) -> list[Preset]:
    """Return the presets made for a recruitment's number of seats."""
    return [preset for preset in PRESETS if preset.seats == recruitment.seats]


def use_preset(recruitment: Recruitment, name: str) -> None:
    """Replace the quotas by a preset's; an unknown name, or other seats, changes nothing."""
    for preset in presets_for(recruitment):
        if preset.name == name:
            path = FOLDER / f"{name}.csv"
            set_quotas(recruitment, read_quotas(path.read_bytes(), path.name))
