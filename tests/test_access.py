"""The table of routes and access rules is what the application enforces."""

from flask import Flask

from script import access_table


def test_the_table_of_access_rules_is_up_to_date(app: Flask):
    assert access_table.PATH.read_text() == access_table.render(app), "run script/access-table"
