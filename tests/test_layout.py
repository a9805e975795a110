"""Where files lie: folders that can be looked over, and tests where the code is that they test."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.source_tree import PATHS, ROOT

MOST = 15  # modules, or templates, beside each other
TESTED = ("articles", "search", "chengyu_site")


def test_no_folder_holds_more_modules_than_can_be_looked_over():
    folders = {path.parent for top in (*TESTED, "bench", "tests") for path in (ROOT / top).rglob("*.py")}
    modules = {
        str(folder.relative_to(ROOT)): len([path for path in folder.glob("*.py") if path.name != "__init__.py"])
        for folder in folders
        if folder.name != "migrations"
    }
    assert {folder: number for folder, number in modules.items() if number > MOST} == {}


def test_no_folder_holds_more_templates_than_can_be_looked_over():
    templates = Counter(
        str(path.parent.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.*") if path.is_file()
    )
    assert templates["templates/search"] > 1
    assert {folder: number for folder, number in templates.items() if number > MOST} == {}


@pytest.mark.parametrize("top", TESTED)
def test_tests_lie_as_the_code_does(top):
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests" / top).rglob("test_*.py")}
    strays = [str(folder) for folder in folders if not (ROOT / folder / "__init__.py").exists()]
    assert strays == []
    assert len(folders) > len([name for name in PATHS if name.startswith(top) and "." not in name]) - 1
