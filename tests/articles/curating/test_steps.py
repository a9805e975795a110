"""Merges, splits and their undoing go on some rows at a time; where a process dies, another ends them all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import changes, tasks
from articles.curating.merge_undo import CannotUndo
from articles.curating.merging import CannotMerge
from articles.curating.splitting import CannotSplit, shares, split_row
from articles.models import Article, Author, Authorship, Column, Merge, Organisation, Theme, ThemeAssignment
from articles.people.organisation_rows import delete_unnamed, name_organisations
from articles.signals import articles_changed
from articles.undoing.orphans import NamedRows, delete_orphans

pytestmark = pytest.mark.django_db
NUMBER = 7
FEW = 2


class Died(BaseException):
    """As a signal does, it goes through all that looks after errors."""


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Rows to a transaction."""
    for module in ("merging", "merge_undo", "splitting", "printed_names"):
        monkeypatch.setattr(f"articles.curating.{module}.STEP", FEW)
    monkeypatch.setattr(changes, "_PAUSE_SECONDS", 0)


@pytest.fixture
def two_steps_then_broken():
    """Who is told of the third change has no room for it."""
    changes_told = []

    def full(**told: Any) -> None:
        changes_told.append(told)
        if len(changes_told) > 2:
            raise OSError("No space left on device")

    @contextmanager
    def broken() -> Iterator[None]:
        articles_changed.connect(full)
        try:
            yield
        finally:
            articles_changed.disconnect(full)

    return broken


def library() -> dict[str, list[Any]]:
    """Two rows of each kind; the second names nearly all, one article names both."""
    named: dict[str, list[Any]] = {
        "author": [Author.objects.create(name=name) for name in ("何青山", "何青水")],
        "column": [Column.objects.create(name=name) for name in ("江边来信", "江边书简")],
        "theme": [Theme.objects.create(name=name, terms=[name]) for name in ("渡口", "码头")],
        "organisation": [],
    }
    for n in range(NUMBER):
        both = n == NUMBER // 2
        article = Article.objects.create(title=f"题目{n}", body=[], column=named["column"][1])
        for place in (0, 1) if both else (1,):
            author = named["author"][place]
            row = Authorship.objects.create(article=article, author=author, affiliation="川东学院教授", position=place)
            ThemeAssignment.objects.create(article=article, theme=named["theme"][place], origin="person")
    Authorship.objects.filter(article=article).update(affiliation="川东大学教授、川东学院研究员")
    name_organisations(list(Authorship.objects.filter(pk=row.pk)))
    named["organisation"] = [Organisation.objects.get(name=name) for name in ("川东大学", "川东学院")]
    return named


KINDS = ["author", "column", "theme", "organisation"]


def state() -> dict[str, list[tuple[object, ...]]]:
    """Of everything that a merge touches."""
    rows = {
        "authors": Author.objects.values_list("pk", "name", "aliases"),
        "columns": Column.objects.values_list("pk", "name"),
        "themes": Theme.objects.values_list("pk", "name", "terms"),
        "organisations": Organisation.objects.values_list("pk", "name", "parent"),
        "articles": Article.objects.values_list("pk", "column"),
        "authorships": Authorship.objects.values_list("pk", "author", "affiliation"),
        "signed from": Authorship.objects.values_list("pk", "organisations"),
        "assignments": ThemeAssignment.objects.values_list("article", "theme", "origin"),
    }
    return {name: sorted(found, key=repr) for name, found in rows.items()}


@contextmanager
def dying_in(number: int) -> Iterator[None]:
    """The process dies at the end of its so manieth transaction, which it does not commit."""
    whole, begun = changes.one_change, []

    @contextmanager
    def one_change() -> Iterator[None]:
        with whole():
            yield
            begun.append(1)
            if len(begun) == number:
                raise Died

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(changes, "one_change", one_change)
        yield


def killed_again_and_again(merge: Merge) -> int:
    """Go on with it in processes that die, each one transaction later than the one before; returns how many did."""
    deaths = 0
    while True:
        with dying_in(2 + deaths):
            try:
                tasks.go_on.call(merge.pk)
            except Died:
                deaths += 1
            else:
                return deaths


@pytest.mark.parametrize("kind", KINDS)
def test_a_merge_and_its_undoing_that_die_again_and_again_end_as_if_nothing_had_happened(kind, told):
    kept, other = library()[kind]
    before = state()
    undisturbed = tasks.merge_later(kept, [other], None)
    tasks.go_on.call(undisturbed.pk)
    merged = state()
    assert merged != before
    tasks.go_on.call(tasks.undo_later(undisturbed, None).pk)
    assert state() == before

    told.clear()
    merge = tasks.merge_later(kept, [other], None)
    assert killed_again_and_again(merge) >= 2
    assert state() == merged
    merge.refresh_from_db()
    assert (merge.state, merge.moved_rows) == (Merge.State.DONE, Merge.objects.get(pk=undisturbed.pk).moved_rows)
    tasks.undo_later(merge, None)
    assert killed_again_and_again(merge) >= 2
    assert state() == before
    merge.refresh_from_db()
    assert merge.state == Merge.State.UNDONE
    assert not merge.rows.filter(is_back=False).exists()


@pytest.mark.parametrize("kind", ["author", "column", "organisation"])
def test_a_split_that_dies_again_and_again_ends_as_if_nothing_had_happened(kind):
    row = library()[kind][1]
    before = [share.text for share in shares(row)]
    keys = [share.key for share in shares(row)][:-1]
    made = {"author": Author, "column": Column, "organisation": Organisation}[kind](name="江心")
    split = tasks.split_later(row, made, keys, None)
    assert killed_again_and_again(split) >= 1
    split.refresh_from_db()
    assert (split.state, split.chosen) == (Merge.State.DONE, [])
    assert [share.text for share in shares(row)] == before[-1:]
    assert [share.text for share in shares(made)] == before[:-1]
    again = tasks.undo_later(split, None)
    killed_again_and_again(again)
    assert sorted(share.text for share in shares(row)) == sorted(before)


def test_a_deed_that_breaks_is_gone_on_with_later(two_steps_then_broken):
    """Its rows would be in no other deed for ever."""
    kept, other = library()["author"]
    merge = tasks.merge_later(kept, [other], None)
    DBTaskResult.objects.all().delete()
    with two_steps_then_broken(), pytest.raises(OSError, match="No space left"):
        tasks.go_on.call(merge.pk)
    merge.refresh_from_db()
    assert merge.state == Merge.State.RUNNING
    again = DBTaskResult.objects.get(task_path=tasks.go_on.module_path)
    assert again.run_after > timezone.now()
    again.task.call(*again.task_result.args)
    assert not Author.objects.filter(pk=other.pk).exists()


def half_done(kind: str = "author") -> tuple[Merge, Any, Any]:
    kept, other = library()[kind]
    merge = tasks.merge_later(kept, [other], None)
    with dying_in(2), pytest.raises(Died):
        tasks.go_on.call(merge.pk)
    return merge, kept, other


def test_half_merged_each_article_is_still_by_one_of_the_two_and_both_have_their_pages(client):
    before = set(Authorship.objects.values_list("article", flat=True))
    _, kept, other = half_done()
    Article.objects.update(status=Article.Status.PUBLISHED)
    by = [set(Authorship.objects.filter(author=author).values_list("article", flat=True)) for author in (kept, other)]
    assert by[0] | by[1] >= before
    assert all(by)
    assert len(by[0] & by[1]) <= 1  # the one that both signed
    assert [client.get(author.get_absolute_url()).status_code for author in (kept, other)] == [200, 200]


def test_what_comes_to_name_the_other_meanwhile_is_moved_too():
    merge, kept, other = half_done()
    late = Article.objects.create(title="晚到的一篇", body=[])
    Authorship.objects.create(article=late, author=other)
    tasks.go_on.call(merge.pk)
    assert late.authors.get() == kept


SECOND: dict[str, Callable[[Merge, Any, Any], object]] = {
    "merge": lambda merge, kept, other: tasks.merge_later(kept, [Author.objects.create(name="第三人")], None),
    "merge of what goes": lambda merge, kept, other: tasks.merge_later(
        Author.objects.create(name="第三人"), [other], None
    ),
    "split": lambda merge, kept, other: tasks.split_later(
        other, Author(name="第三人"), [share.key for share in shares(other)][:1], None
    ),
    "undo": lambda merge, kept, other: tasks.undo_later(merge, None),
}


@pytest.mark.parametrize("second", SECOND)
def test_a_second_deed_with_the_same_rows_is_refused_in_words_until_the_first_is_done(second):
    merge, kept, other = half_done()
    with pytest.raises((CannotMerge, CannotSplit, CannotUndo), match=r"正在进行，(请等它完成|现在不能撤销)"):
        SECOND[second](merge, kept, other)
    assert not Author.objects.filter(name="第三人", authorships__isnull=False).exists()
    tasks.go_on.call(merge.pk)
    tasks.undo_later(merge, None)
    with pytest.raises((CannotMerge, CannotUndo), match=r"正在撤销，(请等它完成|现在不能撤销)"):
        SECOND["undo" if second == "undo" else "merge"](merge, kept, other)


def test_a_split_is_of_the_row_as_it_is_by_then():
    """Whoever asks for it saw the row before they had their turn: the button was pressed twice, another was first."""
    theme = Theme.objects.create(name="渡口", terms=["渡口", "渡船", "码头"])
    seen_before = Theme.objects.get()
    split_row(theme, Theme(name="江船"), ["渡船"])
    Theme.objects.filter(pk=theme.pk).update(description="有人刚写的说明")
    for name, term, said in [("江船", "码头", "名称"), ("轮渡", "渡船", "还没有选")]:
        with pytest.raises(CannotSplit, match=said):
            split_row(seen_before, Theme(name=name), [term])
    seen_before.terms, seen_before.description = ["渡口", "渡船", "码头"], ""
    split_row(seen_before, Theme(name="码头"), ["码头"])
    assert Theme.objects.values_list("terms", "description").get(pk=theme.pk) == (["渡口"], "有人刚写的说明")
    theme.delete()
    with pytest.raises(CannotSplit, match="并入别处或被删除"):
        split_row(seen_before, Theme(name="渡轮"), ["渡口"])


def test_rows_of_a_deed_under_way_are_no_orphans_though_nothing_names_them():
    named = library()
    deeds = [tasks.merge_later(named[kind][0], named[kind][1:], None) for kind in KINDS if kind != "theme"]
    Authorship.objects.all().delete()
    Article.objects.all().delete()
    keys = {kind: [row.pk for row in named[kind]] for kind in KINDS}
    delete_orphans(NamedRows(keys["author"], keys["column"], keys["organisation"]))
    delete_unnamed(keys["organisation"])
    assert [model.objects.count() for model in (Author, Column, Organisation)] == [2, 2, 2]
    for deed in deeds:
        tasks.go_on.call(deed.pk)
    assert [model.objects.count() for model in (Author, Column, Organisation)] == [1, 1, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_no_transaction_changes_more_than_a_few_articles(kind, told):
    """Whoever saves meanwhile waits for one, on SQLite: the names of what stays are all that is told at once."""
    kept, other = library()[kind]
    told.clear()
    merge = tasks.merge_later(kept, [other], None)
    tasks.go_on.call(merge.pk)
    steps = [articles for articles in told if articles]
    assert len(steps) >= NUMBER // FEW
    assert max(map(len, steps[:-1])) <= FEW
    told.clear()
    tasks.go_on.call(tasks.undo_later(merge, None).pk)
    assert max(len(articles) for articles in told[1:] if articles) <= FEW


@pytest.mark.parametrize("kind", ["author", "theme"])
def test_what_comes_to_say_the_same_while_a_merge_is_undone_makes_way(kind):
    """An article that is saved meanwhile is given the theme that is there again, or signed by who is."""
    kept, other = library()[kind]
    before = state()
    merge = tasks.merge_later(kept, [other], None)
    tasks.go_on.call(merge.pk)
    tasks.undo_later(merge, None)
    for article in Article.objects.all():
        if kind == "theme":
            ThemeAssignment.objects.create(article=article, theme=other)
        else:
            Authorship.objects.create(article=article, author=other, position=9)
    tasks.go_on.call(merge.pk)
    assert state() == before


def test_what_names_the_new_one_before_its_split_is_done_makes_way_too():
    row = library()["author"][1]
    share, *_ = shares(row)
    made = Author(name="何江心")
    split = tasks.split_later(row, made, [share.key], None)
    Authorship.objects.create(article=Authorship.objects.get(pk=share.key).article, author=made)
    tasks.go_on.call(split.pk)
    assert [one.key for one in shares(made)] == [share.key]
