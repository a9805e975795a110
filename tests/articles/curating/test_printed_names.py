"""What is read from files while a merge stands is named as it is printed once the merge is undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from articles.curating.curated_fields import apply_bylines, mark_all_curated, mark_authors_curated
from articles.curating.field_values import AUTHORS, plain_value
from articles.curating.merge_undo import undo_merge
from articles.curating.merging import merge_rows
from articles.curating.splitting import split_row
from articles.importing.files import page_of
from articles.importing.pages import import_page
from articles.importing.record_batches import RecordImport
from articles.integrity import check_library
from articles.models import Article, Author, Authorship, Column, Merge, SourceDocument, SourceKind
from articles.people.bylines import Byline, Register, printed_otherwise

pytestmark = pytest.mark.django_db

BODY = """江边的黄葛树一夜之间换了新叶，早起的人们沿着石阶走到江边，看渡船慢慢地靠岸。

夏天的江水涨起来以后，孩子们在沙滩上追逐，老人坐在树下说起从前的码头和船工。
"""
NOTE = "（作者分别系山城大学教授、山城大学讲师）\n"


def read(name: str, *lines: str) -> Article:
    import_page(page_of(Path(f"{name}.txt"), "\n\n".join(lines).encode()))
    return Article.objects.get(source__file_name=f"{name}.txt")


def signers(article: Article) -> list[str]:
    return [row.author.name for row in article.authorships.order_by("position")]


@pytest.fixture
def people() -> tuple[Author, Author]:
    return Author.objects.create(name="林小雨"), Author.objects.create(name="林晓宇")


def test_a_byline_is_the_authors_that_it_prints(people):
    kept, gone = people
    merge = merge_rows(kept, [gone])
    theirs = read("甲", "山城的春天来得早", "□　林 晓 宇", BODY)
    own = read("乙", "江上的渡船靠了岸", "□　林小雨　陈一鸣", BODY.replace("江", "河"))
    both = read("丙", "码头上的老船工们", "□　林小雨　陈一鸣　林晓宇", BODY.replace("江", "海"))
    set_by_hand = read("丁", "沙滩上追逐的孩子", "□　林晓宇", BODY.replace("江", "湖"))
    mark_authors_curated(set_by_hand, [], None)
    unprinted = Article.objects.create(title="记录", body=[])
    Authorship.objects.create(article=unprinted, author=kept)
    articles = (theirs, own, both, set_by_hand, unprinted)
    assert {name for article in articles for name in signers(article)} == {"林小雨", "陈一鸣"}
    user = User.objects.create(username="李")
    undo_merge(merge, user)
    assert [signers(article) for article in articles] == [
        ["林晓宇"], ["林小雨", "陈一鸣"], ["林小雨", "陈一鸣", "林晓宇"], ["林小雨"], ["林小雨"],
    ]  # fmt: skip
    assert theirs.authorships.get().history.first().history_user == user


def records(*lines: str) -> list[Article]:
    """Articles of records, each a title and the names that it prints: 题目：甲、乙."""
    source, _ = SourceDocument.objects.get_or_create(file_name="r.jsonl", sha256="0" * 64, kind=SourceKind.RECORDS)
    texts = []
    for line in lines:
        title, _, names = line.partition("：")
        authors = [dict(zip(("name", "affiliation"), name.split("/"), strict=False)) for name in names.split("、")]
        texts.append(json.dumps({"id": title, "title": title, "body": ["正文。"], "authors": authors}).encode())
    RecordImport(source).run(texts)
    return list(Article.objects.filter(record_key__isnull=False).order_by("pk"))


def test_a_records_byline_is_the_authors_that_it_prints(people):
    kept, gone = people
    merge = merge_rows(kept, [gone])
    read = records("甲：林晓宇", "乙：林小雨、陈一鸣", "丙：林小雨、陈一鸣、林晓宇")
    assert [signers(article) for article in read] == [["林小雨"], ["林小雨", "陈一鸣"], ["林小雨", "陈一鸣"]]
    assert [row.printed_as for row in read[2].authorships.all()] == ["林小雨、林晓宇", "陈一鸣"]
    undo_merge(merge, None)
    assert [signers(article) for article in read] == [
        ["林晓宇"], ["林小雨", "陈一鸣"], ["林小雨", "陈一鸣", "林晓宇"],
    ]  # fmt: skip
    assert [row.printed_as for row in read[2].authorships.all()] == ["林小雨", "陈一鸣", "林晓宇"]
    assert list(check_library()) == []


def test_of_two_of_one_name_a_byline_is_whose_affiliation_it_prints():
    first = records("早：林晓宇/江城大学", "晚：林晓宇/山城大学")
    kept, gone = (article.authors.get() for article in first)
    assert kept.name == gone.name
    merge = merge_rows(kept, [gone])
    read = records("甲：林晓宇/山城大学文学院", "乙：林晓宇/江城大学", "丙：林晓宇")[2:]
    assert [article.authors.get() for article in read] == [kept, kept, kept]
    undo_merge(merge, None)
    assert [article.authors.get().distinction for article in read] == ["山城大学", "江城大学", "江城大学"]


def test_merging_and_splitting_leave_what_is_printed(people):
    kept, gone = people
    article = records("甲：林晓宇")[0]
    merge = merge_rows(kept, [gone])
    byline = article.authorships.get()
    assert (byline.author, byline.printed_as, printed_otherwise(byline)) == (kept, "林晓宇", "林晓宇")
    records("乙：林小雨")
    made = Author(name="林小宇")
    split_row(kept, made, [str(byline.pk)])
    byline.refresh_from_db()
    assert (byline.author, byline.printed_as) == (made, "林晓宇")
    undo_merge(Merge.objects.get(operation=Merge.Operation.SPLIT), None)
    undo_merge(merge, None)
    byline.refresh_from_db()
    assert (byline.author, byline.printed_as, printed_otherwise(byline)) == (
        Author.objects.get(name="林晓宇"),
        "林晓宇",
        "",
    )


def test_an_import_that_says_the_same_print_is_no_news_whoever_the_author_is_now(people):
    kept, gone = people
    article = records("甲：林晓宇")[0]
    merge_rows(kept, [gone])
    mark_authors_curated(article, plain_value(article, AUTHORS), None)
    register = Register(["林晓宇"])
    assert apply_bylines([(article, [Byline("林晓宇")])], register) == [(False, [])]
    [(changed, doubts)] = apply_bylines([(article, [Byline("林小予")])], register)
    assert not changed
    assert [doubt.imported_text for doubt in doubts] == ["林小予"]


def test_who_is_printed_beside_one_has_the_affiliation_that_the_note_gives(people):
    kept, gone = people
    merge = merge_rows(kept, [gone])
    both = read("丙", "码头上的老船工们", "□　林小雨　林晓宇", BODY, NOTE)
    assert signers(both) == ["林小雨"]
    undo_merge(merge, None)
    assert [(row.author.name, row.affiliation) for row in both.authorships.order_by("position")] == [
        ("林小雨", "山城大学教授"),
        ("林晓宇", "山城大学讲师"),
    ]


def test_an_article_is_under_the_column_that_its_mark_prints():
    kept, gone = (Column.objects.create(name=name) for name in ("理论前沿", "学习笔谈"))
    merge = merge_rows(kept, [gone])
    theirs = read("甲", "【学习笔谈】", "山城的春天来得早", "□　林晓宇", BODY)
    own = read("乙", "【理论前沿】", "江上的渡船靠了岸", "□　林小雨", BODY.replace("江", "河"))
    set_by_hand = read("丁", "【学习笔谈】", "沙滩上追逐的孩子", "□　陈一鸣", BODY.replace("江", "湖"))
    mark_all_curated([set_by_hand], "column", None)
    articles = (theirs, own, set_by_hand)
    assert {article.column for article in articles} == {kept}
    undo_merge(merge, None)
    for article in articles:
        article.refresh_from_db()
    assert [str(article.column) for article in articles] == ["学习笔谈", "理论前沿", "理论前沿"]
