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
    "authors": [said.author.name for said in article.signed],
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


@pytest.mark.parametrize("release", RELEASES, ids=[path.stem for path in RELEASES])
def test_a_library_of_an_earlier_release_is_brought_up_to_this_one(tmp_path, release):
    site = OwnSite(tmp_path)
    (tmp_path / NAME).unlink()  # tables of today
    with closing(sqlite3.connect(tmp_path / NAME)) as database:
        database.executescript(release.read_text(encoding="utf-8"))
    assert json.loads(site.run(UPGRADE).splitlines()[-1]) == {
        "titles": ["以实干开创新局", "让乡村留得住人", "一篇记录"],
        "authors": ["林小溪"],
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
