"""What every application would make anew and alike is made once in each worker.

Addresses are compiled to code and templates too; both took longer than most tests.
"""

import functools
from collections.abc import Callable
from typing import Any

import jinja2
import pytest
from flask import Flask
from werkzeug.routing import Rule


class Templates(jinja2.BytecodeCache):
    """Compiled templates, kept in memory as long as their text is the same."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key + bucket.checksum in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self.kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def _once(compile_builder: Callable[..., Any]) -> Callable[..., Any]:
    """Compile what makes the address of a rule once for every rule of the same text."""
    made: dict[Any, Any] = {}

    @functools.wraps(compile_builder)
    def compile_once(rule: Any, append_unknown: bool = True) -> Any:
        key = (rule.rule, rule.subdomain, repr(rule.defaults), rule.host, append_unknown)
        if key not in made:
            made[key] = compile_builder(rule, append_unknown)
        return made[key]

    return compile_once


def pytest_configure(config: pytest.Config) -> None:
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Templates()}
    Rule._compile_builder = _once(Rule._compile_builder)  # type: ignore[method-assign]
