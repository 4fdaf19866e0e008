"""Message catalogues: what code and templates say, and each language's file of it.

Run as a program it brings the files up to date; English, the source, is filled by itself.
"""

from copy import deepcopy
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "observatory" / "translations"
LANGUAGES = ("es", "en", "fr")
FOLDERS = {
    "observatory": [("**.py", "python")],
    "templates": [("**.html", "jinja2"), ("**.svg", "jinja2"), ("**.txt", "jinja2")],
}
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_ngettext": (1, 2)}
OPTIONS = {"**.html": {"silent": "false"}}


def path_of(language: str) -> Path:
    """Return where a language's catalogue stands."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def extract() -> Catalog:
    """Return every message of the code and the templates."""
    found = Catalog(fuzzy=False)
    for folder, methods in FOLDERS.items():
        for _, _, message, _, context in extract_from_dir(
            ROOT / folder, methods, OPTIONS, KEYWORDS
        ):
            found.add(message, context=context)
    return found


def read(language: str) -> Catalog:
    """Return a language's catalogue; a new one has no messages."""
    path = path_of(language)
    if not path.exists():
        comment = "# Messages of the citizens' observatory, kept up to date by script/translate."
        return Catalog(
            language, project="citizens-observatory", header_comment=comment, fuzzy=False
        )
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def write(language: str, catalogue: Catalog) -> None:
    """Write a language's catalogue, sorted and without locations: small differences."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, no_location=True, sort_output=True)


def fill_english(catalogue: Catalog) -> None:
    """Give every English message its own text: the code is written in English."""
    for message in catalogue:
        if message.id:
            message.string = message.id
            message.flags.discard("fuzzy")


def main() -> None:
    """Bring the catalogues up to date; a changed text is marked fuzzy for the translator."""
    template = extract()
    for language in LANGUAGES:
        catalogue = read(language)
        # A copy: a catalogue keeps the messages of the template it was updated from.
        catalogue.update(deepcopy(template), update_creation_date=False)
        catalogue.obsolete.clear()
        if language == "en":
            fill_english(catalogue)
        write(language, catalogue)


if __name__ == "__main__":
    main()
