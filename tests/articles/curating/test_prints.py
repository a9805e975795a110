"""What is read from files while a merge stands is named as it is printed once the merge is undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from articles.curating.curated_fields import mark_all_curated, mark_authors_curated
from articles.curating.merging import merge_rows
from articles.curating.unmerging import undo_merge
from articles.importing.files import page_of
from articles.importing.pages import import_page
from articles.models import Article, Author, Authorship, Column

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
