"""Measures modules, functions, templates and macros; run as a program it prints the summary."""

import ast
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
CODE = ("config.py", "wsgi.py", "observatory/**/*.py", "sortition/**/*.py")
TOOLS = ("tests/**/*.py", "script/*.py", "benchmarks/*.py")
MIGRATIONS = ("migrations/**/*.py",)
TEMPLATES = ("templates/**/*.html", "templates/**/*.svg", "templates/**/*.txt")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Size:
    """A named place and its number of lines; a macro has its number of arguments too."""

    name: str
    lines: int
    arguments: int = 0

    def __str__(self) -> str:
        arguments = f", {self.arguments} arguments" if self.arguments else ""
        return f"{self.name}: {self.lines} lines{arguments}"


def paths(*patterns: str) -> list[Path]:
    """Return the project's files that fit a pattern, sorted."""
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def short(path: Path) -> str:
    """Return a path from the project's folder, as people write it."""
    return path.relative_to(ROOT).as_posix()


def files(*patterns: str) -> list[Size]:
    """Return the number of lines of each file."""
    return [Size(short(path), len(path.read_text().splitlines())) for path in paths(*patterns)]


def height(node: ast.stmt) -> int:
    """Return the number of lines of a statement, its decorators left out."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def lines_without_docstring(function: Function) -> int:
    """Return the lines from def to end, decorators and docstring left out."""
    docstring = [function.body[0]] if ast.get_docstring(function) is not None else []
    return height(function) - sum(height(node) for node in docstring)


def is_view(function: Function) -> bool:
    """Tell whether a route decorator (route, get, post) stands on the function."""
    return any(
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in {"route", "get", "post"}
        for decorator in function.decorator_list
    )


def functions(*patterns: str, views_only: bool = False) -> Iterator[Size]:
    """Return the size of each function, or of each view."""
    for path in paths(*patterns):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, Function) and (is_view(node) or not views_only):
                name = f"{short(path)}:{node.lineno} {node.name}"
                yield Size(name, lines_without_docstring(node))


def macros() -> Iterator[Size]:
    """Return the size of each macro of the templates."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in paths(*TEMPLATES):
        source = path.read_text()
        for macro in environment.parse(source).find_all(nodes.Macro):
            following = source.splitlines()[macro.lineno - 1 :]
            end = next(i for i, line in enumerate(following, 1) if "endmacro" in line)
            yield Size(f"{short(path)}:{macro.lineno} {macro.name}", end, len(macro.args))


def imports(path: Path) -> set[str]:
    """Return the top-level names of the packages a module imports, wherever it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def summary() -> str:
    """Return the medians that the house aims at, beside its aims."""
    parts = []
    for label, aim, sizes in (
        ("modules", 100, files(*CODE)),
        ("functions", 10, list(functions(*CODE))),
        ("templates", 80, files(*TEMPLATES)),
    ):
        lines = [size.lines for size in sizes if size.lines]
        median = statistics.median(lines) if lines else 0
        parts.append(f"{len(lines)} {label}, median {median:g} lines (aim: {aim})")
    return "; ".join(parts)


if __name__ == "__main__":
    sys.stdout.write(summary() + "\n")
