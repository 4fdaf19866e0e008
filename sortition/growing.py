"""Merkle trees that grow (RFC 6962, RFC 9162): appending, roots and proofs from stored nodes.

A complete subtree never changes once its last leaf is there, so each leaf keeps the nodes that it
completed. Root and proofs of any size then need some 2 log2(n) of them and never the whole tree.
"""

from collections.abc import Callable, Sequence

from sortition.proofs import sha256

# Node (level, index) is the hash of the leaves index * 2^level ... (index + 1) * 2^level - 1.
Node = Callable[[int, int], bytes]


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf (32 bytes)."""
    return sha256(b"\x00" + leaf)


def parent(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (32 bytes)."""
    return sha256(b"\x01" + left + right)


def complete(leaf: bytes, index: int, node: Node) -> list[bytes]:
    """Return the nodes that leaf number `index` completes, from its own hash upwards.

    Parameters
    ----------
    leaf
        The bytes of the leaf.
    index
        Its number, from 0; all leaves before it are there.
    node
        Asked only for nodes over earlier leaves, at most log2(index + 1) of them.
    """
    nodes = [leaf_hash(leaf)]
    while index & 1:
        nodes.append(parent(node(len(nodes) - 1, index - 1), nodes[-1]))
        index >>= 1
    return nodes


def root(size: int, node: Node) -> bytes:
    """Return the hash of the tree over the first `size` leaves (32 bytes)."""
    return _hash(0, size, node) if size else sha256(b"")


def inclusion_path(index: int, size: int, node: Node) -> list[bytes]:
    """Return the path that proves leaf number `index` in the tree of `size` leaves.

    PATH of RFC 6962, section 2.1.1; `sortition.proofs.is_included` checks it.

    Raises
    ------
    IndexError
        There is no such leaf.
    """
    if not 0 <= index < size:
        raise IndexError(index)
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_hash(middle, end, node))
            end = middle
        else:
            path.append(_hash(start, middle, node))
            start = middle
    return path[::-1]


def consistency_path(former: int, size: int, node: Node) -> list[bytes]:
    """Return the path that proves that the tree of `size` leaves continues that of `former`.

    PROOF of RFC 6962, section 2.1.2; nothing where one of them is empty or both are equal.

    Raises
    ------
    IndexError
        The former tree is the larger one.
    """
    if not 0 <= former <= size:
        raise IndexError(former)
    return _subproof(former, 0, size, node, is_whole=True) if 0 < former < size else []


def is_consistent(
    former: int, size: int, former_root: bytes, root: bytes, path: Sequence[bytes]
) -> bool:
    """Say whether the path proves that nothing of the former tree was changed or removed.

    The algorithm of RFC 9162, section 2.1.4.2.
    """
    if not 0 <= former <= size or (former in (0, size) and path):
        return False
    if former in (0, size):
        expected = root if former else sha256(b"")
        return former_root == expected
    way = [former_root, *path] if former & (former - 1) == 0 else list(path)
    if not way:
        return False
    here, last = former - 1, size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = way[0]
    for one in way[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = parent(one, old), parent(one, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = parent(new, one)
        here, last = here >> 1, last >> 1
    return last == 0 and old == former_root and new == root


def _split(width: int) -> int:
    """Return the largest power of two below the width."""
    return 1 << (width - 1).bit_length() - 1


def _hash(start: int, end: int, node: Node) -> bytes:
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(width)
    return parent(_hash(start, middle, node), _hash(middle, end, node))


def _subproof(former: int, start: int, end: int, node: Node, *, is_whole: bool) -> list[bytes]:
    if former == end - start:
        return [] if is_whole else [_hash(start, end, node)]
    middle = start + _split(end - start)
    if former <= middle - start:
        path = _subproof(former, start, middle, node, is_whole=is_whole)
        return [*path, _hash(middle, end, node)]
    path = _subproof(former - (middle - start), middle, end, node, is_whole=False)
    return [*path, _hash(start, middle, node)]
