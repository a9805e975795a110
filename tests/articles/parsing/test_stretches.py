"""A long file is read in stretches, by whom and in what order is all one."""

from __future__ import annotations

import pickle

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

COLUMN = "【乡村笔谈】\n"
ENTRIES = "【参考资料】\n[1] 王某.用水管理概论[M].2019.\n[2] 李某.水利史[M].2020.\n"
NAMES = ("王小明", "李大为", "张文远", "赵立新", "陈思齐", "周有恒")


def long_page(mark: str) -> str:
    """Enough articles for several stretches, under a mark that stands before all of them, and one more amid them."""
    heads = [f"论第{number}个县的用水管理\n■{NAMES[number % len(NAMES)]}\n" for number in range(40)]
    articles = [f"{head}{paragraphs(5, seed)}\n" for seed, head in enumerate(heads)]
    return "【经济观察】\n" + "".join(articles[:12]) + mark + "".join(articles[12:])


def backwards(work, items):
    """As another process would send them."""
    return [pickle.loads(pickle.dumps(work(item))) for item in reversed(items)][::-1]  # noqa: S301 - our own


@pytest.mark.parametrize("mark", ["", COLUMN, ENTRIES])
def test_stretches_are_read_alike_in_any_order(mark):
    text = long_page(mark)
    parsed = parse(text, "long.txt")
    assert len(parsed.articles) > 30
    assert parse(text, "long.txt", backwards) == parsed


def test_a_column_holds_beyond_its_stretch_but_not_what_is_no_column():
    assert {article.column for article in parse(long_page(ENTRIES), "long.txt").articles} == {"经济观察"}
    columns = [article.column for article in parse(long_page(COLUMN), "long.txt").articles]
    assert (columns[0], columns[-1]) == ("经济观察", "乡村笔谈")
