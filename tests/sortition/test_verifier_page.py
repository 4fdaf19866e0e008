"""The verifier that is a page: opened from disk, it says what verify_draw.py says."""

import base64
import json
import random
import re
import zipfile

import pytest

from script import seal_verifier
from sortition import verify_draw
from sortition.bundle import bundle
from tests.plugins.browser import axe, is_wider_than_window
from tests.sortition import mutations, records
from tests.sortition.test_verifier_bytes import RFC_8032, zipped

PAGE = seal_verifier.PAGE
MADE = records.make(30)
CHECK = """async (given) => Promise.all(given.map(async ([text, asked]) => {
  const data = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const found = await verdictOf(data, asked);
  return [found.verdict, found.field ?? null, found.code ?? null, found.person ?? null];
}))"""


def test_the_policy_names_the_script_and_the_style_of_the_page():
    text = PAGE.read_text(encoding="utf-8")
    assert seal_verifier.sealed(text) == text, "run: python -m script.seal_verifier"
    assert "default-src 'none'" in text
    assert not re.search(r"unsafe-|https?:|\ssrc=|\shref=|\son[a-z]+=", text.split("<script>")[0])


def test_the_page_asks_for_nothing_and_writes_text_only():
    script = PAGE.read_text(encoding="utf-8").split("<script>")[1]
    for word in ("fetch", "XMLHttp", "WebSocket", "innerHTML", "eval(", "import(", "localStorage"):
        assert word not in script


def test_both_verifiers_know_the_same_reasons_and_files_in_every_language():
    script = PAGE.read_text(encoding="utf-8").split("<script>")[1]
    for words in re.findall(r"reasons: \{(.*?)\n    \}", script, re.DOTALL):
        named = set(re.findall(r"^      (\w+):", words, re.MULTILINE))
        assert named == set(verify_draw.REASONS) - {"unreadable"}
    for name in (*verify_draw.JSON_FILES, *verify_draw.OTHERS):
        assert f'"{name}"' in script


@pytest.fixture(scope="module")
def page(browser):
    """The page from disk, in a browser without a network; it asks for no other file."""
    context = browser.new_context(locale="en-GB", offline=True)
    asked, errors = [], []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: errors.append(str(error.error)))
    opened = context.new_page()
    opened.goto(PAGE.as_uri())
    yield opened
    assert (set(asked), errors) == ({PAGE.as_uri()}, [])
    context.close()


def by_python(data, asked):
    try:
        verdict, found = verify_draw.verify(data, asked)
    except verify_draw.RecordError as error:
        return [verify_draw.FAILED, error.field, error.code, None]
    return [verdict, None, None, found["person"]]


def compare(page, given):
    """Return the cases in which the two verifiers differ."""
    differ = []
    for start in range(0, len(given), 100):
        part = given[start : start + 100]
        sent = [[base64.b64encode(data).decode(), asked] for data, asked in part]
        said = page.evaluate(CHECK, sent)
        expected = [by_python(data, asked) for data, asked in part]
        differ += [pair for pair in zip(said, expected, strict=True) if pair[0] != pair[1]]
    return differ


def asked_at_random(rng, made):
    """Ask what a stranger, a member, or somebody who mistypes would ask."""
    one, asked = rng.choice(made.people), {}
    if rng.random() < 0.7:
        asked["evidence"] = rng.choice([made.evidence, made.evidence.upper(), "0" * 64])
    if rng.random() < 0.5:
        asked["dice"] = rng.choice([made.dice, made.dice[::-1]])
    if rng.random() < 0.7:
        asked |= {"secret": rng.choice([one.secret, one.secret[:-1], "O" + one.secret[1:]])}
        asked["own"] = rng.choice([one.own, one.own, "123"])
    if "secret" in asked and rng.random() < 0.5:
        grouped = f"{one.nonce[:4]} {one.nonce[4:].upper()}"
        asked["nonce"] = rng.choice([one.nonce, grouped, "xy"])
        asked["features"] = rng.choice(
            [[list(pair) for pair in one.features.items()], [["a", "é"]]]
        )
    return asked


@pytest.mark.parametrize("part", range(5))
def test_both_agree_on_two_hundred_random_records(page, part):
    rng, given = random.Random(part), []
    for seed in range(200 * part, 200 * part + 200):
        keys = 3 if seed % 40 == 0 else int(seed % 10 == 0)
        shape = {"count": rng.randrange(6, 26), "size": rng.randrange(1, 6), "keys": keys}
        if seed % 3 == 0:
            shape |= {"objections": None, "replacements_until": None}
        made = records.make(seed, m=100 if seed % 20 == 0 else 10, **shape)
        given.append((made.bundle, asked_at_random(rng, made)))
    assert {by_python(*one)[0] for one in given[:40]} == {0, 1, 2}
    assert compare(page, given) == []


def test_both_agree_on_a_bundle_as_large_as_a_city_makes_it(page):
    made = records.make(40, count=300, size=35, m=1000)
    one = made.people[7]
    asked = {"evidence": made.evidence, "secret": one.secret, "own": one.own}
    assert by_python(bundle(made.files), asked)[0] == verify_draw.VERIFIED
    assert compare(page, [(bundle(made.files), asked)]) == []


@pytest.mark.parametrize("name", verify_draw.JSON_FILES)
def test_both_name_the_same_field_of_a_changed_file(page, name):
    content = json.loads({**MADE.files, "manifest.json": records.manifest_of(listed(MADE))}[name])
    changed = [mutations.json_bytes(one) for one in mutations.changes(content)]
    changed += list(mutations.of_bytes(mutations.json_bytes(content)))
    chosen = random.Random(2).sample(changed, min(150, len(changed)))
    assert compare(page, [(with_file(MADE, name, data), {}) for data in chosen]) == []


def listed(made):
    return {**made.files, **records.ENCLOSED}


def with_file(made, name, data):
    files = {**listed(made), name: data}
    return records.write_zip({"manifest.json": records.manifest_of(files), **files})


def test_both_name_the_same_fault_of_a_zip(page):
    rng, packed = random.Random(3), zipped(listed(MADE) | {"manifest.json": b"{}"})
    broken = [MADE.bundle, packed, b"", b"PK", packed[:-1], packed + b"x", packed[9:]]
    broken += [zipped({name: b"x"}) for name in ("a", "commit.json", "guide.es.txt", "é")]
    broken += [zipped({"verify.html": bytes(verify_draw.LARGEST)})]
    broken += [zipped(listed(MADE), method=zipfile.ZIP_BZIP2)]
    for _ in range(400):
        data = bytearray(rng.choice([MADE.bundle, packed]))
        for _ in range(rng.randrange(1, 3)):
            data[rng.choice([rng.randrange(len(data)), -rng.randrange(1, 700)])] = rng.randrange(
                256
            )
        broken.append(bytes(data))
    assert compare(page, [(data, {}) for data in broken]) == []


def test_both_verify_the_same_signatures(page):
    cases = [(secret, message, signature) for secret, message, signature in RFC_8032]
    keys = [verify_draw.P - 1, 0, 1, 2, 7, verify_draw.P + 1, 2**255 - 1, 2**255 + 1]
    odd = [[key.to_bytes(32, "little").hex(), "78", f"{1:064x}" + "0" * 64] for key in keys]
    for secret, message, signature in cases:
        public = records.Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).public_key()
        odd.append([public.public_bytes_raw().hex(), message, signature])
        odd.append([public.public_bytes_raw().hex(), message, signature[:-2] + "ff"])
    said = page.evaluate("given => Promise.all(given.map(one => isSigned(...one.map(unhex))))", odd)
    assert said == [verify_draw.is_signed(*map(bytes.fromhex, one)) for one in odd]
    assert said.count(True) == 3


def fill(page, folder, **typed):
    (folder / "bundle.zip").write_bytes(MADE.bundle)
    page.reload()
    page.set_input_files("#bundle", folder / "bundle.zip")
    for name, value in typed.items():
        page.fill(f"#{name}", value)
    page.click("button[type=submit]")
    page.wait_for_selector("#answer h2")
    return page.inner_text("#answer")


def test_a_stranger_reads_the_answer_in_three_languages(page, tmp_path):
    one = MADE.people[0]
    features = "\n".join(f"{name}: {value}" for name, value in one.features.items())
    own = {"secret": one.secret, "own": one.own, "nonce": one.nonce, "features": features}
    said = fill(page, tmp_path, evidence=MADE.evidence, dice=MADE.dice, **own)
    sits = sum(one.pid("villa-1") in panel for panel in MADE.panels)
    assert said.startswith("VERIFIED\n")
    assert f"You were in the pool. Your chance was {sits} in 10." in said
    assert "You were recorded with these features." in said
    page.click("text=Español")
    assert page.inner_text("#answer h2") == "VERIFICADO (VERIFIED)"
    assert page.get_attribute("html", "lang") == "es"
    page.click("text=Français")
    assert f"Votre chance était de {sits} sur 10." in page.inner_text("#answer")


def test_the_answer_says_what_is_missing_and_what_is_wrong(page, tmp_path):
    assert fill(page, tmp_path).startswith("NOT VERIFIED\n")
    said = fill(page, tmp_path, evidence="0" * 64)
    assert said.startswith("FAILED\n")
    assert "evidence: panels.json has another hash" in said


def test_no_old_verdict_stands_beside_a_new_question(page, tmp_path):
    assert fill(page, tmp_path, evidence=MADE.evidence).startswith("VERIFIED\n")
    page.fill("#evidence", "0" * 64)
    asking = "part('form').requestSubmit(), part('answer').textContent"
    assert page.evaluate(asking) == ""
    page.wait_for_selector("#answer h2")
    assert page.inner_text("#answer").startswith("FAILED\n")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_at_each_width(page, tmp_path, width):
    page.set_viewport_size({"width": width, "height": 800})
    fill(page, tmp_path, evidence=MADE.evidence)
    assert axe(page) == []
    assert not is_wider_than_window(page)


def test_nothing_could_be_sent_even_if_somebody_tried(page):
    script = "fetch('https://example.org').then(() => 'sent', (error) => String(error))"
    refused = []
    page.context.on("console", lambda message: refused.append(message.text))
    assert "Failed to fetch" in page.evaluate(script)
    assert any("Content Security Policy" in text for text in refused)
