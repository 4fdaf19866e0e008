"""Forms of a recruitment."""

from observatory.recruitment.forms.confirmations import ConfirmationForm
from observatory.recruitment.forms.letters import (
    NUMBERS,
    TOGETHER,
    LettersForm,
)
from observatory.recruitment.forms.letters_paper import (
    AddressesForm,
    FindLetterForm,
    LetterSettingsForm,
    MarkForm,
    PrintForm,
    ReturnedForm,
)
from observatory.recruitment.forms.picture import PictureForm
from observatory.recruitment.forms.planning import PlannerForm, SecondWaveForm
from observatory.recruitment.forms.recruitments import (
    BLANK_ROWS,
    WHOLE,
    FileForm,
    QuotaRow,
    QuotasForm,
    RecruitmentForm,
    RulesForm,
)
from observatory.recruitment.forms.registers import RegisterForm

__all__ = [
    "AddressesForm",
    "BLANK_ROWS",
    "ConfirmationForm",
    "FileForm",
    "FindLetterForm",
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
    "ReturnedForm",
    "RulesForm",
    "SecondWaveForm",
    "TOGETHER",
    "WHOLE",
]
