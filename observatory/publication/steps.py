"""What a file's page says about its publication."""

from flask import g, url_for
from flask_babel import gettext as _

from observatory import access
from observatory.deliberation.models import File
from observatory.pages import Step


def file_steps(file: File) -> list[Step]:
    """Return the last step of the panel's work."""
    if file.state in ("published", "answered"):
        url = url_for("publication.show_evaluation", number=file.number)
        return [Step(_("Publication"), "done", url)]
    if file.state != "drafted":
        return [Step(_("Publication"), "locked")]
    may_publish = access.may("publication.publish", g.get("body"))
    address = url_for("publication.publish", number=file.number) if may_publish else None
    return [Step(_("Publication"), "current", address)]
