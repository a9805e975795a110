"""Write a small library as the code that is checked out keeps it: `python -m tests.upgrade.make OUT.sql`.

Run once for each release, with that release's code and an empty DATA_DIR; `test_upgrade.py` brings every one that is
kept here up to the code of today. Text of our own; SQLite, whose dump is text.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402

from articles.models import Article, CuratedField  # noqa: E402
from search.models import DictionaryTerm, SavedSearch, SynonymGroup  # noqa: E402

PAGE = """【理论前沿】
以实干开新局
□ 林小溪
干事创业贵在实干。把一张蓝图绘到底，需要一茬接着一茬干，一年接着一年干，久久为功，方能积小胜为大胜，把愿景变成实景。
实干不是蛮干。要在调查研究中找准问题，在比较权衡中选定路径，在反复实践中完善办法，让每一分力气都用在关键之处。
（作者单位：江城大学马克思主义学院）

让乡村留得住人
□ 何青山
乡村振兴，关键在人。要让外来的人才愿意来，让本地的青年愿意留，就要把产业做起来，把环境美起来，把服务跟上来。
产业是根本。有了能挣钱的活计，年轻人就有了留下的理由；有了能发展的空间，就有了扎根的底气，也就有了安心的日子。
（作者系江城市社会科学院研究员）
"""
RECORD = '{"id": "r-1", "title": "一篇记录", "body": ["随记录来的正文。"], "authors": ["何青山"], "keywords": ["乡村"]}'


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        page, records = Path(folder) / "江城日报-2026-03-02-07.txt", Path(folder) / "records.jsonl"
        page.write_text(PAGE, encoding="utf-8")
        records.write_text(RECORD, encoding="utf-8")
        call_command("migrate", verbosity=0)
        call_command("import_pages", str(page), "--publication", "江城日报")
        call_command("import_articles", str(records))
        call_command("rebuild_index")
        _curate()
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as database:
        Path(sys.argv[1]).write_text("\n".join(database.iterdump()), encoding="utf-8")


def _curate() -> None:
    """What people did: a field corrected, a word added, a user, a search kept."""
    editor = User.objects.create_user("editor", password=None, is_staff=True)
    editor.groups.add(Group.objects.get(name="编辑"))
    article = Article.objects.get(title="以实干开新局")
    article._history_user = editor  # type: ignore[attr-defined]  # simple_history reads it
    article.title = "以实干开创新局"
    article.save()
    CuratedField.objects.create(article=article, field="title", curated_by=editor, imported="以实干开新局")
    SynonymGroup.objects.create(terms=["乡村", "农村"])
    DictionaryTerm.objects.create(term="久久为功")
    SavedSearch.objects.create(
        query_string="?q=乡村", title="乡村", article_ids=[2], titles=["让乡村留得住人"], count=1
    )


if __name__ == "__main__":
    main()
