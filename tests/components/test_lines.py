"""Plain text in a page."""

from flask import Flask, get_template_attribute


def test_an_empty_text_has_no_lines_and_others_keep_theirs(app: Flask):
    with app.test_request_context():
        lines = get_template_attribute("components/lines.html", "lines")
        assert lines("") == ""
        assert lines("one\n<b>two</b>") == "one<br>&lt;b&gt;two&lt;/b&gt;"
