import re
from html import unescape

import pytest
from flask_wtf import FlaskForm
from jinja2 import UndefinedError
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField, IntegerField, RadioField, StringField
from wtforms import Form as PlainForm
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from .sample import SampleForm

FORMS = '{% from "components/forms.html" import error_summary, form_start, text_field, code_field, password_field, file_field, button_form, textarea_field %}'  # noqa: E501
CHOICES = '{% from "components/choices.html" import radios_field, checkboxes_field, checkbox_field, date_field %}'  # noqa: E501

RADIOS = '{% from "govuk_frontend_jinja/components/radios/macro.html" import govukRadios %}{{ govukRadios(params) }}'  # noqa: E501


def sent(form_class: type[FlaskForm], **values: str) -> FlaskForm:
    form = form_class(MultiDict(values), meta={"csrf": False})
    form.validate()
    return form


def test_a_form_carries_its_csrf_token(render):
    page = render(FORMS + "{{ form_start(form) }}", form=SampleForm())
    assert re.search(r'<input id="csrf_token" name="csrf_token" type="hidden" value="\S+">', page)


def test_a_form_that_is_one_button_carries_a_csrf_token_too(render):
    page = render(FORMS + "{{ button_form('Lock', '/lock') }}")
    assert re.search(r'action="/lock"[^$]*name="csrf_token" value="\S+"[^$]*Lock', page)


def test_a_form_for_files_says_so(render):
    page = render(FORMS + "{{ form_start(form, multipart=true) }}", form=SampleForm())
    assert 'enctype="multipart/form-data"' in page


def test_the_summary_and_the_field_say_the_same_words(render):
    page = render(
        FORMS + "{{ error_summary(form) }}{{ text_field(form.title) }}", form=sent(SampleForm)
    )

    assert '<a href="#title">Write a title.</a>' in page
    assert re.search(r'id="title-error".*?Error:</span> Write a title\.', page, re.S)
    assert 'aria-describedby="title-error"' in page


def test_the_summary_is_absent_when_nothing_is_wrong(render):
    assert render(FORMS + "{{ error_summary(form) }}", form=SampleForm()).strip() == ""


@pytest.mark.parametrize("rule", ["The quotas are locked.", ["Line 3: no sex.", "Line 9: no sex."]])
def test_broken_rules_stand_in_the_summary_without_a_field(render, rule):
    page = render(FORMS + "{{ error_summary(none, rule) }}", rule=rule)
    assert all(f"<li>{text}</li>" in page for text in ([rule] if isinstance(rule, str) else rule))


def test_the_summary_points_into_a_date_s_first_box(render):
    page = render(FORMS + "{{ error_summary(form) }}", form=sent(SampleForm))
    assert '<a href="#due-day">Write a date.</a>' in page


def test_what_was_typed_is_kept_and_escaped(render):
    typed = '<b>"x"</b>'
    page = render(FORMS + "{{ text_field(form.title) }}", form=sent(SampleForm, title=typed))

    assert "<b>" not in page
    assert typed in unescape(page)


def test_a_message_with_markup_is_escaped(render):
    class Hostile(FlaskForm):
        name = StringField("Name")

        def validate_name(self, field: StringField) -> None:
            raise ValidationError("<script>")

    source = "{{ error_summary(form) }}{{ text_field(form.name) }}"
    assert "<script>" not in render(FORMS + source, form=sent(Hostile, name="x"))


def test_all_errors_of_a_field_are_shown(render):
    form = sent(SampleForm, title="x")
    form.title.errors = ["Line 3: no sex.", "Line 9: no sex."]
    page = render(FORMS + "{{ text_field(form.title) }}", form=form)
    assert "<span>Line 3: no sex.</span><span>Line 9: no sex.</span>" in page


class Range(PlainForm):
    lower = IntegerField("At least")


class Ranges(FlaskForm):
    rows = FieldList(FormField(Range), min_entries=2)


def test_errors_of_fields_inside_fields_are_linked(render):
    form = sent(Ranges, **{"rows-0-lower": "3", "rows-1-lower": "many"})
    page = render(FORMS + "{{ error_summary(form) }}", form=form)

    assert '<a href="#rows-1-lower">Not a valid integer value.</a>' in page
    assert "#rows-0-lower" not in page


def test_radios_are_not_chosen_beforehand(render):
    page = render(CHOICES + "{{ radios_field(form.vote) }}", form=SampleForm())
    assert page.count('type="radio"') == 3
    assert " checked" not in page


def test_a_radio_that_was_chosen_stays_chosen(render):
    page = render(CHOICES + "{{ radios_field(form.vote) }}", form=sent(SampleForm, vote="abstain"))
    assert re.search(r'value="abstain" checked', page)
    assert page.count(" checked") == 1


@pytest.mark.parametrize("chosen", ["abstain", None])
def test_the_options_that_we_write_are_those_of_the_library(render, chosen):
    form = sent(SampleForm, vote=chosen) if chosen else SampleForm(formdata=None)
    form.vote.errors = []
    items = [{"value": one[0], "text": one[1]} for one in form.vote.iter_choices()]
    items[1]["hint"] = {"text": "It <stays>."}
    legend = {"text": form.vote.label.text, "classes": "govuk-fieldset__legend--s"}
    params = {"name": "vote", "value": chosen, "items": items, "fieldset": {"legend": legend}}
    ours = "{{ radios_field(form.vote, hints={'against': 'It <stays>.'}) }}"

    written = render(CHOICES + ours, form=form)
    assert "".join(written.split()) == "".join(render(RADIOS, params=params).split())


def test_radios_with_numbers_and_hints(render):
    class Grade(FlaskForm):
        grade = RadioField(
            "Grade", coerce=int, choices=[SelectChoice(0, "Bad"), SelectChoice(1, "Good")]
        )

    source = "{{ radios_field(form.grade, hints={1: 'It works.'}) }}"
    page = render(CHOICES + source, form=sent(Grade, grade="0"))

    assert re.search(r'value="0" checked', page)
    assert 'id="grade-2-item-hint"' in page


def test_several_boxes_stay_ticked(render):
    form = SampleForm(MultiDict([("topics", "w"), ("topics", "h")]), meta={"csrf": False})
    assert render(CHOICES + "{{ checkboxes_field(form.topics) }}", form=form).count(" checked") == 2


def test_one_box_is_not_ticked_beforehand(render):
    assert " checked" not in render(CHOICES + "{{ checkbox_field(form.agree) }}", form=SampleForm())


def test_a_box_that_must_be_ticked_names_its_error_once(render):
    form = sent(SampleForm)
    form.agree.errors = ["Tick the box."]
    page = render(CHOICES + "{{ checkbox_field(form.agree) }}", form=form)
    assert 'aria-describedby="agree-error"' in page


def test_a_date_keeps_what_was_typed_in_each_box(render):
    form = sent(SampleForm, **{"due-day": "31", "due-month": "x", "due-year": "2027"})
    page = render(CHOICES + "{{ date_field(form.due) }}", form=form)

    assert re.findall(r'name="due-(\w+)"[^>]*value="(\w+)"', page) == [
        ("day", "31"),
        ("month", "x"),
        ("year", "2027"),
    ]


def test_a_code_field_lets_people_paste_and_corrects_nothing(render):
    page = render(FORMS + "{{ code_field(form.letter_code) }}", form=SampleForm())

    assert 'autocomplete="off"' in page
    assert 'spellcheck="false"' in page
    assert "onpaste" not in page
    assert "maxlength" not in page


def test_a_password_is_never_sent_back(render):
    form = sent(SampleForm, password="secret words")
    assert "secret words" not in render(FORMS + "{{ password_field(form.password) }}", form=form)


def test_a_label_can_be_the_page_s_heading(render):
    page = render(FORMS + "{{ text_field(form.title, heading=true) }}", form=SampleForm())
    assert re.search(r"<h1[^>]*>\s*<label", page)


def test_a_hint_may_be_markup_of_ours_only(render):
    page = render(
        FORMS + "{{ text_field(form.title, hint) }}", form=SampleForm(), hint="a <i>b</i>"
    )
    safe = render(
        FORMS + "{{ text_field(form.title, hint) }}", form=SampleForm(), hint=Markup("<i>b</i>")
    )

    assert "&lt;i&gt;" in page
    assert "<i>b</i>" in safe


def test_a_misspelt_name_stops_the_page_in_tests(render):
    with pytest.raises(UndefinedError, match="titel"):
        render(FORMS + "{{ text_field(form.titel) }}", form=SampleForm())


def test_a_misspelt_variable_stops_the_page_in_tests(render):
    with pytest.raises(UndefinedError, match="fro"):
        render(FORMS + "{{ text_field(fro) }}")
