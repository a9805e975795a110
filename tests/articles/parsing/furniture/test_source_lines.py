"""Lines that say where a text was printed, or who gathered it, are told from sentences about the same."""

from __future__ import annotations

from datetime import date

import pytest

from articles.parsing.furniture.source_lines import SourceLine, read_source_line, reads_as_credit


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("《某某日报》（2026年04月29日 第 09 版）", SourceLine(date(2026, 4, 29), "9", None, "某某日报")),
        (
            "《某某日报》（２０２６年０４月２９日　第０９版　理论）",
            SourceLine(date(2026, 4, 29), "9", "理论", "某某日报"),
        ),
        ("来源：某某日报 2026-04-29 第9版", SourceLine(date(2026, 4, 29), "9", None, "某某日报")),
        ("来源：《某某日报》2026年4月29日", SourceLine(date(2026, 4, 29), None, None, "某某日报")),
        ("（原载《某某学刊》2026年第3期）", SourceLine(publication="某某学刊")),
        ("*本文首发于《某某学刊》2026年第3期，转载请联系授权。*", SourceLine(publication="某某学刊")),
        ("原载《某某日报》2026年4月29日，未经许可，不得转载。", SourceLine(date(2026, 4, 29), None, None, "某某日报")),
        ("2026年04月29日08:15 来源：某某网", SourceLine(date(2026, 4, 29))),
        ("来源：某某网", SourceLine()),
        ("摘编自《某某日报》2026年4月29日第9版", SourceLine()),
        ("（摘自《某某日报》4月8日）", SourceLine()),
        ("（摘自4月8日《某某日报》）", SourceLine()),
    ],
)
def test_a_source_line_says_where_its_text_was_printed(text, said):
    assert read_source_line(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "来源于实践",
        "来源：一切力量都来自群众。",
        "《某某日报》评论员文章指出",
        "《清河记》的启示",
        "《清河记》",
        "据《某某日报》报道，清河流域的水质连续三年好转。",
        "载歌载舞",
        "据4月8日《某某日报》报道",
        "本文首发于《某某学刊》2026年第3期，转载之后引来争议。",
    ],
)
def test_a_sentence_about_a_source_is_no_source_line(text):
    assert read_source_line(text) is None


def test_who_gathered_the_text_is_a_credit_and_under_a_title_a_byline():
    assert reads_as_credit("采写：本报记者 王小明", after_text=False)
    assert reads_as_credit("（本报记者 王小明 通讯员 李大为）", after_text=True)
    assert not reads_as_credit("（本报记者 王小明）", after_text=False)
    assert not reads_as_credit("（作者为教师，王小明采访整理）", after_text=True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2026年3月2日 05:33 来源：某某网－某某日报", SourceLine(date(2026, 3, 2), None, None, "某某日报")),
        ("2026年3月2日05:33来源:某某网-某某日报", SourceLine(date(2026, 3, 2), None, None, "某某日报")),
        ("来源：某某网—《某某日报》 2026-03-02", SourceLine(date(2026, 3, 2), None, None, "某某日报")),
        ("来源：某某日报－某某网 2026-03-02", SourceLine(date(2026, 3, 2), None, None, "某某日报")),
        ("2026-03-02 来源：某某网－某某之声", SourceLine(date(2026, 3, 2))),
        ("2026-03-02 来源：学习时报 作者：", SourceLine(date(2026, 3, 2), None, None, "学习时报")),
        ("2026-03-02 来源：学习时报 作者： 编辑：", SourceLine(date(2026, 3, 2), None, None, "学习时报")),
        ("2026-03-02 06:00 来源：学习时报大字体小字体", SourceLine(date(2026, 3, 2), None, None, "学习时报")),
        ("字体：大 中 小 2026-03-02 来源：学习时报", SourceLine(date(2026, 3, 2), None, None, "学习时报")),
        (
            "发布时间：2026-03-02 09:12 来源：学习时报 作者： 浏览次数：97",
            SourceLine(date(2026, 3, 2), None, None, "学习时报"),
        ),
    ],
)
def test_a_site_that_has_it_from_a_paper_and_fields_without_a_word(line: str, said: SourceLine) -> None:
    assert read_source_line(line) == said


@pytest.mark.parametrize(
    "line", ["人民网－人民日报", "大字体小字体的由来", "2026年3月2日，来源：某某网－某某日报，我去看了。"]
)
def test_without_a_label_or_in_a_sentence_they_are_none(line: str) -> None:
    assert read_source_line(line) is None
