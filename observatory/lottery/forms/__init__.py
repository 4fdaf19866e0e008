"""Forms of a recruitment."""

from observatory.lottery.forms.confirmations import ConfirmationForm
from observatory.lottery.forms.draws import CeremonyForm, FreezeForm, RelaxForm
from observatory.lottery.forms.letters import (
    NUMBERS,
    TOGETHER,
    LetterDiceForm,
    LettersForm,
    without_blanks,
)
from observatory.lottery.forms.letters_paper import (
    AddressesForm,
    FindLetterForm,
    LetterSettingsForm,
    MarkForm,
    PrintForm,
    ReturnedForm,
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
    "AddressesForm",
    "BLANK_ROWS",
    "CeremonyForm",
    "CommaField",
    "ConfirmationForm",
    "FileForm",
    "FindLetterForm",
    "FreezeForm",
    "LetterDiceForm",
    "LetterSettingsForm",
    "LettersForm",
    "MarkForm",
    "NUMBERS",
    "PictureForm",
    "PlannerForm",
    "PrintForm",
    "QuotaRow",
    "QuotasForm",
    "RecruitmentForm",
    "RegisterForm",
    "RelaxForm",
    "ReturnedForm",
    "SecondWaveForm",
    "TOGETHER",
    "WHOLE",
    "without_blanks",
]
