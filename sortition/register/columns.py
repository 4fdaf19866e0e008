"""Which column of a register holds what, said by people or guessed from header and cells."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sortition.quotas import fold
from sortition.register.dates import iso_date

_KNOWN = {
    "household": "household hogar foyer menage vivienda domicilio hoja householdid idhogar"
    " householdkey clavehogar hojapadronal idfoyer uprn",
    "person": "person persona personne personid idpersona idpersonne id dni nie nif nhb citizenid",
    "born": "born birth birthdate birthday dateofbirth dob fechanacimiento fechadenacimiento"
    " nacimiento fecnac fnac datenaissance datedenaissance naissance neele",
    "district": "district distrito arrondissement barrio quartier borough ward codigodistrito",
}
_FURTHER = ("section", "seccion", "sex", "sexo", "sexe", "gender", "genero", "genre")


@dataclass(frozen=True)
class RegisterColumns:
    """The name of each column that is used; None for what the register does not have.

    Attributes
    ----------
    household
        The key of the household: whoever shares it gets one letter.
    person
        The key of the person.
    born
        The date of birth.
    district
        The place of residence that `EligibilityRules.districts` asks about.
    others
        Further columns that strata can be made of.
    """

    household: str = "household"
    person: str | None = None
    born: str | None = None
    district: str | None = None
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that is used, once, folded and sorted: what the snapshot covers."""
        return tuple(sorted({fold(name) for name in self._given()}))

    def _given(self) -> Iterable[str]:
        named = (self.household, self.person, self.born, self.district, *self.others)
        return (name for name in named if name is not None)

    def written(self, folded: str) -> str:
        """Return a column's name as it was given."""
        return next(name for name in self._given() if fold(name) == folded)


def guess_columns(
    header: Sequence[str], rows: Iterable[Sequence[str]] = ()
) -> RegisterColumns | None:
    """Guess the columns of a register from its header and first rows, in three languages.

    Parameters
    ----------
    header
        The columns as the file names them.
    rows
        Some cells, from which a column of dates is known whatever its name.

    Returns
    -------
    RegisterColumns or None
        None where no column looks like that of the households, which only people can say.
    """
    plain = [_plain(name) for name in header]
    found = {
        kind: header[place]
        for kind, known in _KNOWN.items()
        if (place := _first(plain, known.split())) is not None
    }
    if "household" not in found:
        return None
    found.setdefault("born", _dated(header, list(rows), set(found.values())) or "")
    others = tuple(name for name, own in zip(header, plain, strict=True) if own in _FURTHER)
    return RegisterColumns(
        found["household"],
        found.get("person"),
        found["born"] or None,
        found.get("district"),
        others,
    )


def _plain(name: str) -> str:
    """Leave only the letters and digits of a name, without case or accents."""
    apart = unicodedata.normalize("NFD", name).casefold()
    return re.sub(r"[^a-z0-9]", "", apart)


def _first(plain: list[str], known: list[str]) -> int | None:
    return next((plain.index(own) for own in known if own in plain), None)


def _dated(header: Sequence[str], rows: list[Sequence[str]], taken: set[str]) -> str | None:
    """Name the only column whose cells are all dates."""
    columns = [
        name
        for place, name in enumerate(header)
        if name not in taken and _all_dates([row[place] for row in rows if place < len(row)])
    ]
    return columns[0] if len(columns) == 1 else None


def _all_dates(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(iso_date(cell) for cell in filled)
