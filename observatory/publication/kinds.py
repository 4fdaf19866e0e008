"""The kinds of public acts in the record: in words, and what of the body they speak of."""

from dataclasses import dataclass

from observatory.errors import N_


@dataclass(frozen=True)
class Kind:
    """A kind of act: its sentence, and whether it concerns a "draw", an "evaluation" or nothing."""

    sentence: str
    about: str = ""


DRAW, EVALUATION = "draw", "evaluation"
KINDS = {
    "body_founded": Kind(N_("The observatory was founded")),
    # From the quotas to the pool.
    "quotas_locked": Kind(N_("The quotas were locked"), DRAW),
    "quotas_relaxed": Kind(N_("The quotas were made wider, with a public reason"), DRAW),
    "register_imported": Kind(N_("The register of residents was taken"), DRAW),
    "addresses_imported": Kind(N_("The addresses for the letters were taken"), DRAW),
    "addresses_deleted": Kind(N_("The addresses of the letters were deleted"), DRAW),
    "letters_prepared": Kind(N_("The list for the letters was fixed, before the dice"), DRAW),
    "letters_drawn": Kind(N_("Dice chose who gets a letter"), DRAW),
    "letters_printed": Kind(N_("Letters were printed"), DRAW),
    "letters_key_handed_over": Kind(
        N_("The key of the letters was handed to the register holder and deleted here"), DRAW
    ),
    "replies_opened": Kind(N_("The days for answering the letters were fixed"), DRAW),
    "closing_moved": Kind(N_("The last day for answering the letters was moved"), DRAW),
    "replies_imported": Kind(N_("Replies to the letters were taken"), DRAW),
    "reply_withdrawn": Kind(N_("Somebody withdrew their reply"), DRAW),
    "eligibility_confirmed": Kind(N_("The register holder said who may take part"), DRAW),
    # The draw of the panel.
    "pool_frozen": Kind(N_("The pool was frozen"), DRAW),
    "objection_received": Kind(N_("Somebody objected to the pool"), DRAW),
    "objection_decided": Kind(N_("An objection was decided"), DRAW),
    "commitment_superseded": Kind(N_("The list of the pool was corrected, with a reason"), DRAW),
    "panels_fixed": Kind(N_("The list of panels was fixed, before the dice"), DRAW),
    "draw_failed": Kind(N_("An attempt to draw ended without panels"), DRAW),
    "panel_drawn": Kind(N_("Dice drew the panel"), DRAW),
    "bundle_made": Kind(N_("The files of a draw were packed for everybody to check"), DRAW),
    "minutes_fixed": Kind(N_("The minutes of a draw were fixed"), DRAW),
    "minutes_signed": Kind(N_("The minutes of a draw were signed"), DRAW),
    "auditors_named": Kind(N_("The auditors of the draws were named"), DRAW),
    "auditors_pack_given": Kind(N_("An auditor got the files that auditors check"), DRAW),
    "auditors_calls_given": Kind(N_("An auditor got the list of people to call"), DRAW),
    "audit_reported": Kind(N_("An auditor reported"), DRAW),
    "pool_told": Kind(N_("Everybody in the pool was told the fingerprint of the list"), DRAW),
    "panel_announced": Kind(N_("Everybody in the pool was told the result"), DRAW),
    "panel_seated": Kind(N_("The people who were drawn took their seats"), DRAW),
    "seat_declined": Kind(N_("Somebody who comes next in the order declined"), DRAW),
    "person_struck": Kind(N_("Somebody was struck from the order of the draw"), DRAW),
    "seat_vacated": Kind(N_("A seat became vacant"), DRAW),
    "seat_replaced": Kind(N_("A vacant seat was filled, by the order of the draw"), DRAW),
    # The panel's work.
    "ballot_opened": Kind(N_("A secret vote was opened")),
    "ballot_closed": Kind(N_("A secret vote was closed and counted")),
    "file_opened": Kind(N_("A file was opened"), EVALUATION),
    "grading_closed": Kind(N_("The grades were closed and counted"), EVALUATION),
    "statement_published": Kind(N_("A statement was published"), EVALUATION),
    "statement_delivered": Kind(N_("A statement was delivered to the city"), EVALUATION),
    "response_given": Kind(N_("The city answered a recommendation"), EVALUATION),
    "key_changed": Kind(N_("The observatory changed its key, and signed that with the former one")),
    "key_replaced": Kind(N_("A lost or stolen key of the observatory was replaced")),
    "record_restored": Kind(N_("Entries were lost, and this was declared")),
}
