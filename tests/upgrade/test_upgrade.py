"""A library as an earlier release kept it is brought up to this one by its commands, and nothing of it is lost."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.migrated import NAME
from tests.search.own_site import OwnSite

RELEASES = sorted(Path(__file__).parent.glob("*.sql"))
UPGRADE = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
call_command("refresh_library")
call_command("rebuild_index")
call_command("check_library")
call_command("check_index")
from django.contrib.auth.models import User
from django.test import Client
from articles.models import Article, CuratedField
from search.index.triggers import are_installed
from search.models import DictionaryTerm, PendingIndexing, SavedSearch
article = Article.objects.get(pk=1)
site = Client(headers={"host": "localhost"})
print(json.dumps({
    "titles": list(Article.objects.order_by("pk").values_list("title", flat=True)),
    "authors": [(said.author.name, said.printed_as) for said in article.signed],
    "printed": str(article.source.published_on),
    "history": [version.title for version in article.history.order_by("history_date")][-1:],
    "curated": list(CuratedField.objects.values_list("field", "imported", "curated_by__username")),
    "roles": [group.name for group in User.objects.get().groups.all()],
    "term": DictionaryTerm.objects.get().term,
    "list": site.get(SavedSearch.objects.get().get_absolute_url()).status_code,
    "found": [hit["id"] for hit in site.get("/api/search?q=农村").json()["hits"]],
    "triggers": are_installed(),
    "pending": PendingIndexing.objects.count(),
}))
"""

DOWNGRADE = """
import json, sys, django
django.setup()
from django.core.management import call_command
for app, name in json.loads(sys.argv[1]).items():
    call_command("migrate", app, name, verbosity=0)
"""
APPS = ("search", "articles")
COUNTER = "search_recordversion"  # of changes: it goes on
RENAMED = {"way": "kind", "fate": "outcome", "said": "summary", "deed": "operation"}  # columns, since the release
IN_ROWS = {"articles_merge": {"moved", "removed"}}  # of another table, since the release: see test_merges


@pytest.mark.long
@pytest.mark.parametrize("release", RELEASES, ids=[path.stem for path in RELEASES])
def test_a_library_of_an_earlier_release_is_brought_up_to_this_one(tmp_path, release):
    site = OwnSite(tmp_path)
    (tmp_path / NAME).unlink()  # tables of today
    with closing(sqlite3.connect(tmp_path / NAME)) as database:
        database.executescript(release.read_text(encoding="utf-8"))
    assert json.loads(site.run(UPGRADE).splitlines()[-1]) == {
        "titles": ["以实干开创新局", "让乡村留得住人", "一篇记录"],
        "authors": [["林小溪", "林小溪"]],
        "printed": "2026-03-02",
        "history": ["以实干开创新局"],
        "curated": [["title", "以实干开新局", "editor"]],
        "roles": ["编辑"],
        "term": "久久为功",
        "list": 200,
        "found": [2, 3],
        "triggers": True,
        "pending": 0,
    }
    goes_back_and_comes_again(site, tmp_path / NAME, release)


def goes_back_and_comes_again(site: OwnSite, database: Path, release: Path) -> None:
    """To the tables of the release, with all that stands in them, and up to today's once more."""
    with closing(sqlite3.connect(":memory:")) as old:
        old.executescript(release.read_text(encoding="utf-8"))
        newest = dict(old.execute("SELECT app, max(name) FROM django_migrations GROUP BY app").fetchall())
        tables = columns_of(old)
    before = rows_of(database, tables)
    site.run(DOWNGRADE, json.dumps({app: newest[app] for app in APPS}))
    with closing(sqlite3.connect(database)) as gone_back:
        assert columns_of(gone_back) == tables
    assert rows_of(database, tables) == before
    site.manage("migrate", "--verbosity", "0")
    assert rows_of(database, tables) == before


def columns_of(database: sqlite3.Connection) -> dict[str, set[str]]:
    """Of each table of the site's own."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    own = [name for name in names if name.startswith(APPS) and name != COUNTER]
    return {name: {row[1] for row in database.execute(f'PRAGMA table_info("{name}")')} for name in own}


def rows_of(database: Path, tables: dict[str, set[str]]) -> dict[str, list[tuple[object, ...]]]:
    """The rows of a release's tables, by its columns, whatever these are called now."""
    with closing(sqlite3.connect(database)) as opened:
        called = columns_of(opened)
        queries = {name: select(name, called[name], columns) for name, columns in tables.items()}
        return {name: sorted(opened.execute(query).fetchall(), key=repr) for name, query in queries.items()}


def select(table: str, called: set[str], columns: set[str]) -> str:
    stay = sorted(columns - IN_ROWS.get(table, set()))
    names = (column if column in called else RENAMED[column] for column in stay)
    return "SELECT " + ", ".join(f'"{name}"' for name in names) + f" FROM {table}"  # noqa: S608
