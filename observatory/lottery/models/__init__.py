"""The draw of the panel, everybody's place in it, and objections to its pool."""

from observatory.lottery.models.audits import Auditor, AuditReport, Handover
from observatory.lottery.models.bundles import Bundle
from observatory.lottery.models.draws import Draw, Place
from observatory.lottery.models.minutes import Minutes, MinutesFile, SignedCopy
from observatory.lottery.models.notices import Announcement, Notice
from observatory.lottery.models.objections import FormerCommitment, Objection, ObjectionsReminder
from observatory.lottery.models.vacancies import Call, PanelChange

__all__ = [
    "Announcement",
    "AuditReport",
    "Auditor",
    "Bundle",
    "Call",
    "Draw",
    "Handover",
    "Notice",
    "PanelChange",
    "Minutes",
    "MinutesFile",
    "FormerCommitment",
    "Objection",
    "ObjectionsReminder",
    "Place",
    "SignedCopy",
]
