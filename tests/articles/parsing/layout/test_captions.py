"""What a short line's words say of it."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.layout.captions import headline_looks
from tests.articles.parsing.made_prose import paragraphs


@pytest.mark.parametrize(
    "title", ["江豚回来了，渔网收了——来自渔村的报告", "江豚少了，路在何方？", "谁来守护江里的鱼群？", "就业先稳企业"]
)
@pytest.mark.parametrize(
    "piece",
    ["江豚回来了，渔网收了", "的渔村里，江豚少了", "却从不提起", "这些年江边的渔村正", "会议强调，长江大保护 江豚先行"],
)
def test_titles_are_likelier_titles_than_pieces_of_sentences(title: str, piece: str) -> None:
    assert headline_looks(title) > 0 > headline_looks(piece)


@pytest.mark.parametrize(
    "title",
    [
        "新阶段新要求，渔村怎么办", "目标更明确，步子更稳健", "江边渔村提出三个新办法", "专家认为江豚正在回来",
        "提出问题，更要解决问题", "认识江豚，守护江豚",
        "他指出了一条新路", "要求严一点，办法多一点", "用数据表示江水的变化",
        "明确责任守好一江水",
    ],
)  # fmt: skip
def test_titles_over_a_byline_keep_their_place_whatever_they_say(title: str) -> None:
    text = "清晨的江面上飘着一层薄雾，渔船从雾里缓缓地驶出来，船头站着一位穿蓝布衫的老人，他说这条江养活了几代人。"
    [article] = parse(f"{title}\n■ 王小明\n{text}\n{text}\n（作者单位：某某大学）\n").articles
    assert article.title == title


SAID = [line.strip() for line in paragraphs(6, 2).split("\n") if line]
PICTURES = ["图①：4月12日，游客在渡口等船。", "图②：老人在船上教孩子剪纸。"]
_OTHER = f"\n老街新貌\n□李　伟\n{paragraphs(3, 7)}"


@pytest.mark.parametrize("under", ["本报记者　王小明摄\n", "", f"本报记者　王小明摄\n　　{SAID[2]}\n"])
def test_numbered_pictures_under_a_text_are_none_of_it(under: str) -> None:
    shown = "\n".join(PICTURES)
    page = parse(f"渡口的船\n□周文远\n　　{SAID[0]}\n　　{SAID[1]}\n\n{shown}\n{under}{_OTHER}")
    assert [block.text for block in page.articles[0].body][:2] == SAID[:2]
    assert not any(block.text in PICTURES for block in page.articles[0].body)
    assert [piece.text for piece in page.furniture if piece.kind == "caption"] == PICTURES


@pytest.mark.parametrize(("above", "told"), [("", ["图①：" + SAID[2], "图②：" + SAID[3]]), ("照片如下：", PICTURES)])
def test_numbered_pictures_that_a_text_tells_of_are_its_own(above: str, told: list[str]) -> None:
    said = "".join(f"　　{text}\n" for text in (SAID[0] + above, *told, SAID[1]))
    first, _ = parse(f"渡口的旧照\n□周文远\n{said}{_OTHER}").articles
    assert [block.text for block in first.body] == [SAID[0] + above, *told, SAID[1]]


@pytest.mark.parametrize(
    ("above", "shown"),
    [
        ("", ["图1：双脚与肩同宽，左右各做八次。", "图2：双手十指交叉，数到十再放松。"]),
        ("三幅作品，各有各的看法。", ["图一：近处的芦苇画得很密。", "图二：船已经靠岸。"]),
        ("", ["图①说的是生，图②说的是养。", "图②里的孩子背着壶下河。"]),
        ("四个动作不要贪快。", ["图①　双脚与肩同宽。", "图②　双手十指交叉。", "周文彬　绘"]),
        ("", ["图①到图③是同一个地方。", "图①：岸边还堆着旧船板。", "图②：芦苇长到了齐腰高。"]),
    ],
)
def test_numbered_paragraphs_at_the_end_of_a_text_are_its_own(above: str, shown: list[str]) -> None:
    said = "".join(f"　　{text}\n" for text in (SAID[0], SAID[1] + above, *shown))
    first, _ = parse(f"渡口的旧照\n□周文远\n{said}{_OTHER}").articles
    told = [text for text in shown if text.startswith("图")]
    assert [block.text for block in first.body][:4] == [SAID[0], SAID[1] + above, *told][:4]


@pytest.mark.parametrize(("indent", "begins"), [("　　", True), ("", False)])
def test_a_day_begins_a_text_under_its_title_where_it_is_set_in_as_the_text_is(indent: str, *, begins: bool) -> None:
    line = "4月12日，云溪镇的老街上开出了第一家旧书店。"
    other = f"修好老路\n□李　伟\n{paragraphs(3, 7)}（作者单位：某某大学）\n"
    _, article = parse(f"{other}老街有了书店\n{indent}{line}\n{paragraphs(2, 3)}").articles
    assert (article.title, line in [block.text for block in article.body]) == ("老街有了书店", begins)
