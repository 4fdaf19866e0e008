"""Pages: anybody checks that a letter's mark was in the list before the dice."""

from flask import Response, abort, g, jsonify, request

from observatory.access import allow
from observatory.pages import form_page
from observatory.recruitment import blueprint, queries, services
from observatory.recruitment.forms import MarkForm
from observatory.recruitment.models import InvitationDraw

PROOFS = "/draws/letters/<int:recruitment_id>"


def _get_draw(recruitment_id: int) -> InvitationDraw:
    draw = queries.find_invitation_draw(queries.get_recruitment(g.body, recruitment_id))
    return draw if draw and draw.drawn_at else abort(404)


@blueprint.route(PROOFS)
@allow("anyone")
def check_letter(recruitment_id: int) -> str:
    """Find a letter by the mark printed on it, and show its proof."""
    draw, recruitment = _get_draw(recruitment_id), queries.get_recruitment(g.body, recruitment_id)
    form = MarkForm(request.args if "mark" in request.args else None)
    letter = proof = None
    if "mark" in request.args and form.validate():
        letter = queries.find_by_mark(recruitment, form.mark.data or "")
    if letter:
        proof = services.proof_of(draw, letter)
    context = {"recruitment": recruitment, "draw": draw, "letter": letter, "proof": proof}
    is_proven = bool(proof and services.is_proven(draw, proof))
    page = form_page("recruitment/letter_proof.html", form, is_proven=is_proven, **context)
    return page.render()


@blueprint.route(f"{PROOFS}/<mark>.json")
@allow("anyone")
def show_letter_proof(recruitment_id: int, mark: str) -> Response:
    """Give a letter's proof as data."""
    recruitment, draw = queries.get_recruitment(g.body, recruitment_id), _get_draw(recruitment_id)
    letter = queries.find_by_mark(recruitment, mark) if len(mark) == 64 else None
    proof = services.proof_of(draw, letter) if letter else None
    return jsonify(services.as_public(draw, letter, proof) if letter and proof else abort(404))


@blueprint.route(f"{PROOFS}/commit1.json")
@allow("anyone")
def show_letters_commitment(recruitment_id: int) -> Response:
    """Give the exact bytes whose hash was read aloud before the dice."""
    content = _get_draw(recruitment_id).commitment or abort(404)
    return Response(content.encode(), mimetype="application/json")
