"""Publishing: freezing what stands, binding it into the record, starting the clock."""

from observatory import record
from observatory.database import session
from observatory.deliberation.models import File
from observatory.deliberation.services import move_file
from observatory.evaluation.services import freeze_statement
from observatory.followup.services import deliver
from observatory.formats import today
from observatory.publication.models import Version
from observatory.publication.queries import STATEMENT
from sortition import proofs


def publish_statement(file: File) -> Version:
    """Return the first version of a file's statement, in the record and delivered today."""
    content = proofs.canonical(freeze_statement(file))
    version = Version(
        body_id=file.body_id,
        kind=STATEMENT,
        subject=file.number,
        number=1,
        content=content.decode(),
        digest=proofs.sha256(content).hex(),
    )
    session.add(version)
    move_file(file, "published")
    deliver(file, today())
    record.append(
        "statement_published",
        {"file": file.number, "version": 1, "sha256": version.digest},
        file.body_id,
    )
    session.flush()
    return version
