"""Which software this is: its version and the hash of the file that pins every package."""

from sortition.software import lock_digest, version

__all__ = ["lock_digest", "version"]
