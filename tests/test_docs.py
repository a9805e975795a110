"""What the README and the docs name is there, and what is there they name; the Chinese README names the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
IN_CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
DOCS = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def section(title: str, text: str = README) -> str:
    """A section of a README, its subsections included."""
    level = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE).group(1)
    after = text.split(f"\n{level} {title}\n", 1)[1]
    return re.split(rf"^#{{1,{len(level)}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(table_in: str) -> list[str]:
    """What stands between back quotes in the first cell of each row."""
    rows = [line.split("|")[1] for line in table_in.replace("\\|", "/").splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def test_every_setting_is_in_the_table_and_the_reverse():
    source = (ROOT / "chengyu_site" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"(?:env\.\w+|switch)\(\s*\"([A-Z_]+)\"", source))
    assert set(first_cells(section("Settings"))) == read


def test_every_command_is_in_the_table_and_the_reverse():
    there = {
        path.stem
        for package in ("articles", "search")
        for path in (ROOT / package / "management" / "commands").glob("*.py")
        if path.stem != "__init__"
    }
    assert {cell.split()[0] for cell in first_cells(section("Commands"))} == there


def test_every_target_is_in_the_table_and_the_reverse():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    there = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert {cell.removeprefix("make ") for cell in first_cells(section("Two commands"))} == there


def test_every_variable_of_make_is_named():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for variable in re.findall(r"^([A-Z]+) \?=", makefile, re.MULTILINE):
        assert f"`{variable}`" in section("Settings")


@pytest.mark.parametrize("name", first_cells(section("Map of the tree")))
def test_every_place_on_the_map_is_there(name):
    assert (ROOT / name).exists()


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("Two commands", "两条命令"), ("Map of the tree", "目录"), ("Commands", "命令"), ("Settings", "设置")],
)
def test_the_chinese_readme_has_the_same_tables(english, chinese):
    assert first_cells(section(chinese, IN_CHINESE)) == first_cells(section(english))


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_file_and_package_that_a_document_names_is_there(path):
    named = re.findall(
        r"`((?:articles|search|templates|tests|bench|docs|chengyu_site|seeds)/[\w/.\-]*)`", path.read_text("utf-8")
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "README.zh-CN.md", *DOCS], ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r"src(?:set)?=\"([^\":]+)\"", text)
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_package_is_on_the_plan():
    plan = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    beside = {"migrations", "management", "commands", "templatetags"}
    packages = {
        str(init.parent.relative_to(ROOT))
        for app in ("articles", "search")
        for init in (ROOT / app).glob("*/**/__init__.py")
        if not beside & set(init.parts)
    }
    named = set(first_cells(plan))
    assert sorted(package for package in packages if not any(n.startswith(f"{package}/") for n in named)) == []


def test_every_folder_is_on_the_map():
    named = {name.split("/")[0] for name in first_cells(section("Map of the tree"))}
    tracked = {path.parent.name for path in ROOT.glob("*/*") if path.is_file() and not path.parent.name.startswith(".")}
    assert tracked - named <= {"var"}


def test_every_requirement_has_its_reason():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [re.split(r"[\[=]", line)[0] for line in lines if line and not line.startswith("#")]
    reasons = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").lower()
    assert len(names) > 10
    assert [name for name in names if name.lower() not in reasons] == []


def test_every_requirement_is_one_exact_version():
    for file in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        dated = r" +# \d{4}-\d\d-\d\d" if file == "requirements.txt" else ""  # when it was last held against the newest
        exact = re.compile(r"[\w.\-\[\]]+==[\w.]+" + dated)
        loose = [line for line in lines if line and line[0] not in "#-" and not exact.fullmatch(line)]
        assert loose == []


def test_what_is_installed_by_its_hash_is_what_is_required():
    """`make lock` writes the one from the other."""
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = dict(re.findall(r"^([\w.\-]+)==([\w.]+)", locked, re.MULTILINE))
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    asked = [re.sub(r"\[\w+\]| *#.*", "", line).lower().split("==") for line in lines if line and line[0] != "#"]
    assert [(name, version) for name, version in asked if pins.get(name) != version] == []
    assert locked.count("--hash=sha256:") > len(pins)
