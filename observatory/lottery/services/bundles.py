"""Making the record of a draw as one file, signed by the operator."""

from observatory import record
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries
from observatory.lottery.models import Bundle, Draw
from observatory.lottery.services.signing import operator_keys
from sortition import proofs
from sortition.bundle import bundle, read_bundle
from sortition.signatures import signatures_record


class NothingToBundle(RuleBroken):
    """The record is whole when the dice have spoken."""

    code = "nothing_to_bundle"
    message = N_("The dice have not been thrown. The bundle is made after them.")


def keep_bundle(draw: Draw) -> Bundle:
    """Make the bundle of a drawn panel and keep it; one that is there stays as it is."""
    found = queries.find_bundle(draw)
    if found:
        return found
    if not draw.result:
        raise NothingToBundle
    files = {f"{name}.json": (text or "").encode() for name, text in draw.files.items()}
    signatures = signatures_record(files, operator_keys(draw))
    content = bundle({**files, "signatures.json": proofs.canonical(signatures)})
    kept = Bundle(
        draw_id=draw.id,
        content=content,
        digest=proofs.sha256(content).hex(),
        size=len(content),
        entries=_entries(content),
    )
    session.add(kept)
    session.flush()
    entry = {**queries.identify_draw(draw), "bundle": kept.digest, "size": kept.size}
    record.append("bundle_made", entry, draw.recruitment.body_id)
    return kept


def _entries(content: bytes) -> list[dict[str, object]]:
    """List the files as the manifest does, and the manifest itself."""
    data = read_bundle(content)["manifest.json"]
    own = {"name": "manifest.json", "size": len(data), "sha256": proofs.sha256(data).hex()}
    return [*proofs.read_canonical(data)["entries"], own]
