"""Imports go one way: search → articles → articles.parsing. Read from the source, so that no import can hide."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("chengyu_site", "articles", "search")
# What Django cannot reach: text and values in, values out.
PURE = (
    "articles.parsing",
    "articles.people.affiliations",
    "articles.curating.body_text",
    "articles.people.pinyin",
    "articles.importing.pairing",
    "articles.importing.record_fields",
    "articles.importing.records",
    "articles.themes.scoring",
    "search.excerpts.concordance",
    "search.suggestions.spelling",
    "search.errors",
    "search.facets.labels",
    "search.language.fields",
    "search.text.folding",
    "search.language.parser",
    "search.engines.log_likelihood",
    "search.language.relaxing",
    "search.excerpts.highlighting",
    "search.facets.lookup",
    "search.excerpts.snippets",
    "search.language.query",
    "search.language.explaining",
    "search.text.sentences",
    "search.language.punctuation",
    "search.text.pinyin",
    "search.web.state",
    "search.text.tokenizer",
    "search.language.tree",
    "search.types",
    "search.language.unparser",
)


@dataclass(frozen=True, slots=True)
class Import:
    """One import: by which module, of what, on which line, and inside which functions."""

    module: str
    name: str
    line: int
    inside: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.name}"


def modules() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                yield name.removesuffix(".__init__"), path


def imports_in(module: str, tree: ast.AST, inside: tuple[str, ...] = ()) -> Iterator[Import]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(module, alias.name, node.lineno, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            yield from (Import(module, f"{source}.{alias.name}", node.lineno, inside) for alias in node.names)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from imports_in(module, node, (*inside, node.name))
        else:
            yield from imports_in(module, node, inside)


IMPORTS = [i for name, path in modules() for i in imports_in(name, ast.parse(path.read_text(encoding="utf-8")))]


def of(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def wrong(importer: str, *imported: str) -> list[str]:
    return [str(i) for i in IMPORTS if of(i.module, importer) and any(of(i.name, package) for package in imported)]


def test_there_is_something_to_read():
    assert len(IMPORTS) > 300
    assert {i.module.split(".")[0] for i in IMPORTS} == set(PACKAGES)


def test_articles_do_not_know_search():
    assert wrong("articles", "search") == []


def test_parsing_knows_nothing_of_the_record():
    own = [i for i in IMPORTS if of(i.module, "articles.parsing")]
    assert [str(i) for i in own if of(i.name, "articles") and not of(i.name, "articles.parsing")] == []


def test_only_the_engines_name_whoosh():
    assert [str(i) for i in IMPORTS if of(i.name, "whoosh") and not of(i.module, "search.engines")] == []


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_reaches_no_django_no_clock_and_no_disk(module):
    assert any(of(name, module) for name, _ in modules()), f"{module} is no module any more"
    assert wrong(module, "django", "articles.models", "environ", "time", "random", "subprocess", "socket") == []


def test_nothing_is_imported_inside_a_function_but_when_an_app_is_ready():
    hidden = [str(i) for i in IMPORTS if i.inside and not (i.module.endswith(".apps") and i.inside[-1] == "ready")]
    assert hidden == []


def test_no_two_modules_import_each_other_around():
    """No circle among the modules of a package: a module's imports lead nowhere back to it."""
    names = {name for name, _ in modules()}
    leads = {name: {t for i in IMPORTS if i.module == name for t in targets(i.name, names)} - {name} for name in names}
    assert sorted(name for name in names if name in reached_from(leads[name], leads)) == []


def targets(name: str, names: set[str]) -> set[str]:
    """The module that an import names: the name itself, or the module that the name is in."""
    parent = name.rpartition(".")[0]
    return {name} if name in names else {parent} & names


def reached_from(start: set[str], leads: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += leads[module]
    return seen


def test_no_host_of_a_package_registry_is_named_in_the_tree():
    hosts = re.compile(r"[p]ypi\.org|[p]ythonhosted\.org|[n]pmjs\.(?:org|com)|[j]sdelivr\.net|[u]npkg\.com")
    skipped = {".git", ".venv", "var", "node_modules"}
    texts = (".py", ".toml", ".txt", ".md", ".html", ".css", ".js", ".cfg", ".xml")
    named = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*")
        if path.is_file()
        and not skipped & set(path.relative_to(ROOT).parts)
        and (path.suffix in texts or path.name in ("Makefile", "run"))
        and hosts.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert named == []
