"""Sources, plain text, and the table of states."""

import pytest

from observatory.deliberation import rules


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JavaScript :alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "ftp://example.org/report",
        "file:///etc/passwd",
        "//example.org/report",
        "www.example.org/report",
        "https://",
        "https://bank.example@thief.example/",
        "https://[broken",
        "",
    ],
)
def test_a_link_that_is_not_http_is_no_source(link):
    assert not rules.is_source(link)
    assert not rules.is_web_address(link)


@pytest.mark.parametrize("link", ["https://example.org/a?b=c#d", "http://datos.madrid.es"])
def test_http_and_https_links_are_sources(link):
    assert rules.is_source(link)
    assert rules.is_web_address(link)


def test_a_place_in_words_is_a_source_but_no_link():
    place = "City archive: box 12, page 3"
    assert rules.is_source(place)
    assert not rules.is_web_address(place)


def test_plain_text_keeps_line_breaks_and_drops_what_nobody_sees():
    assert rules.plain(" one\r\ntwo\x00\u202e\rthree ") == "one\ntwo\nthree"


def test_the_states_follow_one_another_to_the_last():
    state, way = "open", ["open"]
    while rules.STATES[state].leads_to:
        (state,) = rules.STATES[state].leads_to
        way.append(state)
    assert way == list(rules.STATES)
