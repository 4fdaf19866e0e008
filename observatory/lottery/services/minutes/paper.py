"""Minutes on paper: A4, readable to a screen reader (PDF/UA-1), the same bytes each time."""

from dataclasses import asdict

from observatory import pdf
from observatory.formats import show_hash
from observatory.lottery.services.minutes.document import Block, Codes, Document, Fingerprint

TEMPLATE = "minutes.typ"


def to_pdf(document: Document) -> bytes:
    """Return minutes as PDF, dated by the act itself."""
    data = {
        "language": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "sender": document.sender,
        "page": document.page,
        "foot": _data(document.foot),
        "sections": [
            {"title": one.title, "blocks": [_data(block) for block in one.blocks]}
            for one in document.sections
        ],
    }
    return pdf.typeset(TEMPLATE, data, document.moment)


def _data(block: Block) -> dict[str, object]:
    content = asdict(block) | {"kind": block.kind}
    if isinstance(block, Fingerprint):
        content["digest"] = show_hash(block.digest)
    if isinstance(block, Codes):
        content["codes"] = [show_hash(code) for code in block.codes]
    return content
