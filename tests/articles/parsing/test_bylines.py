"""Names under a title."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.bylines import bare_byline, is_latin_byline, likely_byline, names_in_bare_byline, names_in_byline
from tests.articles.parsing.made_prose import paragraphs


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("■朱旭森", ("朱旭森",)),
        ("□ 陈银华 袁梅", ("陈银华", "袁梅")),
        ("□陈银华　袁梅", ("陈银华", "袁梅")),
        ("■王　希", ("王希",)),
        ("■王 希 李 明", ("王希", "李明")),
        ("■阿不都热合曼·艾力 王希", ("阿不都热合曼·艾力", "王希")),
        ("■张三、李四", ("张三", "李四")),
        ("■文希", ("文希",)),
        ("■本报记者 张三", ("张三",)),
        ("■欧阳修远", ("欧阳修远",)),
        ("■朱\u200b旭森\u202e", ("朱旭森",)),
    ],
)
def test_a_marked_byline_gives_its_names(line: str, names: tuple[str, ...]) -> None:
    assert names_in_byline(line) == names


@pytest.mark.parametrize(
    "line", ["■", "朱旭森", "■坚持创新驱动，强化人才支撑。", "■ 坚持创新驱动 强化人才支撑", "■2024年", "■核心提示"]
)
def test_other_lines_are_no_byline(line: str) -> None:
    assert names_in_byline(line) == ()


def test_a_bare_name_is_known_by_its_surname() -> None:
    assert names_in_bare_byline("柏才慧") == ("柏才慧",)
    assert names_in_bare_byline("引言") == ()
    assert names_in_bare_byline("构建良好的产业生态") == ()


def test_latin_names_are_known_by_their_capitals() -> None:
    assert is_latin_byline("Caihui Bai")
    assert not is_latin_byline("new quality productivity")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("□本报记者张靖本报通讯员郜敏", ["张靖", "郜敏"]),
        ("□记者李铮通讯员王飞李永", ["李铮", "王飞", "李永"]),
        ("□本报记者王小明李文华", ["王小明", "李文华"]),
        ("□本报记者 张靖 通讯员郜敏", ["张靖", "郜敏"]),
        ("□本报记者黎明摄影报道", ["黎明"]),
    ],
)
def test_names_that_run_on_behind_labels_are_parted_by_surnames(line: str, names: list[str]) -> None:
    assert list(names_in_byline(line)) == names


@pytest.mark.parametrize("line", ["记者于都探红军路", "本报记者走进乡村课堂", "通讯员队伍建设", "记者王明看高考"])
def test_a_title_about_reporters_is_none(line: str) -> None:
    assert bare_byline(line) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("记者邱　岚", ["邱岚"]),
        ("本报记者李　强　通讯员王　芳", ["李强", "王芳"]),
        ("本报讯　（记者郝思远）", ["郝思远"]),
        ("本报讯（记者郝思远　通讯员王芳）", ["郝思远", "王芳"]),
        ("本报南渡2月24日电　（记者邱　岚）", ["邱岚"]),
    ],
)
def test_a_reporters_name_may_be_set_wide_or_stand_in_a_line_of_news(line: str, names: list[str]) -> None:
    page = f"办好集市\n本报记者　贺子涵\n{paragraphs(3)}环湖绿道全线贯通\n{line}\n{paragraphs(3, 3)}"
    first, second = parse(page).articles
    assert [person.name for person in first.authors] == ["贺子涵"]
    assert (second.title, [person.name for person in second.authors]) == ("环湖绿道全线贯通", names)


@pytest.mark.parametrize("line", ["本报讯，记者观　察", "记者节　特刊"])
def test_what_speaks_of_reporters_signs_nothing(line: str) -> None:
    assert likely_byline(line) is None
