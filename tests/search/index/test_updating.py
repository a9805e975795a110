"""The index follows the database: applied twice, after a crash, while it is made anew."""

from __future__ import annotations

import random
import subprocess
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from search.engines.base import engine
from search.engines.whoosh.segments.folders import IndexFolders
from search.errors import EngineUnavailable
from search.index.comparing import compare
from search.index.documents import all_documents
from search.index.updating import apply_pending, rebuild
from search.models import DictionaryTerm, PendingIndexing
from tests.opensearch.needs import of_the_embedded_engine
from tests.search.engines.filling import rebuilt
from tests.search.index.articles import found, make_article, paragraph
from tests.search.own_site import OwnSite


@pytest.fixture
def index(transactional_db) -> None:
    rebuild()


def test_the_first_articles_of_a_library_make_its_index(transactional_db) -> None:
    article = make_article("开天辟地第一篇")
    assert found("第一篇") == [article.pk]


def test_an_index_that_is_gone_is_not_replaced_by_a_piece_of_one(transactional_db, settings, tmp_path) -> None:
    make_article("原有的一篇")
    settings.INDEX_DIR = tmp_path / "elsewhere"
    make_article("后来的一篇")
    with pytest.raises(EngineUnavailable, match="rebuild_index"):
        found("一篇")
    rebuild()
    assert len(found("一篇")) == 2


def test_a_rebuild_waits_until_what_it_made_is_verified(index, monkeypatch) -> None:
    make_article("重建之前")
    monkeypatch.setattr("search.engines.whoosh.mirror.snapshot.VERIFIED_AT_ONCE", 0)
    monkeypatch.setattr("search.engines.whoosh.mirror.newest._PATIENCE_SECONDS", 0.0)
    assert rebuild() == 1


def test_changes_during_a_rebuild_are_in_both_indexes(index) -> None:
    article = make_article("重建之前")
    with engine().rebuilding() as aside:
        aside.add([])
        later = make_article("重建之中")
        assert found("重建之中") == [later.pk]
        assert PendingIndexing.objects.filter(article_id=later.pk).exclude(applied_at=None).exists()
    assert found("重建之前") == [article.pk]
    seen: list[Article] = []

    def watch(documents):
        for document in documents:
            if not seen:
                seen.append(make_article("边建边改"))
            yield document

    rebuild(watch=watch)
    assert found("边建边改") == [seen[0].pk]
    assert not PendingIndexing.objects.exists()


def test_a_rebuild_reads_what_waited_before_it_once(index) -> None:
    def articles_read() -> int:
        with CaptureQueriesContext(connection) as asked:
            rebuild()
        return sum('"body"' in query["sql"] for query in asked)

    article = make_article("重建之前")
    once = articles_read()
    PendingIndexing.objects.create(article_id=article.pk)
    assert articles_read() == once > 0
    assert not PendingIndexing.objects.exists()


def test_rebuild_if_needed_does_so_only_then(index) -> None:
    def run() -> str:
        output = StringIO()
        call_command("rebuild_index", "--if-needed", stdout=output, stderr=StringIO())
        return output.getvalue()

    assert "up to date" in run()
    Article.objects.bulk_create([Article(title="新来的", body=paragraph("正文"))])
    assert "Indexed 1 articles" in run()
    assert "up to date" in run()


def test_preparing_makes_no_index(transactional_db) -> None:
    Article.objects.bulk_create([Article(title="新来的", body=paragraph("正文"))])
    call_command("rebuild_index", "--only-prepare", stdout=StringIO())
    assert not engine().exists()


def test_an_index_that_other_code_made_is_found_to_be_so_and_made_anew(transactional_db, monkeypatch) -> None:
    Article.objects.create(title="三月的", published_on=date(2024, 3, 10), body=paragraph("正文"))
    with monkeypatch.context() as other:
        other.setattr("search.engines.stamp._PACKAGES", ())
        rebuilt(type(engine())(engine().place()), list(all_documents()))  # type: ignore[call-arg]  # as any engine is made
    assert not engine().state().is_current
    output = StringIO()
    call_command("rebuild_index", "--if-needed", stdout=output, stderr=StringIO())
    assert "other code made it" in output.getvalue()
    assert engine().state().is_current
    assert found("日期:2024-03")


def test_several_processes_make_the_index_that_one_makes(index) -> None:
    Article.objects.bulk_create(
        [Article(title=f"第{number}篇", body=paragraph(f"内容{number}")) for number in range(200)]
    )
    rebuild(processes=1)
    alone = engine().fingerprints(), found("内容1")
    rebuild(processes=2)
    assert (engine().fingerprints(), found("内容1")) == alone
    assert compare().is_sound


def test_a_term_added_by_a_curator_cuts_the_texts_it_is_in_anew(index) -> None:
    article = make_article("一篇", "渝新欧班列开行")
    other = make_article("另一篇", "别的内容")
    before = engine().fingerprints()
    DictionaryTerm.objects.create(term="渝新欧班列")
    assert compare().is_sound
    assert [pk for pk, standing in engine().fingerprints().items() if standing != before[pk]] == [article.pk]
    assert found("渝新欧班列") == [article.pk]
    assert other.pk in engine().fingerprints()


CHANGER = """
import itertools, django
django.setup()
from django.db import transaction
from articles.models import Article
from articles.signals import articles_changed
for number in itertools.count():
    with transaction.atomic():
        article = Article.objects.create(title=f"第{number}次", body=[{"kind": "paragraph", "text": "改动"}])
        articles_changed.send(sender=None, article_ids=[article.pk])
    print(article.pk, flush=True)
"""


def test_nothing_is_lost_when_a_process_is_killed_anywhere(tmp_path) -> None:
    site = OwnSite(tmp_path)
    chance = random.Random(29)
    for _ in range(3):
        with site.at_work(CHANGER) as child, pytest.raises(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0, 0.5))
        site.manage("sync_index")
        assert "agree" in site.manage("check_index")


def test_applying_twice_changes_nothing(index) -> None:
    article = make_article("只此一篇")
    generation = engine().state().generation
    PendingIndexing.objects.create(article_id=article.pk)
    assert apply_pending() == 1
    assert engine().state().generation == generation


@of_the_embedded_engine("a cluster merges by itself")
def test_sync_index_is_done_though_another_process_merges_segments(index) -> None:
    article = make_article("已经写入")
    Article.objects.filter(pk=article.pk).update(title="尚未写入索引")
    with IndexFolders(settings.INDEX_DIR).locked("merge"):
        call_command("sync_index", stdout=StringIO())
    assert found("尚未写入索引") == [article.pk]


def test_a_command_says_that_another_process_writes_the_index(index, monkeypatch) -> None:
    monkeypatch.setattr("search.management.commands.sync_index.WAIT_SECONDS", 0)
    Article.objects.bulk_create([Article(title="新来的", body=paragraph("正文"))])
    with engine().writer(), pytest.raises(CommandError, match="another process"):
        call_command("sync_index", stdout=StringIO())
    with engine().rebuilding(), pytest.raises(CommandError, match=r"another process.*try again"):
        call_command("rebuild_index", stdout=StringIO(), stderr=StringIO())
    call_command("sync_index", stdout=StringIO())
    assert found("新来的")


@of_the_embedded_engine("its lock files; a cluster's leases are above")
@pytest.mark.parametrize(("command", "lock"), [("rebuild_index", "rebuild.lock"), ("sync_index", "writer.lock")])
def test_a_command_that_cannot_write_the_index_says_why(index, command: str, lock: str) -> None:
    lock_file = settings.INDEX_DIR / lock
    lock_file.unlink(missing_ok=True)
    lock_file.mkdir()
    with pytest.raises(CommandError, match=f"the search index cannot be written: .*{lock}"):
        call_command(command, stdout=StringIO(), stderr=StringIO())
