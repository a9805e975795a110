"""Repairs of a reading: runs moved, joined, parted, made an article, merged, marked; none of them lost."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.repairing import MISFIT, HeadLine, Operation, Repair, anchor_at, repaired
from articles.parsing.types import ParsedArticle, ParsedDocument, Part, TitleOrigin

PAGE = """# 江边小城的春天

■ 王一平

清晨的江面上飘着一层薄雾，渔船从雾里缓缓地驶出来，船头站着一位穿蓝布衫的老人。

码头上的石阶被雨水洗得发亮，卖早点的人家已经升起炉火，热气一直飘到街口。

孩子们背着书包跑过青石板路，笑声惊起了屋檐下的一群麻雀，谁也不肯停一停。

（作者系江边中学教师）

# 山里人家的秋天

■ 李二山

秋天的山里最先红起来的是枫叶，然后是柿子，最后才轮到院子里晒着的辣椒。

老屋门前有一棵三百年的银杏，落叶铺了一地，扫也扫不完，索性就由它去了。

晚饭以后大家围着火塘说话，说今年的收成，也说远处打工的人什么时候回来。

（作者系山里小学教师）
"""
FOG, STEPS, CHILDREN = "清晨的江面", "码头上的石阶", "孩子们背着书包"
LEAVES, TREE, EVENING = "秋天的山里", "老屋门前", "晚饭以后"


@pytest.fixture(scope="module")
def page() -> ParsedDocument:
    return parse(PAGE, "page.txt")


def run(words: str):
    """The paragraph that begins with these words."""
    start = PAGE.index(words)
    return anchor_at(PAGE, start, PAGE.index("\n", start))


def mended(page: ParsedDocument, *repairs: Repair) -> ParsedDocument:
    found = repaired(PAGE, "page.txt", page, repairs)
    assert every_run(found) == every_run(page)
    return found


def every_run(page: ParsedDocument) -> list[tuple[int, int]]:
    runs = [run for article in page.articles for run in article.passages]
    runs += [item.passage for item in page.furniture]
    return sorted((run.start, run.end) for run in runs)


def openings(article: ParsedArticle) -> list[str]:
    return [block.text[:4] for block in article.body]


def test_the_page_is_read_as_two_articles(page):
    assert [openings(article) for article in page.articles] == [
        ["清晨的江", "码头上的", "孩子们背"],
        ["秋天的山", "老屋门前", "晚饭以后"],
    ]


def test_without_repairs_nothing_changes(page):
    assert mended(page) == page


def test_runs_are_moved_behind_another_articles_paragraph(page):
    found = mended(page, Repair(Operation.MOVE, (run(STEPS), run(CHILDREN)), run(LEAVES)))
    assert [openings(article) for article in found.articles] == [
        ["清晨的江"],
        ["秋天的山", "码头上的", "孩子们背", "老屋门前", "晚饭以后"],
    ]


def test_what_is_moved_behind_a_byline_comes_first(page):
    found = mended(page, Repair(Operation.MOVE, (run(EVENING),), run("■ 李二山")))
    assert openings(found.articles[1]) == ["晚饭以后", "秋天的山", "老屋门前"]


def test_what_is_moved_may_go_on_in_the_paragraph(page):
    found = mended(page, Repair(Operation.MOVE, (run(EVENING),), run(FOG), joined=True))
    first = found.articles[0]
    assert first.body[0].text.endswith("老人。" + PAGE[run(EVENING).start : run(EVENING).end])
    assert [(join.right_start, join.reason) for join in first.joins] == [(run(EVENING).start, "人工接续")]


def test_a_paragraph_is_joined_to_the_one_before_and_parted_again(page):
    joined = mended(page, Repair(Operation.JOIN, (run(STEPS),)))
    assert openings(joined.articles[0]) == ["清晨的江", "孩子们背"]
    parted = mended(joined, Repair(Operation.PART, (run(STEPS),)))
    assert parted.articles == page.articles


def test_runs_become_an_article_named_by_a_person_or_by_the_first_of_them(page):
    named = mended(page, Repair(Operation.NEW, (run(TREE), run(EVENING)), title="银杏树下"))
    assert [article.title for article in named.articles] == ["江边小城的春天", "山里人家的秋天", "银杏树下"]
    assert openings(named.articles[2]) == ["老屋门前", "晚饭以后"]
    printed = mended(page, Repair(Operation.NEW, (run(TREE), run(EVENING))))
    assert printed.articles[2].title.startswith("老屋门前")
    assert [found.part for found in printed.articles[2].passages] == [Part.TITLE, Part.BODY]


def test_two_articles_become_one_and_the_lost_title_a_heading(page):
    (whole,) = mended(page, Repair(Operation.MERGE, (run(LEAVES),), run(FOG))).articles
    assert openings(whole) == ["清晨的江", "码头上的", "孩子们背", "山里人家", "秋天的山", "老屋门前", "晚饭以后"]
    assert whole.body[3].kind == "heading"
    kicked = Repair(Operation.HEAD, (run(EVENING),), line=HeadLine.KICKER)
    (whole,) = mended(page, kicked, Repair(Operation.MERGE, (run(LEAVES),), run(FOG))).articles
    assert [block.text[:4] for block in whole.body if block.kind == "heading"] == ["晚饭以后", "山里人家"]
    assert [person.name for person in whole.authors] == ["王一平", "李二山"]


def test_runs_are_marked_as_what_stands_in_no_article_and_taken_back_into_one(page):
    marked = mended(page, Repair(Operation.MARK, (run(STEPS),), part=Part.CAPTION))
    assert openings(marked.articles[0]) == ["清晨的江", "孩子们背"]
    assert [item.kind for item in marked.furniture if item.passage.start == run(STEPS).start] == ["caption"]
    back = mended(marked, Repair(Operation.MOVE, (run(STEPS),), run(FOG)))
    assert back.articles == page.articles


def test_a_line_is_the_title_and_what_was_it_a_heading_over_the_text(page):
    first = mended(page, Repair(Operation.HEAD, (run(STEPS),))).articles[0]
    assert (first.title, first.title_origin) == (PAGE[run(STEPS).start : run(STEPS).end], TitleOrigin.PRINTED)
    assert [(block.kind, block.text[:4]) for block in first.body][:2] == [
        ("heading", "江边小城"),
        ("paragraph", "清晨的江"),
    ]
    assert [found.part for found in first.passages][:3] == [Part.TITLE, Part.BYLINE, Part.HEADING]


def test_another_articles_title_is_this_ones_and_that_one_has_an_inferred_one(page):
    titles = [anchor_at(PAGE, passage.start, passage.end) for a in page.articles for passage in a.passages[:1]]
    swapped = [Repair(Operation.HEAD, (titles[0],), run(LEAVES)), Repair(Operation.HEAD, (titles[1],), run(FOG))]
    found = mended(page, swapped[0]).articles
    assert (found[0].title_origin, found[1].title) == (TitleOrigin.INFERRED, "江边小城的春天")
    assert found[0].title in "".join(block.text for block in found[0].body)
    found = mended(page, *swapped).articles
    assert [(a.title, a.title_origin, openings(a)) for a in found] == [
        ("山里人家的秋天", TitleOrigin.PRINTED, openings(page.articles[0])),
        ("江边小城的春天", TitleOrigin.PRINTED, openings(page.articles[1])),
    ]


def test_several_lines_are_one_title_and_its_column_in_brackets_is_its_column(page):
    text = PAGE.replace(PAGE[run(STEPS).start : run(STEPS).end], "老街新貌（江边来信）")
    read, start = parse(text, "page.txt"), text.index("老街新貌")
    title = anchor_at(text, text.index("# "), text.index("\n"))
    lines = (title, anchor_at(text, start, text.index("\n", start)))
    first = repaired(text, "page.txt", read, [Repair(Operation.HEAD, lines)]).articles[0]
    assert (first.title, first.column) == ("江边小城的春天老街新貌", "江边来信")
    (parted,) = repaired(
        text, "page.txt", read, [Repair(Operation.HEAD, lines), Repair(Operation.MOVE, lines[1:], run(FOG))]
    ).articles[:1]
    assert (parted.title, parted.column) == ("江边小城的春天", None)


@pytest.mark.parametrize("line", [HeadLine.KICKER, HeadLine.SUBTITLE])
def test_a_line_is_the_kicker_or_the_subtitle(page, line):
    first = mended(page, Repair(Operation.HEAD, (run(STEPS),), line=line)).articles[0]
    assert getattr(first, line.value) == PAGE[run(STEPS).start : run(STEPS).end]
    assert (first.title, openings(first)) == ("江边小城的春天", ["清晨的江", "孩子们背"])
    order = [PAGE[passage.start :][:2] for passage in first.passages[:2]]
    assert order == (["码头", "# "] if line is HeadLine.KICKER else ["# ", "码头"])
    again = mended(page, *(Repair(Operation.HEAD, (run(words),), line=line) for words in (STEPS, CHILDREN))).articles[0]
    assert (getattr(again, line.value)[:2], openings(again)) == ("孩子", ["码头上的", "清晨的江"])


def test_a_line_is_the_byline_of_the_article_that_is_meant(page):
    signed = mended(page, Repair(Operation.HEAD, (run("■ 王一平"),), run(LEAVES), line=HeadLine.BYLINE))
    assert [[person.name for person in article.authors] for article in signed.articles] == [[], ["王一平"]]
    assert openings(signed.articles[1])[0] == "■ 李二"
    both = tuple(map(run, ("■ 王一平", "■ 李二山")))
    found = mended(page, Repair(Operation.HEAD, both, run(LEAVES), line=HeadLine.BYLINE)).articles[1]
    assert ([person.name for person in found.authors], openings(found)[0]) == (["王一平", "李二山"], "秋天的山")


def test_a_line_is_the_column_of_its_article_alone(page):
    found = mended(page, Repair(Operation.HEAD, (run(STEPS),), line=HeadLine.COLUMN))
    assert [article.column for article in found.articles] == [PAGE[run(STEPS).start : run(STEPS).end], None]
    assert [item.kind for item in found.furniture] == ["column"]


def test_a_line_of_the_head_is_taken_into_the_text_or_marked(page):
    moved = mended(page, Repair(Operation.MOVE, (run("■ 李二山"),), run(EVENING))).articles[1]
    assert (openings(moved)[-1], moved.authors) == ("■ 李二", ())
    marked = mended(page, Repair(Operation.MARK, (run("# 山里"),), part=Part.CAPTION))
    assert marked.articles[1].title_origin is TitleOrigin.INFERRED
    assert [(item.kind, item.text) for item in marked.furniture] == [("caption", "山里人家的秋天")]


@pytest.mark.parametrize(
    ("repair", "why"),
    [
        (Repair(Operation.MOVE, (run("（作者系江边"),), run(LEAVES)), "不能取出"),
        (Repair(Operation.HEAD, (run("（作者系江边"),)), "不能取出"),
        (Repair(Operation.HEAD, (run(FOG),), line=HeadLine.BYLINE), "读不出人名"),
        (Repair(Operation.MOVE, (run(FOG), run(STEPS), run(CHILDREN)), run(LEAVES)), "一段不剩"),
        (Repair(Operation.MOVE, (run(FOG),), run(FOG)), "也在所选之中"),
        (Repair(Operation.JOIN, (run(FOG),)), "前面没有可接的一段"),
        (Repair(Operation.JOIN, (run(STEPS), run(STEPS[3:]))), "已接在前一段里"),
        (Repair(Operation.PART, (run(FOG),)), "已是一段的开头"),
        (Repair(Operation.MERGE, (run(FOG),), run(STEPS)), "已在同一篇"),
        (Repair(Operation.MOVE, (anchor_at(PAGE, run(FOG).start, run(FOG).start + 4),), run(LEAVES)), "不能单取"),
        (Repair(Operation.MOVE, (anchor_at("x" * 900, 10, 20),), run(LEAVES)), "原文"),
    ],
)
def test_a_repair_that_does_not_fit_is_a_finding_and_the_next_is_applied(page, repair, why):
    found = mended(page, repair, Repair(Operation.JOIN, (run(CHILDREN),)))
    assert openings(found.articles[0]) == ["清晨的江", "码头上的"]
    (doubt,) = [problem for problem in found.problems if problem.code == MISFIT]
    assert why in doubt.message
