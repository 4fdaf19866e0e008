"""A recruitment, from locked quotas through letters and replies to the draw of the panel."""

from observatory.recruitment.models.ceremonies import Ceremony
from observatory.recruitment.models.letters import (
    Address,
    CodeIssue,
    Invitation,
    InvitationDraw,
    LetterBatch,
    LetterSettings,
)
from observatory.recruitment.models.recruitments import Quota, Recruitment, Relaxation
from observatory.recruitment.models.registers import RegisterSnapshot
from observatory.recruitment.models.replies import Contact, ReplyQuestion, Respondent

__all__ = [
    "Address",
    "LetterBatch",
    "LetterSettings",
    "Ceremony",
    "CodeIssue",
    "Contact",
    "Invitation",
    "InvitationDraw",
    "ReplyQuestion",
    "Quota",
    "Recruitment",
    "RegisterSnapshot",
    "Relaxation",
    "Respondent",
]
