"""What templates do with a name that is not there: ours fail, the component library's do not."""

from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.utils import missing

# The library was translated from Nunjucks and asks freely for what may be absent.
LIBRARY_NAMES = {None, "caller", "params", "null", "undefined"}


class Gentle(StrictUndefined):
    """Strict for variables and attributes of objects, silent for absent keys of mappings.

    The library's macros take one mapping and test keys that nobody gave; a misspelt variable,
    column or method of our own still stops the page. Meant for tests.
    """

    def __new__(
        cls, hint: str | None = None, obj: Any = missing, name: str | None = None, *args: Any
    ) -> Any:
        """Return a silent value where the library may ask, else a strict one."""
        if isinstance(obj, dict) or (obj is missing and name in LIBRARY_NAMES):
            return Undefined(hint, obj, name, *args)
        return super().__new__(cls)
