"""A recruitment, from locked quotas through letters and replies to the draw of the panel."""

from observatory.lottery.models.draws import Draw, Place
from observatory.lottery.models.letters import (
    Address,
    CodeIssue,
    Invitation,
    InvitationDraw,
    LetterBatch,
    LetterSettings,
)
from observatory.lottery.models.recruitments import Quota, Recruitment, Relaxation
from observatory.lottery.models.registers import RegisterSnapshot
from observatory.lottery.models.replies import Contact, ReplyQuestion, Respondent

__all__ = [
    "Address",
    "LetterBatch",
    "LetterSettings",
    "CodeIssue",
    "Contact",
    "Draw",
    "Invitation",
    "InvitationDraw",
    "Place",
    "ReplyQuestion",
    "Quota",
    "Recruitment",
    "RegisterSnapshot",
    "Relaxation",
    "Respondent",
]
