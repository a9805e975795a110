"""The project's source as the tests of its layout read it: packages, modules, what they import and what they say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOP = ("chengyu_site", "articles", "search")


@dataclass(frozen=True, slots=True)
class Import:
    """One import: by which module, of what, on which line, and inside which functions."""

    module: str
    name: str
    line: int
    inside: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.name}"


def _modules() -> Iterator[tuple[str, Path]]:
    for package in TOP:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


def _imports(module: str, tree: ast.AST, inside: tuple[str, ...] = ()) -> Iterator[Import]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(module, alias.name, node.lineno, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            yield from (Import(module, f"{source}.{alias.name}", node.lineno, inside) for alias in node.names)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _imports(module, node, (*inside, node.name))
        else:
            yield from _imports(module, node, inside)


def _docstring(path: Path) -> str:
    """The module's, without a tree of all that follows: it is read for every module before any test is run."""
    said = re.match(r'"""(.*?)"""', path.read_text(encoding="utf-8"), re.DOTALL)
    return " ".join(said[1].split()) if said else ""


@cache
def imports() -> list[Import]:
    """Every import of the project."""
    return [i for name, path in PATHS.items() for i in _imports(name, ast.parse(path.read_text(encoding="utf-8")))]


PATHS = dict(_modules())
DOCSTRINGS = {name: _docstring(path) for name, path in PATHS.items()}
PACKAGES = {name for name, path in PATHS.items() if path.name == "__init__.py" and DOCSTRINGS[name]}


def is_in(name: str, package: str) -> bool:
    """Whether a module or a name is the package's, or the package itself."""
    return name == package or name.startswith(f"{package}.")


def package_of(module: str) -> str:
    """The innermost package that a module is in; a package is in itself."""
    while module not in PACKAGES:
        module = module.rpartition(".")[0]
    return module


def room_of(module: str) -> str:
    """What stands for a module where packages are held against each other: its package.

    A module beside packages stands for itself: what is common to all rooms lies there, and what opens them.
    """
    package = package_of(module)
    parts = any(other.startswith(f"{package}.") for other in PACKAGES)
    return module if parts else package


def imported_module(name: str) -> str | None:
    """The project's module that an import names: the name itself, or the module that the name is in."""
    parent = name.rpartition(".")[0]
    return name if name in PATHS else parent if parent in PATHS else None


def says_pure(name: str) -> bool:
    return re.search(r"\bPure\.", DOCSTRINGS[name]) is not None


def may_import(package: str) -> list[str]:
    """What a package's docstring lets it import besides itself: `May import: articles, search.types.`"""
    said = re.search(r"May import: ([\w., ]+?)\.(?: |$)", DOCSTRINGS[package])
    assert said, f"{package} does not say what it may import"
    return [] if said[1] == "nothing" else said[1].split(", ")
