"""Draw 1, who is written to: one keyed hash for each household or person, then dice decide.

The protocol `observatory-draw-v1`: make_leaves -> commit_invitations -> dice -> draw_invitations.
"""

from sortition.invitation.commitment import commit_invitations
from sortition.invitation.drawing import LEAST_DICE, Letter, draw_invitations, seed_of
from sortition.invitation.leaves import Leaves, leaf, make_leaves, new_key
from sortition.invitation.proving import Proof, prove_letter, verify_letter
from sortition.invitation.shares import letters_by_stratum, read_letters_by_stratum

__all__ = [
    "LEAST_DICE",
    "Leaves",
    "Letter",
    "Proof",
    "commit_invitations",
    "draw_invitations",
    "leaf",
    "letters_by_stratum",
    "make_leaves",
    "new_key",
    "prove_letter",
    "read_letters_by_stratum",
    "seed_of",
    "verify_letter",
]
