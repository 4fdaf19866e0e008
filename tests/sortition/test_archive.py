"""Zips packed by our own few lines: every reader reads them, and no library decides the bytes."""

import io
import random
import zipfile
import zlib

import pytest

from sortition import verify_draw
from sortition.archive import code_lengths, deflate, write_zip
from sortition.bundle import LARGE, bundle, read_bundle
from tests.sortition import records


def samples():
    rng = random.Random(5)
    yield from (b"", b"\0", b"a", b"ab" * 9, bytes(range(256)), rng.randbytes(5_000))
    yield rng.randbytes(30_000).hex().encode()
    fibonacci = [1, 1]
    while sum(fibonacci) < 400_000:
        fibonacci.append(fibonacci[-1] + fibonacci[-2])
    yield b"".join(bytes([symbol]) * times for symbol, times in enumerate(fibonacci, start=1))


@pytest.mark.parametrize("data", [*samples()], ids=len)
def test_what_is_packed_is_read_by_zlib(data):
    unpacker = zlib.decompressobj(-15)
    assert unpacker.decompress(deflate(data)) == data
    assert (unpacker.eof, unpacker.unused_data) == (True, b"")


@pytest.mark.parametrize("data", [*samples()], ids=len)
def test_no_code_is_longer_than_a_reader_allows_and_none_is_left_over(data):
    lengths = code_lengths(data).values()
    assert max(lengths) <= 15
    assert sum(2 ** (15 - length) for length in lengths) == 2**15


def test_hex_is_packed_to_little_more_than_half():
    data = random.Random(6).randbytes(50_000).hex().encode()
    assert len(deflate(data)) < 0.51 * len(data)


def test_the_bytes_are_those_that_were_always_written():
    assert zlib.crc32(deflate(b"observatory-draw-v1")) == 3_794_479_381
    files = {"b": b"two", "a": b"one"}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    assert write_zip(files) == stream.getvalue()


@pytest.fixture(scope="module")
def large():
    """A draw whose files would make a bundle of more than a megabyte."""
    return records.make(22, count=2_000, size=60, m=1_000)


def test_a_bundle_that_would_be_large_is_packed_and_verified(large):
    data = bundle(large.files)
    assert sum(map(len, large.files.values())) > LARGE > len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}
    assert {name: read_bundle(data)[name] for name in large.files} == large.files
    assert verify_draw.verify(data, {"evidence": large.evidence})[0] == verify_draw.VERIFIED


def test_the_browser_reads_what_is_packed(browser, large, tmp_path):
    from tests.sortition.test_verifier_page import PAGE

    (tmp_path / "bundle.zip").write_bytes(bundle(large.files))
    page = browser.new_page(locale="en-GB")
    page.goto(PAGE.as_uri())
    page.set_input_files("#bundle", tmp_path / "bundle.zip")
    page.fill("#evidence", large.evidence)
    page.click("button[type=submit]")
    page.wait_for_selector("#answer h2")
    assert page.inner_text("#answer h2") == "VERIFIED"
    page.close()
