"""What a short line's words say of it."""

from __future__ import annotations

import pytest

from articles.parsing.layout.captions import headline_looks


@pytest.mark.parametrize(
    "title", ["江豚回来了，渔网收了——来自渔村的报告", "江豚少了，路在何方？", "谁来守护江里的鱼群？", "就业先稳企业"]
)
@pytest.mark.parametrize("piece", ["江豚回来了，渔网收了", "的渔村里，江豚少了", "却从不提起", "这些年江边的渔村正"])
def test_titles_are_likelier_titles_than_pieces_of_sentences(title: str, piece: str) -> None:
    assert headline_looks(title) > 0 > headline_looks(piece)
