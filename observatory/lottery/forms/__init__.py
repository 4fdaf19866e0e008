"""Forms of a recruitment."""

from observatory.lottery.forms.draws import CeremonyForm, FreezeForm
from observatory.lottery.forms.letters import (
    CommaField,
    LetterDiceForm,
    LettersForm,
    PlannerForm,
    without_blanks,
)
from observatory.lottery.forms.recruitments import (
    BLANK_ROWS,
    WHOLE,
    FileForm,
    QuotaRow,
    QuotasForm,
    RecruitmentForm,
)
from observatory.lottery.forms.registers import RegisterForm

__all__ = [
    "BLANK_ROWS",
    "CeremonyForm",
    "CommaField",
    "FileForm",
    "FreezeForm",
    "LetterDiceForm",
    "LettersForm",
    "PlannerForm",
    "QuotaRow",
    "QuotasForm",
    "RecruitmentForm",
    "RegisterForm",
    "WHOLE",
    "without_blanks",
]
