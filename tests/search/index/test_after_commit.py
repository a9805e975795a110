"""A saved article is found at once, whatever goes away meanwhile; a request waits for little."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import OperationalError, ProgrammingError, connection, transaction
from django_tasks_db.models import DBTaskResult

from articles.changes import many_changes, one_change
from articles.models import Article, Author, Authorship, Column, Theme, ThemeAssignment
from articles.only_worker import only_worker
from search.engines.base import engine
from search.errors import EngineUnavailable, WriterBusy
from search.index import after_commit, updating
from search.index.after_commit import FEW
from search.index.updating import apply_later, rebuild
from search.models import PendingIndexing
from tests.search.index.articles import found, make_article, tell


@pytest.fixture
def index(transactional_db) -> None:
    rebuild()


def test_a_saved_article_is_found_at_once(index) -> None:
    article = make_article("长江航运的新篇")
    assert found("长江航运") == [article.pk]
    assert not PendingIndexing.objects.exists()


@pytest.fixture
def patient(monkeypatch) -> None:
    """However slow the machine is, nothing has waited for long."""
    monkeypatch.setattr(after_commit, "OLD", timedelta(hours=1))


def test_changes_one_after_the_other_are_written_together_at_the_end(index, patient) -> None:
    with many_changes():
        articles = [make_article(f"长江航运{number}") for number in "一二三"]
        assert found("长江航运") == []
        assert PendingIndexing.objects.count() == len(articles)
    assert sorted(found("长江航运")) == [article.pk for article in articles]


def test_many_changes_within_many_are_written_with_them(index, patient) -> None:
    with many_changes():
        with many_changes():
            article = make_article("长江航运")
        assert found("长江航运") == []
        assert PendingIndexing.objects.exists()
    assert found("长江航运") == [article.pk]


def test_of_many_changes_some_are_written_before_the_end(index, patient, monkeypatch) -> None:
    monkeypatch.setattr(after_commit, "MANY", 2)
    with many_changes():
        make_article("长江航运")
        assert found("长江航运") == []
        make_article("黄河航运")
        assert len(found("航运")) == 2
        make_article("珠江航运")
    assert len(found("航运")) == 3


def test_of_many_changes_none_waits_for_long(index, monkeypatch) -> None:
    monkeypatch.setattr(after_commit, "OLD", timedelta(0))
    with many_changes():
        make_article("长江航运")
        assert len(found("航运")) == 1


def test_what_an_import_owes_the_worker_pays_should_it_never_end(index, patient) -> None:
    with many_changes():
        article = make_article("长江航运")
        assert found("长江航运") == []
        assert DBTaskResult.objects.filter(task_path=apply_later.module_path).count() == 1
        apply_later.call()
        assert found("长江航运") == [article.pk]


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

    monkeypatch.setattr("search.index.after_commit.apply_pending", unavailable)
    saved = save_before(AWAY)
    assert "stays pending" in caplog.text
    assert PendingIndexing.objects.filter(article_id=saved).exists()


def test_a_mistake_after_a_commit_is_not_passed_over_as_an_outage(index) -> None:
    with pytest.raises(ProgrammingError):
        save_before(ProgrammingError("syntax error"))


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
    assert found("请求里的一篇") == [article.pk]
    assert found("改过的") == []
    call_command("run_worker", once=True)
    assert len(found("改过的")) == 2 * FEW + 1
    assert not PendingIndexing.objects.exists()


@pytest.fixture
def merged_in(index, monkeypatch, settings, tmp_path) -> list[str]:
    """The threads that merged segments; there always are some to merge."""
    settings.DATA_DIR = tmp_path
    threads: list[str] = []
    monkeypatch.setattr("search.index.after_commit.tidy", lambda: threads.append(threading.current_thread().name))
    monkeypatch.setattr(type(engine()), "is_untidy", lambda self: True)
    return threads


def save_in_request() -> int:
    """Wait for all that follows, too; the article's id."""
    request_started.send(sender=None)
    article = make_article("请求里的一篇")
    request_finished.send(sender=None)
    for thread in threading.enumerate():
        if thread.name == "finish-index":
            thread.join()
    return article.pk


def waiting() -> int:
    return DBTaskResult.objects.ready().filter(task_path=apply_later.module_path).count()


def test_a_request_leaves_merging_to_the_worker(merged_in) -> None:
    with only_worker():
        saved = [save_in_request(), save_in_request()]
    assert merged_in == []
    assert waiting() == 1
    assert sorted(found("请求里的一篇")) == saved


def test_without_a_worker_the_request_s_process_merges_when_it_is_answered(merged_in) -> None:
    save_in_request()
    assert set(merged_in) == {"finish-index"}
    assert waiting() == 0


def test_who_is_no_request_merges_itself(merged_in) -> None:
    make_article("长江航运")
    assert set(merged_in) == {threading.current_thread().name}


def test_where_there_is_nothing_to_merge_no_thread_begins(merged_in, monkeypatch) -> None:
    monkeypatch.setattr(type(engine()), "is_untidy", lambda self: False)
    make_article("长江航运")
    with only_worker():
        save_in_request()
    assert merged_in == []
    assert waiting() == 0


def test_a_save_asks_for_the_database_s_lock_once_more_when_it_is_committed(index) -> None:
    article = make_article("长江航运")
    written: list[str] = []

    def note(execute, sql, params, many, context):
        if sql.split()[0] in ("INSERT", "UPDATE", "DELETE"):
            written.append(" ".join(sql.split()[:3]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        article.title = "黄河航运"
        article.save()
        tell(article.pk)
    assert written[-1].startswith("DELETE FROM"), "what is pending is paid"
    assert [said for said in written if said.startswith("DELETE")] == written[-1:]
    assert "UPDATE" not in {said.split()[0] for said in written[1:]}


def test_a_request_waits_for_a_few(index) -> None:
    request_started.send(sender=None)
    article = make_article("请求里的一篇")
    request_finished.send(sender=None)
    assert found("请求里的一篇") == [article.pk]


def test_a_request_does_not_write_what_others_go_on_changing_meanwhile(index, monkeypatch, settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path
    other = make_article("别处的一篇")
    written: list[int] = []
    whole = updating._update

    def while_another_changes(writer, article_ids):
        """As the worker does in a deed of thousands, somebody changes an article whenever some have been written."""
        whole(writer, article_ids)
        written.append(len(article_ids))
        if len(written) < 9:
            Article.objects.filter(pk=other.pk).update(title=f"别处改过{len(written)}次")

    monkeypatch.setattr(updating, "_update", while_another_changes)
    request_started.send(sender=None)
    with one_change():
        article = make_article("请求里的一篇")
    request_finished.send(sender=None)
    assert written == [1]
    assert found("请求里的一篇") == [article.pk]
    call_command("run_worker", once=True)
    assert found("别处改过8次") == [other.pk]
    assert not PendingIndexing.objects.exists()


def test_a_worker_beside_whom_another_merges_segments_has_done_its_task(index, monkeypatch) -> None:
    def busy():
        raise WriterBusy("another process holds the index's merge lock")

    monkeypatch.setattr(updating, "tidy", busy)
    article = make_article("长江航运")
    apply_later.call()
    assert found("长江航运") == [article.pk]
