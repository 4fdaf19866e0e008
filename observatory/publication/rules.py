"""What is true of published files, without a database."""

import re

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


def policy_of(page: str) -> str:
    """Return the content-security policy that a page gives itself; there must be one."""
    found = _POLICY.search(page)
    if found is None:
        raise ValueError("the page has no policy of its own")
    return found.group(1)
