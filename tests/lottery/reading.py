"""The files of a drawn panel as a stranger gets them."""

from observatory.lottery import queries
from observatory.lottery.models import Draw
from sortition import bundle


def files_of(draw: Draw) -> dict[str, bytes]:
    """Return the JSON files of a draw's bundle, without the manifest, by name."""
    files = bundle.read_bundle(queries.find_bundle(draw).content)
    return {name: data for name, data in files.items() if name != "manifest.json"}
