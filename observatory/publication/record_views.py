"""The public record: its entries in words, each with its proof, and everything to check it."""

import json
from pathlib import Path

from flask import Blueprint, Response, g, render_template, request

from observatory import heads, record
from observatory.access import allow
from observatory.errors import NotFoundError
from observatory.publication import blueprint, records
from observatory.publication.views import as_file
from sortition import proofs, verify_record

# Without language and body: an address that stays, for whoever writes it into a script.
static_files = Blueprint("record_files", __name__)
VERIFIER = Path(verify_record.__file__)
JSON = "application/json"


@blueprint.route("/record")
@allow("anyone")
def list_record() -> str:
    """List the body's public acts, the newest first."""
    page = records.list_entries(g.body, request.args.get("page", 1, type=int))
    return render_template(
        "publication/list_record.html",
        page=page,
        head=record.show_head(),
        subjects=records.Subjects(g.body),
        damage=records.find_damage(),
        replaced=records.list_replaced(),
    )


@blueprint.route("/record/<int:number>")
@allow("anyone")
def show_entry(number: int) -> str:
    """Show one entry with its proof."""
    entry = records.get_entry(g.body, number)
    content = json.dumps(entry.data, indent=2, ensure_ascii=False)
    return render_template(
        "publication/show_entry.html",
        entry=entry,
        content=content if entry.is_whole else entry.content,
        proof=records.find_proof(entry),
        subjects=records.Subjects(g.body),
        damage=records.find_damage(),
    )


@blueprint.route("/record/<int:number>/proof.json")
@allow("anyone")
def download_proof(number: int) -> Response:
    """Answer with the proof that an entry stands in the record."""
    entry, head = records.get_entry(g.body, number), records.get_head()
    proof = proofs.canonical(record.prove_entry(entry, head))
    return as_file(proof, JSON, f"proof-{number}.json")


@blueprint.route("/record/record.jsonl")
@allow("anyone")
def download_record() -> Response:
    """Answer with the whole record, damaged or not: an entry a line, then the head."""
    lines = b"".join(record.export(record.show_head()))
    if not lines:
        raise NotFoundError
    return as_file(lines, "application/jsonl", "record.jsonl")


@blueprint.route("/record/anchor.json")
@allow("anyone")
def download_anchor() -> Response:
    """Answer with the signed head, for whoever wants to keep it."""
    return as_file(heads.as_file(records.get_head()), JSON, "anchor.json")


@blueprint.route("/record/continuation/<int:former>.json")
@allow("anyone")
def download_continuation(former: int) -> Response:
    """Answer with the proof that the record only grew since it had so many entries."""
    head = records.get_head()
    if not 1 <= former <= head["size"]:
        raise NotFoundError
    proof = proofs.canonical(record.prove_continuation(former, head))
    return as_file(proof, JSON, f"continuation-{former}.json")


@blueprint.route("/record/verify_record.py")
@static_files.route("/verify_record.py")
@allow("anyone")
def download_record_verifier() -> Response:
    """Answer with the verifier that needs nothing but Python."""
    return as_file(VERIFIER.read_bytes(), "text/x-python", "verify_record.py")
