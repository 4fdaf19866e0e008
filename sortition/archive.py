"""Zips whose bytes are the same on every machine, packed too: no date, and no library's choices.

zlib promises to read what it wrote, not to write the same bytes in its next version. A bundle holds
mostly hashes in hex, which never repeat, so that one Huffman code for each file is as small.
"""

import heapq
import struct
import zlib
from collections import Counter
from collections.abc import Mapping

STORED, DEFLATED = 0, 8
_LONG_AGO = (0, 0x21)  # 1 January 1980, as MS-DOS writes it
_REGULAR_FILE = 0o644 << 16
_END = 256  # the symbol that ends a block
# With no symbol rarer than one in so many, no code is longer than the 15 bits that are allowed: a
# code of length d needs a total of the (d + 2)th Fibonacci number.
_RAREST = 1024
# The head of a last block with a code of its own: 257 symbols, 2 distances, and the lengths of both
# in a code that gives each of 0 to 15 four bits, and 16, 17 and 18, which stand first, none.
_HEAD = "1" + "01" + "00000" + "10000" + "1111" + "000" * 3 + "001" * 16


def write_zip(files: Mapping[str, bytes], *, packed: bool = False) -> bytes:
    """Return a zip of the files, sorted by name.

    Parameters
    ----------
    files
        Bytes by name, names in ASCII.
    packed
        Whether to deflate them; otherwise they stand in it as they are.
    """
    body, listing = b"", b""
    for name, data in sorted(files.items()):
        method, content = (DEFLATED, deflate(data)) if packed else (STORED, data)
        sums = (method, *_LONG_AGO, zlib.crc32(data), len(content), len(data), len(name), 0)
        rest = (0, 0, 0, _REGULAR_FILE, len(body))
        listing += struct.pack("<4s6H3I5H2I", b"PK\1\2", 3 << 8 | 20, 20, 0, *sums, *rest)
        listing += name.encode("ascii")
        body += struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, *sums) + name.encode("ascii") + content
    ending = (0, 0, len(files), len(files), len(listing), len(body), 0)
    return body + listing + struct.pack("<4s4H2IH", b"PK\5\6", *ending)


def deflate(data: bytes) -> bytes:
    """Return the bytes deflated (RFC 1951), in one block of literals with a code of their own."""
    lengths = code_lengths(data)
    codes = _codes(lengths)
    table = [_four_bits(lengths.get(symbol, 0)) for symbol in range(_END + 1)]
    written = data.decode("latin-1").translate({symbol: codes[symbol] for symbol in codes})
    bits = _HEAD + "".join(table) + _four_bits(1) * 2 + written + codes[_END]
    return int(bits[::-1], 2).to_bytes(-(-len(bits) // 8), "little")


def code_lengths(data: bytes) -> dict[int, int]:
    """Return how many bits Huffman's code gives each byte of the data, and the end of the block.

    D. A. Huffman, "A method for the construction of minimum-redundancy codes" (1952). Equal weights
    are joined in the order of their symbols, so that there is one code and no other.
    """
    counts = Counter(data) + Counter({0: 1, _END: 1})
    least = len(data) // _RAREST
    heap: list[tuple[int, int, tuple[int, ...]]] = [
        (max(count, least), symbol, (symbol,)) for symbol, count in counts.items()
    ]
    heapq.heapify(heap)
    depths = Counter(dict.fromkeys(counts, 0))
    while len(heap) > 1:
        one, other = heapq.heappop(heap), heapq.heappop(heap)
        joined = one[2] + other[2]
        depths.update(joined)
        heapq.heappush(heap, (one[0] + other[0], min(joined), joined))
    return dict(sorted(depths.items()))


def _codes(lengths: Mapping[int, int]) -> dict[int, str]:
    """Return the canonical code of these lengths (RFC 1951, 3.2.2), as texts of 0 and 1."""
    codes, code, before = {}, 0, 0
    for length, symbol in sorted((length, symbol) for symbol, length in lengths.items()):
        code <<= length - before
        codes[symbol] = f"{code:0{length}b}"
        code, before = code + 1, length
    return codes


def _four_bits(number: int) -> str:
    return f"{number:04b}"
