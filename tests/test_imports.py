"""What may import what, and what is pure, as the packages' docstrings say it; read from the source, templates too."""

from __future__ import annotations

import re

import pytest

from tests.source_tree import (
    DOCSTRINGS,
    PACKAGES,
    PATHS,
    ROOT,
    TOP,
    imported_module,
    imports,
    is_in,
    may_import,
    package_of,
    room_of,
    says_pure,
)

TEMPLATES = ROOT / "templates"
PURE = sorted(name for name in PATHS if says_pure(name))
UNREACHABLE = ("django", "environ", "time", "random", "subprocess", "socket")
"""What a pure module does not reach: text and values go in, text and values come out."""


def test_there_is_something_to_read():
    assert len(imports()) > 300
    assert {i.module.split(".")[0] for i in imports()} == set(TOP)


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_a_package_imports_only_what_it_says_it_may(package):
    allowed = [package, *may_import(package)]
    assert [name for name in allowed if imported_module(name) is None] == []
    own = [i for i in imports() if package_of(i.module) == package and i.name.split(".")[0] in TOP]
    assert [str(i) for i in own if not any(is_in(i.name, name) for name in allowed)] == []


def test_articles_do_not_know_search():
    assert [str(i) for i in imports() if is_in(i.module, "articles") and is_in(i.name, "search")] == []


@pytest.mark.parametrize("library", ["whoosh", "opensearchpy"])
def test_only_the_engines_name_what_they_stand_on(library):
    assert [str(i) for i in imports() if is_in(i.name, library) and not is_in(i.module, "search.engines")] == []


def test_the_embedded_engine_needs_nothing_of_the_other():
    reached = {str(i) for i in imports() if is_in(i.name, "search.engines.opensearch")}
    assert [i for i in reached if not i.startswith("search.engines.opensearch")] == []


@pytest.mark.parametrize("name", PURE)
def test_what_is_pure_reaches_no_django_no_clock_and_nothing_that_is_not_pure(name):
    own = [i for i in imports() if is_in(i.module, name)]
    assert [str(i) for i in own if any(is_in(i.name, outside) for outside in UNREACHABLE)] == []
    reached = {imported_module(i.name): str(i) for i in own}
    assert [said for module, said in reached.items() if module and not is_pure(module)] == []


def is_pure(module: str) -> bool:
    return any(is_in(module, name) for name in PURE)


def test_nothing_is_imported_inside_a_function_but_when_an_app_is_ready():
    hidden = [str(i) for i in imports() if i.inside and not (i.module.endswith(".apps") and i.inside[-1] == "ready")]
    assert hidden == []


@pytest.mark.parametrize("name_of", [str, room_of], ids=["modules", "packages"])
def test_no_two_import_each_other_around(name_of):
    """No circle: what is imported leads nowhere back."""
    leads: dict[str, set[str]] = {name_of(name): set() for name in PATHS}
    for i in imports():
        module = imported_module(i.name)
        if module:
            leads[name_of(i.module)] |= {name_of(module)} - {name_of(i.module)}
    assert sorted(name for name in leads if name in reached_from(leads[name], leads)) == []


def reached_from(start: set[str], leads: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += leads[module]
    return reached


def test_the_templates_of_the_record_print_without_search():
    """They load no tags of search's and include nothing of its pages: their views bring what they show."""
    own = ("articles", "parts", "admin")
    tags = "|".join(path.stem for path in (ROOT / "search" / "templatetags").glob("[!_]*.py"))
    reaching = re.compile(rf"{{% load [^%]*\b(?:{tags})\b[^%]*%}}|{{% include \"(?!{'/|'.join(own)}/)")
    found = [
        f"{path.relative_to(TEMPLATES)}: {match[0]}"
        for folder in own
        for path in sorted((TEMPLATES / folder).rglob("*.html"))
        for match in reaching.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_package_says_what_it_is_about():
    assert [name for name, path in PATHS.items() if path.name == "__init__.py" and not DOCSTRINGS[name]] == [
        "articles.management",
        "search.management",
    ]


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
