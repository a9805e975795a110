"""The index follows the database: in the same breath, after a crash, while it is made anew."""

from __future__ import annotations

import random
import subprocess
from contextlib import ExitStack
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import OperationalError, ProgrammingError, connection, transaction

from articles.changes import one_change
from articles.models import Article, Author, Authorship, Column, Theme, ThemeAssignment
from articles.signals import articles_changed
from search.engines.base import engine
from search.errors import EngineUnavailable
from search.index.updating import FEW, apply_pending, compare, rebuild, repair
from search.models import DictionaryTerm, PendingIndexing
from search.types import SearchRequest
from tests.search.own_site import OwnSite
from tests.search.result_ids import result_ids


def paragraph(text: str) -> list[dict[str, str]]:
    return [{"kind": "paragraph", "text": text}]


def make_article(title: str, body: str = "正文", **fields) -> Article:
    article = Article.objects.create(title=title, body=paragraph(body), **fields)
    tell(article.pk)
    return article


def tell(*article_ids: int) -> None:
    articles_changed.send(sender=None, article_ids=list(article_ids))


def found(query: str) -> list[int]:
    return result_ids(SearchRequest(query))


@pytest.fixture
def index(transactional_db) -> None:
    rebuild()


def test_a_saved_article_is_found_at_once(index) -> None:
    article = make_article("长江航运的新篇")
    assert found("长江航运") == [article.pk]
    assert not PendingIndexing.objects.exists()


def test_a_change_that_is_rolled_back_leaves_nothing(index) -> None:
    with transaction.atomic():
        make_article("不会有的")
        transaction.set_rollback(True)
    assert not PendingIndexing.objects.exists()
    assert found("不会有的") == []


def test_a_change_is_owed_in_its_own_transaction_and_paid_after_it(index) -> None:
    with transaction.atomic():
        article = make_article("还没提交")
        assert PendingIndexing.objects.filter(article_id=article.pk).exists()
        assert found("还没提交") == []
    assert found("还没提交") == [article.pk]


def test_withdrawn_and_deleted_articles_are_found_no_more(index) -> None:
    withdrawn, deleted = make_article("撤下的文章"), make_article("删除的文章")
    with transaction.atomic():
        Article.objects.filter(pk=withdrawn.pk).update(status=Article.Status.WITHDRAWN)
        gone = deleted.pk
        deleted.delete()
        tell(withdrawn.pk, gone)
    assert found("的文章") == []


def test_new_names_and_themes_are_found_under(index) -> None:
    column, author, theme = Column.objects.create(name="旧栏"), Author.objects.create(name="某甲"), None
    article = make_article("一篇", column=column)
    with transaction.atomic():
        Authorship.objects.create(article=article, author=author)
        theme = Theme.objects.create(name="低空经济")
        ThemeAssignment.objects.create(article=article, theme=theme)
        tell(article.pk)
    with transaction.atomic():
        column.name = "新栏"
        column.save()
        author.name = "某乙"
        author.save()
        tell(article.pk)
    assert found("栏目:新栏") == found("作者:某乙") == found("主题:低空经济") == [article.pk]
    assert found("栏目:旧栏") == found('"某甲"') == []


def test_what_a_busy_writer_kept_us_from_is_seen_to_by_it_or_by_sync_index(index) -> None:
    with engine().writer():
        article = make_article("等一等")
        assert PendingIndexing.objects.count() >= 1
    assert found("等一等") == []
    call_command("sync_index", stdout=StringIO())
    assert found("等一等") == [article.pk]
    assert not PendingIndexing.objects.exists()


def save_before(fault: Exception) -> int:
    """Save an article; from the commit on, until what follows it is done, the database answers with a fault."""

    def answer(*asked):
        raise fault

    with ExitStack() as failing, transaction.atomic():
        transaction.on_commit(lambda: failing.enter_context(connection.execute_wrapper(answer)))
        return make_article("刚存好").pk


AWAY = OperationalError("server closed the connection unexpectedly")


def test_a_change_is_saved_though_the_database_goes_away_after_it_and_sync_index_sees_to_it(index, caplog) -> None:
    saved = save_before(AWAY)
    assert "stays pending; run: manage.py sync_index" in caplog.text
    assert found("刚存好") == []
    call_command("sync_index", stdout=StringIO())
    assert found("刚存好") == [saved]


def test_a_change_is_saved_though_index_and_database_go_away_after_it(index, caplog, monkeypatch) -> None:
    def unavailable(*asked, **named):
        raise EngineUnavailable("the index is gone")

    monkeypatch.setattr("search.index.updating.apply_pending", unavailable)
    saved = save_before(AWAY)
    assert "stays pending" in caplog.text
    assert PendingIndexing.objects.filter(article_id=saved).exists()


def test_a_mistake_after_a_commit_is_not_passed_over_as_an_outage(index) -> None:
    with pytest.raises(ProgrammingError):
        save_before(ProgrammingError("syntax error"))


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


def test_check_index_finds_and_mends_every_difference(index) -> None:
    kept, changed, gone = make_article("留着"), make_article("改过"), make_article("撤了")
    Article.objects.filter(pk=changed.pk).update(title="改成这样")
    Article.objects.filter(pk=gone.pk).update(status=Article.Status.WITHDRAWN)  # an update() tells nobody
    missing = Article.objects.bulk_create([Article(title="漏掉", body=paragraph("正文"))])[0]
    differences = compare()
    assert (differences.missing, differences.superfluous, differences.outdated) == (
        (missing.pk,),
        (gone.pk,),
        (changed.pk,),
    )
    with pytest.raises(CommandError, match="not sound"):
        call_command("check_index", stdout=StringIO())
    output = StringIO()
    call_command("check_index", "--repair", stdout=output)
    assert "agree" in output.getvalue()
    assert found("留着") == [kept.pk]
    assert found("改成这样") == [changed.pk]


def test_a_damaged_index_is_made_anew_by_repair(index) -> None:
    article = make_article("还在库里")
    for file in Path(settings.INDEX_DIR).rglob("*.pst"):
        file.write_bytes(b"\0" * file.stat().st_size)
    differences = compare()
    assert differences.faults
    repair(differences)
    assert compare().is_sound
    assert found("还在库里") == [article.pk]


def test_rebuild_if_needed_does_so_only_then(index) -> None:
    def run() -> str:
        output = StringIO()
        call_command("rebuild_index", "--if-needed", stdout=output, stderr=StringIO())
        return output.getvalue()

    assert "up to date" in run()
    Article.objects.bulk_create([Article(title="新来的", body=paragraph("正文"))])
    assert "Indexed 1 articles" in run()
    assert "up to date" in run()


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


@pytest.mark.parametrize(("command", "lock"), [("rebuild_index", "rebuild.lock"), ("sync_index", "writer.lock")])
def test_a_command_that_cannot_write_the_index_says_why(index, command: str, lock: str) -> None:
    lock_file = settings.INDEX_DIR / lock
    lock_file.unlink(missing_ok=True)
    lock_file.mkdir()
    with pytest.raises(CommandError, match=f"the search index cannot be written: .*{lock}"):
        call_command(command, stdout=StringIO(), stderr=StringIO())


def test_a_request_leaves_what_is_more_than_it_may_wait_for_to_the_worker(index, settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path
    articles = [make_article(f"第{number}篇长江航运") for number in range(2 * FEW + 1)]
    request_started.send(sender=None)
    with one_change():
        for article in articles:
            article.title = f"改过的{article.title}"
            article.save()
    assert PendingIndexing.objects.exists()
    article = make_article("请求里的一篇")
    request_finished.send(sender=None)
    assert found("请求里的一篇") == []
    call_command("run_worker", once=True)
    assert found("请求里的一篇") == [article.pk]
    assert not PendingIndexing.objects.exists()


def test_a_request_waits_for_a_few(index) -> None:
    request_started.send(sender=None)
    article = make_article("请求里的一篇")
    request_finished.send(sender=None)
    assert found("请求里的一篇") == [article.pk]
