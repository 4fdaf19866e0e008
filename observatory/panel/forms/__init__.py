"""Forms about seats, their codes, and who cannot come."""

from observatory.panel.forms.seats import CodesForm, FirstCodesForm, SeatForm, SomeCodesForm
from observatory.panel.forms.vacancies import (
    AdviceForm,
    CallForm,
    LeaveForm,
    StrikeForm,
    TakeForm,
)

__all__ = [
    "AdviceForm",
    "CallForm",
    "CodesForm",
    "FirstCodesForm",
    "LeaveForm",
    "SeatForm",
    "SomeCodesForm",
    "StrikeForm",
    "TakeForm",
]
