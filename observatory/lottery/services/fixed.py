"""What was published is what is used: the files of a draw against their hashes in the record."""

from observatory import record
from observatory.errors import N_, RuleBroken
from observatory.lottery.models import Draw
from sortition import proofs

# The kinds of entries that publish a file's hash; of several the last one counts.
PUBLISHED = {
    "commit": ("pool_frozen", "commitment_superseded"),
    "panels": ("panels_fixed",),
    "result": ("panel_drawn",),
}


class FilesChanged(RuleBroken):
    """A file in the database is not the one whose hash stands in the public record."""

    code = "files_changed"
    message = N_(
        "%(name)s.json is not the file that was published. Nothing was drawn. Call the"
        " administrator."
    )


def refuse_changed(draw: Draw, *names: str) -> None:
    """Raise FilesChanged unless the named files have the hashes that the record published."""
    for name in names:
        content = draw.files[name] or ""
        if proofs.sha256(content.encode()).hex() != published(draw, name):
            raise FilesChanged(name=name)


def published(draw: Draw, name: str) -> str | None:
    """Return the hash of an attempt's file as the record published it last."""
    own = draw.recruitment_id, draw.attempt
    found = None
    for entry in record.list_acts(draw.recruitment.body_id, PUBLISHED[name]):
        if (entry.data.get("recruitment"), entry.data.get("attempt")) == own:
            found = str(entry.data.get(name))
    return found
