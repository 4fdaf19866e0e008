"""Trees that grow: against the definitions of RFC 6962 by brute force, and its known vectors."""

import hashlib

import pytest

from sortition import growing, proofs
from tests.sortition.rfc6962 import LEAVES, ROOTS

PATHS = {  # (leaf, size): the path
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (3, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (2, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONTINUED = {  # (former, size): the path
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


class Log:
    """A log as the application keeps it: with each leaf the nodes that it completed."""

    def __init__(self, leaves):
        self.kept = []
        for leaf in leaves:
            self.kept.append(growing.complete(leaf, len(self.kept), self.node))

    def node(self, level, index):
        return self.kept[((index + 1) << level) - 1][level]


def tree_hash(leaves):
    """MTH of RFC 6962, section 2.1, word for word."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\x00" + leaves[0] if leaves else b"").digest()
    k = max(1 << i for i in range(8) if 1 << i < len(leaves))
    return hashlib.sha256(b"\x01" + tree_hash(leaves[:k]) + tree_hash(leaves[k:])).digest()


MADE = [bytes([number]) * (number % 5) for number in range(64)]
LOG = Log(MADE)
KNOWN = Log(LEAVES)


def test_the_known_roots_and_paths_come_out():
    for size, known in enumerate(ROOTS, start=1):
        assert growing.root(size, KNOWN.node).hex() == known
    for (leaf, size), path in PATHS.items():
        found = growing.inclusion_path(leaf - 1, size, KNOWN.node)
        assert [one.hex() for one in found] == path
    for (former, size), path in CONTINUED.items():
        found = growing.consistency_path(former, size, KNOWN.node)
        assert [one.hex() for one in found] == path


@pytest.mark.parametrize("size", range(65))
def test_roots_and_inclusion_paths_are_those_of_the_definition(size):
    leaves, tree = MADE[:size], proofs.MerkleTree(MADE[:size])
    root = growing.root(size, LOG.node)
    assert root == tree_hash(leaves) == tree.root
    for index in range(size):
        path = growing.inclusion_path(index, size, LOG.node)
        assert path == tree.proof(index)
        assert proofs.is_included(leaves[index], index, size, path, root)


@pytest.mark.parametrize("size", range(65))
def test_every_former_tree_is_proven_and_no_other(size):
    root = growing.root(size, LOG.node)
    for former in range(size + 1):
        before = growing.root(former, LOG.node)
        path = growing.consistency_path(former, size, LOG.node)
        assert growing.is_consistent(former, size, before, root, path)
        assert len(path) <= 2 * size.bit_length()
        for wrong in (path[:-1], [*path, bytes(32)], [bytes(32), *path[1:]]):
            is_other = wrong != path
            assert not (is_other and growing.is_consistent(former, size, before, root, wrong))
        assert not growing.is_consistent(former, size, bytes(32), root, path)
        assert former == 0 or not growing.is_consistent(former, size, before, bytes(32), path)


def test_a_former_tree_with_another_leaf_is_not_continued():
    other = Log([b"changed", *MADE[1:]])
    for former in range(1, 40):
        before, path = (
            growing.root(former, other.node),
            growing.consistency_path(former, 40, LOG.node),
        )
        assert not growing.is_consistent(former, 40, before, growing.root(40, LOG.node), path)


def test_what_is_not_there_has_no_path():
    for index in (-1, 5):
        with pytest.raises(IndexError):
            growing.inclusion_path(index, 5, LOG.node)
    with pytest.raises(IndexError):
        growing.consistency_path(6, 5, LOG.node)
    assert not growing.is_consistent(6, 5, bytes(32), bytes(32), [])
