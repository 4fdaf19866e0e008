"""The demonstration's ceremonies, with invented people and the dice that are given."""

from observatory.recruitment.models import Ceremony, Recruitment
from observatory.recruitment.services import ceremonies
from observatory.recruitment.services.ceremonies import People

PEOPLE = People(
    place="Salón de plenos",
    presided_by="Concejala de participación",
    certified_by="Secretaria municipal",
    witnesses="Notario\nDelegada de protección de datos",
    legal_basis="Acuerdo del pleno, ejemplo inventado",
    first_typist="Auxiliar primera",
    second_typist="Auxiliar segunda",
)


def hold(recruitment: Recruitment, kind: str, dice: str, **subject: int) -> Ceremony:
    """Lead a ceremony to the dice that both typed."""
    ceremony = ceremonies.begin_ceremony(recruitment, kind, PEOPLE, **subject)
    ceremonies.confirm_reading(ceremony)
    shown = "".join(dice.split())
    for who in ("first", "second"):
        ceremonies.type_dice(ceremony, who, dice, len(shown))
    ceremonies.end_ceremony(ceremony, shown)
    return ceremony
