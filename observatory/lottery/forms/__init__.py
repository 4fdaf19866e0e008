"""Forms of a recruitment."""

from observatory.lottery.forms.confirmations import ConfirmationForm
from observatory.lottery.forms.draws import CeremonyForm, FreezeForm
from observatory.lottery.forms.letters import (
    NUMBERS,
    TOGETHER,
    LetterDiceForm,
    LettersForm,
    without_blanks,
)
from observatory.lottery.forms.picture import PictureForm
from observatory.lottery.forms.planning import CommaField, PlannerForm, SecondWaveForm
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
    "ConfirmationForm",
    "FileForm",
    "FreezeForm",
    "LetterDiceForm",
    "LettersForm",
    "NUMBERS",
    "PictureForm",
    "PlannerForm",
    "QuotaRow",
    "QuotasForm",
    "RecruitmentForm",
    "RegisterForm",
    "SecondWaveForm",
    "TOGETHER",
    "WHOLE",
    "without_blanks",
]
