"""Ordinary pages in the manner of other papers: letters, lectures, panels, notices, lists of contents, packages."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.files.plain import plain_lines
from articles.parsing.paragraphs.wrapping import whole_paragraphs
from articles.parsing.types import ParsedArticle, Role
from tests.articles.parsing.made_prose import paragraphs

NAMES = ["王小明", "刘　芳", "林　深"]
SAID = [line.strip() for line in paragraphs(8, 2).split("\n") if line]


def _names(article: ParsedArticle) -> list[str]:
    return [person.name for person in article.authors]


def _kinds(article: ParsedArticle) -> list[str]:
    return [block.kind for block in article.body]


def test_letters_are_signed_under_their_last_sentence() -> None:
    first = f"办好集市\n编辑同志：\n　　{SAID[0]}\n　　{SAID[1]}\n　　江北区读者　周建平\n"
    second = f"\n修好老路\n编辑同志：\n　　{SAID[2]}\n　　南岸区居民　刘　芳\n　　　　2026年3月2日\n"
    one, other = parse(f"{first}{second}\n回音壁\n　　{SAID[3]}\n").articles[:2]
    assert [(article.title, _names(article)) for article in (one, other)] == [
        ("办好集市", ["周建平"]),
        ("修好老路", ["刘芳"]),
    ]
    assert [_kinds(article) for article in (one, other)] == [["paragraph"] * 3, ["paragraph"] * 2]
    assert (other.affiliation, other.body[-1].text) == (None, SAID[2])


def test_the_signature_of_the_first_of_two_letters_is_a_line_of_its_own() -> None:
    letter = "编辑同志：\n　　{}\n　　{}\n"
    page = f"办好集市\n{letter.format(SAID[0], '江北区　周建平')}{letter.format(SAID[1], '渝中区　陈小东')}"
    (article,) = parse(page).articles
    assert [block.text for block in article.body] == ["编辑同志：", SAID[0], "江北区　周建平", "编辑同志：", SAID[1]]
    assert _names(article) == ["陈小东"]


def test_what_is_core_reading_stands_in_points_before_a_text() -> None:
    points = ["● 老街的价值在生活", "● 更新不能一哄而上，也不要搞一种模式", "● 先留人，再留房，让街坊有奔头"]
    label = "\n".join(["核心阅读", *points])
    (article,) = parse(f"{label}\n\n让老街区焕发新活力\n□ 周文远　林　立\n{paragraphs(3, 3)}").articles
    assert (article.lead, article.kicker, article.title) == (tuple(points), None, "让老街区焕发新活力")


def test_who_paid_stands_under_where_somebody_works() -> None:
    head = "数字治理中的责任\n郑　晓　彤\n（某某大学法学院　副教授）\n基金项目：国家社科基金项目（21BFX055）\n"
    (article,) = parse(f"{head}{paragraphs(3, 3)}").articles
    assert [(person.name, person.affiliation) for person in article.authors] == [("郑晓彤", "某某大学法学院　副教授")]
    assert _kinds(article) == ["paragraph"] * 3


@pytest.mark.parametrize(
    "question",
    ["主持人：近年来，集市频频“出圈”。各位怎么看？", "主持人：大家好，集市怎么办？", "主持人：今年，我们办起了集市。"],
)
def test_what_a_host_asks_first_is_said_by_nobody_listed(question: str) -> None:
    guests = "嘉宾：\n何光明　某某厅处长\n宋　蕾　某某大学教授\n主持人：本报记者　赵立新\n"
    said = f"{question}\n何光明：{SAID[0]}\n宋　蕾：{SAID[1]}\n主持人：下一步呢？\n何光明：{SAID[2]}\n"
    (article,) = parse(f"主题：怎样办好集市\n时间：2026年4月8日\n地点：某某报社\n{guests}\n{said}").articles
    assert _names(article) == ["何光明", "宋蕾", "赵立新"]
    assert (article.title, article.body[0].text) == ("怎样办好集市", question)


def test_the_day_of_a_panel_is_not_the_papers() -> None:
    guests = "嘉宾：\n何光明　某某厅处长\n宋　蕾　某某大学教授\n"
    page = f"怎样办好集市\n时间：2026年4月8日\n地点：某某报社\n{guests}主持人：难在哪里？\n何光明：{SAID[0]}\n"
    assert parse(page).imprint.date is None


def test_an_editors_note_is_no_host() -> None:
    guests = "嘉宾\n何光明　某某厅处长\n主持人\n本报记者　赵立新\n"
    page = f"怎样办好集市\n{guests}编者按：集市是城乡之间\n主持人：难在哪里？\n何光明：{SAID[0]}\n"
    (article,) = parse(page).articles
    assert _names(article) == ["何光明", "赵立新"]


@pytest.mark.parametrize(
    "line", ["浙江日报2026-07-2100006", "浙江日报 2026-07-21 00006", "浙江日报2026-07-2100006理论"]
)
def test_the_head_of_a_page_copied_from_a_papers_site_says_its_day_and_page(line: str) -> None:
    imprint = parse(f"{line}\n办好集市\n王小明\n{paragraphs(3, 3)}").imprint
    said = [each.value if each else None for each in (imprint.date, imprint.page, imprint.publication)]
    assert said == ["2026-07-21", "6", "浙江日报"]


def test_a_word_over_the_papers_name_and_day_is_its_section() -> None:
    parsed = parse(f"思想者\n解放日报 2026年6月9日 星期二\n\n办好集市\n演讲人：荣新河\n{paragraphs(3, 3)}")
    (article,) = parsed.articles
    assert (parsed.imprint.section and parsed.imprint.section.value, article.title) == ("思想者", "办好集市")
    assert (_names(article), article.kicker) == (["荣新河"], None)


def test_what_a_text_was_first_ends_it_in_brackets() -> None:
    end = "本文系作者在第120期讲坛的演讲，本报记者徐蓓整理"
    (article,) = parse(f"办好集市\n演讲人：荣新河\n{paragraphs(3, 3)}（{end}）\n").articles
    assert (len(article.body), article.affiliation) == (3, end)


@pytest.mark.parametrize("name", ["【日】小田切　彻", "［英］约翰·史密斯", "【美国】 史密斯"])
def test_a_country_before_a_name_belongs_to_a_byline(name: str) -> None:
    page = f"办好集市\n王小明\n{paragraphs(3, 3)}\n修好老路\n作者：{name}　　译者：王　岩\n{paragraphs(3, 4)}"
    one, other = parse(page).articles
    assert (one.title, len(one.body), other.title, len(other.body)) == ("办好集市", 3, "修好老路", 3)
    assert _names(other) == [name.partition("】" if "】" in name else "］")[2].replace("　", "").strip()]


def test_questions_behind_a_q_are_no_headings() -> None:
    said = "".join(f"Q：第{n}件难事在哪里？\nA：{SAID[n]}\n" for n in range(3))
    (article,) = parse(f"办好集市\n本报记者　金可\n{said}").articles
    assert _kinds(article) == ["paragraph"] * 6


def test_who_planned_a_page_is_furniture() -> None:
    line = "策划：双 传 学　统筹：袁　媛　执行：胡　波"
    parsed = parse(f"新华日报\n2026年7月14日 星期二 15\n{line}\n\n办好集市\n王小明\n{paragraphs(3, 3)}")
    assert [piece.kind for piece in parsed.furniture if piece.text == line] == ["editors"]


def test_a_school_under_its_institution_is_where_somebody_works() -> None:
    head = "深刻把握集市的\n内在逻辑\n中共某某市委党校\n马克思主义学院　顾　晓　荣\n"
    (article,) = parse(f"{head}{paragraphs(3, 3)}").articles
    assert article.title == "深刻把握集市的内在逻辑"
    assert [(person.name, person.affiliation) for person in article.authors] == [
        ("顾晓荣", "中共某某市委党校马克思主义学院")
    ]


def test_a_short_line_over_a_title_is_a_column() -> None:
    (article,) = parse(f"学习与思考\n深刻把握“两个结合”的\n内在逻辑\n顾晓荣\n{paragraphs(3, 3)}").articles
    assert (article.column, article.kicker, article.title) == ("学习与思考", None, "深刻把握“两个结合”的内在逻辑")


def test_a_column_in_one_heading_is_that_articles_alone() -> None:
    page = f"## 【观点】办好集市\n\n作者：王小明\n\n{SAID[0]}\n\n## 修好老路\n\n文/李　刚\n\n{SAID[1]}\n"
    assert [article.column for article in parse(page, "page.md").articles] == ["观点", None]


def test_lines_over_an_editors_note_head_the_articles_under_it() -> None:
    note = "编者按　集市办得好，乡村就旺。本刊约请两位专家建言献策。"
    pieces = f"让老街区焕发新活力\n□ 章寿荣\n{paragraphs(3, 3)}\n人才是第一资源\n□ 沈　和\n{paragraphs(3, 5)}"
    parsed = parse(f"集市怎么办\n加快打造城乡集市\n　　{note}\n\n{pieces}")
    (feature,) = parsed.features
    assert (feature.title, feature.editor_note, feature.articles) == ("集市怎么办　加快打造城乡集市", note, (0, 1))
    assert [(article.title, article.lead) for article in parsed.articles] == [
        ("让老街区焕发新活力", ()),
        ("人才是第一资源", ()),
    ]


def test_short_pieces_under_a_word_that_says_so_are_an_article() -> None:
    pieces = "".join(f"@读者{n}：{SAID[n]}\n" for n in range(3))
    first, second = parse(f"三言两语\n\n{pieces}\n热点快评\n办好集市\n胡建兵\n{paragraphs(3, 3)}").articles
    assert (first.title, len(first.body), second.column, len(second.body)) == ("三言两语", 3, "热点快评", 3)


def test_what_stands_on_other_pages_is_no_masthead() -> None:
    items = "●我市新增12个绿色工厂　　　　　　4版\n●三峡库区增殖放流启动　　　　　　5版\n"
    page = f"重庆日报\n2026年10月9日　星期五\n\n办好集市\n王小明\n{paragraphs(3, 3)}相关报道见3版\n\n今日导读\n{items}"
    parsed = parse(f"{page}\n本报评论员\n修好老路\n{paragraphs(3, 5)}")
    assert (parsed.imprint.page, parsed.imprint.section) == (None, None)
    assert [(article.title, len(article.body)) for article in parsed.articles] == [("办好集市", 3), ("修好老路", 3)]
    assert parsed.articles[1].authors[0].role is Role.ORGANISATION
    kinds = {piece.text.split("　")[0]: piece.kind for piece in parsed.furniture}
    assert {kinds[text] for text in ("相关报道见3版", "今日导读", "●三峡库区增殖放流启动")} == {"jump"}


def test_a_number_of_a_document_is_no_part_of_its_title() -> None:
    title = "关于推进社区服务设施建设的通知"
    (article,) = parse(f"某某市人民政府办公厅\n{title}\n某府办发〔2026〕18号\n\n{paragraphs(3, 3)}").articles
    assert article.title == title


def test_a_jump_to_another_days_page_is_furniture() -> None:
    (article,) = parse(f"巴渝古道（三）\n□ 蓝锡麟\n　　（上接10月2日7版）\n{paragraphs(3, 3)}").articles
    assert _kinds(article) == ["paragraph"] * 3


def test_who_was_of_a_group_stands_under_its_name() -> None:
    group = "课题组组长：徐晓明\n课题组成员：陈　静　刘　洋　何　苗\n执笔：陈　静\n"
    (article,) = parse(f"“小院家”撬动大治理\n市委党校课题组\n{group}\n{paragraphs(3, 3)}").articles
    assert (_names(article), _kinds(article)) == (["市委党校课题组", "陈静"], ["paragraph"] * 3)


def test_a_paper_whose_authors_have_small_numbers() -> None:
    front = "县域数字经济研究\n\n刘建国¹，　王　芳²，　Maria Silva³\n\n（1.某某大学；2.某某科学院）\n\n[摘　要] "
    entries = "参考文献：\n[1] 张三. 数字经济[J]. 经济研究，2022（5）：12-25.\n"
    entries += "[2] LI S. Rural China[J]. World, 2023, 61: 1-12.\n"
    english = (
        "Digital Economy in Counties\nLIU Jianguo, WANG Fang, Maria SILVA\nAbstract: This paper examines counties.\n"
    )
    page = f"{front}{SAID[0]}\n[关键词] 数字经济；县域\n\n一、引　言\n\n{SAID[1]}\n\n{entries}\n{english}"
    (paper,) = parse(page).articles
    assert _names(paper) == ["刘建国", "王芳", "Maria Silva"]
    assert (paper.title_en, len(paper.references)) == ("Digital Economy in Counties", 2)


def test_what_a_web_page_says_of_rights_is_no_text() -> None:
    notice = "版权声明：凡本网注明“来源：法治时报”的所有作品，未经授权不得转载。"
    (article,) = parse(f"办好集市\n来源：法治时报　作者：唐小军\n{paragraphs(3, 3)}{notice}\n").articles
    assert _kinds(article) == ["paragraph"] * 3


def test_labels_and_reports_begin_anew_among_printed_lines() -> None:
    """Each of them stands under a line that is as wide as the column by chance."""
    text = "　　" + "".join(SAID[:6])
    wrapped = [text[n : n + 20] for n in range(0, len(text) - len(text) % 20, 20)]
    starts = [
        "时间：四月八日上午九点",
        "地点：某某报社三楼",
        "本报讯　（记者　杨骏）各区县",
        "新华社重庆四月八日电　记者",
    ]
    lines = [line for start in starts for line in (*wrapped, start)]
    found = [line.text for line in whole_paragraphs(plain_lines("\n".join(lines)))]
    assert [line for line in found if line.startswith(("时间", "地点", "本报讯", "新华社"))] == starts


TWO = f"办好集市\n{{}}\n{paragraphs(3, 3)}\n修好老路\n刘　芳\n{paragraphs(3, 5)}"


@pytest.mark.parametrize(
    "about", ["（本文为作者在论坛上的发言，有删节）", "时间：2026年5月20日\n主办：某某图书馆\n地点：某某图书馆报告厅"]
)
def test_what_a_text_was_may_stand_under_its_byline(about: str) -> None:
    parsed = parse(f"解放日报 2026年6月9日 星期二\n\n{TWO.format(f'陈建国{chr(10)}{about}')}")
    assert [(_names(article), len(article.body)) for article in parsed.articles] == [(["陈建国"], 3), (["刘芳"], 3)]
    assert "\n".join(parsed.articles[0].lead) == about
    assert parsed.imprint.date is not None
    assert parsed.imprint.date.value == "2026-06-09"


@pytest.mark.parametrize(
    ("head", "page"),
    [
        ("湖北日报\n2026年10月9日　星期五　第1版\n今日导读\n城市更新要留住人　　2版\n", "1"),
        ("·理论·　2026年10月9日　星期五　第5版\n", "5"),
        ("湖北日报　2026年10月9日　星期五　08版\n理论周刊　第512期　主编　刘芳　08版\n", "8"),
    ],
)
def test_the_head_of_a_page_is_no_list_of_contents(head: str, page: str) -> None:
    imprint = parse(f"{head}\n{TWO.format('陈建国')}").imprint
    assert [each.value if each else None for each in (imprint.date, imprint.page)] == ["2026-10-09", page]


def test_short_subheadings_of_a_speech_sign_nothing() -> None:
    speech = f"同志们：\n　　{SAID[0]}\n　　强信心\n　　{SAID[1]}\n　　明方向\n　　{SAID[2]}\n"
    first, second = parse(f"在开学典礼上的讲话\n李正刚\n\n{speech}\n修好老路\n刘　芳\n{paragraphs(3, 5)}").articles
    assert _kinds(first) == ["paragraph", "paragraph", "heading", "paragraph", "heading", "paragraph"]
    assert len(second.body) == 3


@pytest.mark.parametrize("title", ["先生", "江南春早", "问道"])
def test_a_short_title_over_where_it_was_printed_is_no_section(title: str) -> None:
    parsed = parse(f"{title}\n光明日报 2026年6月9日 第11版\n林　深\n{paragraphs(3, 3)}")
    assert [(article.title, _names(article)) for article in parsed.articles] == [(title, ["林深"])]
    assert parsed.imprint.section is None


def test_a_marked_byline_under_points_is_none() -> None:
    points = "核心阅读\n● 更新的目的是让居民住得更好\n● 选择权应当交给居民自己\n■ 本报记者　王小明"
    first, second = parse(TWO.format(points)).articles
    assert [(article.title, _names(article)) for article in (first, second)] == [
        ("办好集市", ["王小明"]),
        ("修好老路", ["刘芳"]),
    ]
    assert (len(first.lead), len(first.body)) == (2, 3)


@pytest.mark.parametrize(
    ("guests", "names"),
    [
        ("嘉宾：\n扎西次仁，某某县教育局局长\n许子东，某某大学教授", ["扎西次仁", "许子东"]),
        ("嘉宾：陈大川（某某大学教授）；许　洁（某某研究院研究员）", ["陈大川", "许洁"]),
        ("嘉宾：陈大川、许　洁", ["陈大川", "许洁"]),
    ],
)
def test_guests_are_listed_in_many_ways(guests: str, names: list[str]) -> None:
    said = f"主持人：难在哪里？\n{names[0]}：{SAID[0]}\n{names[1]}：{SAID[1]}\n"
    (article,) = parse(f"图书角怎么办\n{guests}\n主持人：本报记者　刘　芳\n\n{said}").articles
    assert (article.title, _names(article), len(article.body)) == ("图书角怎么办", [*names, "刘芳"], 3)


def test_a_line_of_an_entry_is_no_title_in_english() -> None:
    entries = "[1] PIKETTY T. Capital in the Twenty-First\nCentury and Its Long Shadow\nOver the World[M]. 2014."
    front = f"县域研究\n\n刘建国\n\n[摘　要] {SAID[0]}\n[关键词] 数字经济；县域\n\n一、引　言\n\n{SAID[1]}\n\n"
    (paper,) = parse(f"{front}参考文献：\n{entries}\n").articles
    assert (paper.title_en, paper.references) == (None, (entries.replace("\n", " "),))


def test_a_short_title_under_a_letter_is_not_its_author() -> None:
    letter = f"电梯为何这么难\n编辑同志：\n　　{SAID[0]}\n　　{SAID[1]}\n\n"
    articles = parse(f"{letter}梅雨\n林　深\n\n{paragraphs(3, 3)}\n修好老路\n刘　芳\n{paragraphs(3, 5)}").articles
    assert [(article.title, _names(article)) for article in articles] == [
        ("电梯为何这么难", []),
        ("梅雨", ["林深"]),
        ("修好老路", ["刘芳"]),
    ]


@pytest.mark.parametrize(
    ("signature", "names"),
    [
        ("湖北读者　陈大川", ["陈大川"]),
        ("山东平度 张永强", ["张永强"]),
        ("周建平等12名教师", ["周建平"]),
        ("一名乡村教师", []),
    ],
)
def test_letters_are_signed_in_many_ways(signature: str, names: list[str]) -> None:
    letter = f"编辑同志：\n　　{SAID[0]}\n　　{SAID[1]}\n　　　　{signature}\n　　　　3月2日\n"
    first, second = parse(f"电梯为何这么难\n{letter}\n修好老路\n编辑同志：\n　　{SAID[2]}\n").articles
    assert (_names(first), len(first.body), second.title, second.kicker) == (names, 3, "修好老路", None)


def test_a_rule_ends_a_package_and_a_subtitle_begins_none() -> None:
    note = "编者按　集市办得好，乡村就旺。本刊约请两位专家建言献策。"
    rule = f"{'—' * 16}\n让书香飘进乡村\n王小明\n{paragraphs(3, 7)}"
    (feature,) = parse(f"城乡集市怎么办才好\n　　{note}\n\n{TWO.format('陈建国')}{rule}").features
    assert feature.articles == (0, 1)
    assert not parse(
        f"城乡集市怎么办才好\n{note}\n——来自三县的调查\n{TWO.format('陈建国').partition(chr(10))[2]}"
    ).features


def test_what_somebody_did_over_a_title_is_a_kicker() -> None:
    page = f"国务院印发\n《全民阅读促进规划》明确今后五年目标\n刘　芳\n{paragraphs(3, 3)}"
    (article,) = parse(page).articles
    assert (article.kicker, article.column) == ("国务院印发", None)


def test_what_organs_did_stands_over_titles_and_a_label_over_another() -> None:
    heads = ["湖北印发\n推进城市更新行动方案", "新书发布\n一部写给孩子的大河之书", "教育部部署\n中小学规范收费行动"]
    page = "\n".join(
        f"{head}\n{who}\n{paragraphs(3, n)}" for n, (head, who) in enumerate(zip(heads, NAMES, strict=True))
    )
    assert [(article.kicker, article.column, len(article.body)) for article in parse(page).articles] == [
        ("湖北印发", None, 3),
        (None, "新书发布", 3),
        ("教育部部署", None, 3),
    ]


def test_a_column_in_a_higher_heading_holds_for_those_under_it() -> None:
    page = f"# 【专题】老城怎么办\n\n## 办好集市\n\n王小明\n\n{SAID[0]}\n\n## 修好老路\n\n李强\n\n{SAID[1]}\n"
    assert parse(page, "page.md").articles[1].column == "专题"


def test_a_mark_may_end_an_article() -> None:
    texts = [f"{SAID[0]}\n{SAID[1]}\n{SAID[2]}■\n", f"{SAID[3]}\n{SAID[4]}■\n"]
    first, second = parse(f"办好集市\n◎孙海燕\n{texts[0]}\n修好老路\n◎周　明\n{texts[1]}").articles
    assert (len(first.body), len(second.body)) == (3, 2)


@pytest.mark.parametrize(
    "line",
    [
        "来源：农民日报 2026-04-16 作者：陈建国",
        "2026-04-16 09:20　作者：陈建国　来源：农民日报",
        "2026年04月16日 08:12:33 | 来源：农民日报 | 作者：陈建国 | 编辑：刘芳",
        "发布时间：2026-04-16 09:20:11　作者：陈建国　来源：农民日报　浏览次数：128",
        "原创 陈建国 农民日报 2026年4月16日 08:30 北京",
        "文/陈建国\n来源/农民日报 2026-04-16\n编辑/刘芳",
    ],
)
def test_what_a_web_page_says_on_one_line_is_parted(line: str) -> None:
    parsed = parse(f"守住耕地的命根子\n{line}\n\n{paragraphs(3, 3)}")
    assert [(article.title, _names(article)) for article in parsed.articles] == [("守住耕地的命根子", ["陈建国"])]
    said = [each.value if each else None for each in (parsed.imprint.date, parsed.imprint.publication)]
    assert (said, parsed.imprint.page, parsed.imprint.section) == (["2026-04-16", "农民日报"], None, None)


def test_views_are_signed_with_where_they_stood() -> None:
    views = "".join(
        f"{title}\n　　{SAID[n]}\n　　（{who} 《某某日报》3月1{n}日）\n\n"
        for n, (title, who) in enumerate([("莫让街区冷了邻里", "王小明"), ("种粮收益是硬道理", "陈建国")])
    )
    assert [(article.title, _names(article)) for article in parse(views).articles] == [
        ("莫让街区冷了邻里", ["王小明"]),
        ("种粮收益是硬道理", ["陈建国"]),
    ]


@pytest.mark.parametrize("end", ["2026年4月于武昌", "丙午年春于珞珈山", "插图：林　深", "写于2026年4月16日"])
def test_when_and_where_it_was_written_is_no_kicker_of_the_next(end: str) -> None:
    first = TWO.format("陈建国").replace("\n修好老路", f"{end}\n\n修好老路")
    assert [(article.title, article.kicker) for article in parse(first).articles] == [
        ("办好集市", None),
        ("修好老路", None),
    ]


@pytest.mark.parametrize("work", ["柳　洁 著", "林　深 译"])
def test_what_somebody_did_behind_a_name_is_no_part_of_it(work: str) -> None:
    (article,) = parse(f"大河之子\n{work}\n{paragraphs(3, 3)}").articles
    assert _names(article) == ["".join(work.split())[:-1]]


def test_a_report_of_the_government_has_its_day_for_a_subtitle() -> None:
    day = "——2026年1月20日在某某市第十五届人民代表大会第六次会议上"
    (article,) = parse(f"政府工作报告\n{day}\n市长　李正刚\n\n各位代表：\n{paragraphs(3, 3)}").articles
    assert (article.title, article.subtitle, _names(article)) == ("政府工作报告", day, ["李正刚"])


def test_a_wire_says_its_title_again() -> None:
    wire = "新华社北京4月23日电 题：让书香飘进乡村"
    parsed = parse(f"新华社评论员：让书香飘进乡村\n{wire}\n新华社评论员\n{paragraphs(3, 3)}")
    assert [article.title for article in parsed.articles] == ["新华社评论员：让书香飘进乡村"]


def test_stars_of_markdown_beside_chinese_marks_go() -> None:
    page = f"# 办好集市\n\n作者：王小明\n\n1. **地力是根本。**{SAID[0]}\n2. **收益是关键。**{SAID[1]}\n"
    (article,) = parse(page, "page.md").articles
    assert not any("*" in block.text for block in article.body)


def test_rules_between_all_articles_of_a_package_do_not_end_it() -> None:
    note = "编者按　集市办得好，乡村就旺。本刊约请三位专家建言献策。"
    pieces = "────────\n".join(
        f"{title}\n{who}\n{paragraphs(3, n)}"
        for n, (title, who) in enumerate(
            [("保留街巷肌理", "陈建国"), ("打通数据通道", "许　洁"), ("减负不是减责", "李　强")], start=3
        )
    )
    (feature,) = parse(f"推进城市更新　共建宜居家园\n　　{note}\n\n{pieces}").features
    assert feature.articles == (0, 1, 2)


def test_what_a_text_was_may_have_brackets_within() -> None:
    end = "（本文根据作者在城市论坛（2026年5月·武汉）上的演讲整理，有删节）"
    first, second = parse(TWO.format("陈建国").replace("\n修好老路", f"{end}\n\n修好老路")).articles
    assert (first.affiliation, second.title) == (end[1:-1], "修好老路")


def test_years_over_text_are_headings() -> None:
    text = f"　　{SAID[0]}\n1978年\n　　{SAID[1]}\n1992年春\n　　{SAID[2]}\n"
    (article,) = parse(f"我的三段求学路\n林　深\n{paragraphs(3, 3)}{text}").articles
    assert [block.text for block in article.body if block.kind == "heading"] == ["1978年", "1992年春"]


@pytest.mark.parametrize("section", ["东湖", "文荟", "江南"])
def test_a_section_may_have_the_name_of_a_place(section: str) -> None:
    imprint = parse(f"湖北日报　2026年10月9日　星期五　第8版　{section}\n\n{TWO.format('陈建国')}").imprint
    assert imprint.section is not None
    assert imprint.section.value == section


def test_an_english_title_stands_under_entries_without_a_stop() -> None:
    front = f"县域研究\n\n刘建国\n\n[摘　要] {SAID[0]}\n[关键词] 数字经济；县域\n\n一、引　言\n\n{SAID[1]}\n\n"
    entries = "[1] 陈建国. 城市[J]. 城市规划, 2024(3): 12-18\n[2] 刘芳. 老路[M]. 北京: 人民出版社, 2023: 45\n"
    (paper,) = parse(
        f"{front}参考文献：\n{entries}\nDigital Governance in Counties\nAbstract: It examines counties.\n"
    ).articles
    assert (paper.title_en, len(paper.references)) == ("Digital Governance in Counties", 2)


def test_who_spoke_may_stand_under_when_and_where() -> None:
    head = "在城市论坛上的演讲\n陈建国\n时间：2026年5月20日\n地点：武汉大学\n主持：刘　芳\n"
    (article,) = parse(f"{head}{paragraphs(3, 3)}").articles
    assert (len(article.lead), len(article.body)) == (3, 3)


def test_a_wire_may_have_the_only_title() -> None:
    page = f"新华社武汉4月23日电　题：让书香飘进千家万户\n新华社记者许洁、李强\n{paragraphs(3, 3)}"
    assert [(a.title, _names(a)) for a in parse(page).articles] == [("让书香飘进千家万户", ["许洁", "李强"])]


def test_a_byline_under_a_line_shows_a_title_and_no_signature() -> None:
    letter = f"楼道灯何时能亮\n编辑同志：\n　　{SAID[0]}\n　　{SAID[1]}\n"
    articles = parse(f"{letter}一位老党员\n林　深\n{paragraphs(3, 3)}").articles
    assert [(article.title, _names(article)) for article in articles][1:] == [("一位老党员", ["林深"])]


def test_of_two_notes_both_are_the_articles_above() -> None:
    notes = "（本文为国家社科基金项目阶段性成果）\n（作者单位：某某大学）"
    first, second = parse(TWO.format("陈建国").replace("\n修好老路", f"{notes}\n\n修好老路")).articles
    assert (first.affiliation, second.affiliation) == ("本文为国家社科基金项目阶段性成果；作者单位：某某大学", None)


def test_labels_of_guests_and_hosts_may_be_spaced() -> None:
    said = f"主持人：难在哪里？\n陈建国：{SAID[0]}\n许洁：{SAID[1]}\n"
    guests = "嘉　宾：\n陈建国　某某大学教授\n许　洁　某某研究院研究员\n主 持 人：刘　芳　本报记者\n"
    (article,) = parse(f"城市更新三人谈\n{guests}\n{said}").articles
    assert (article.title, _names(article)) == ("城市更新三人谈", ["陈建国", "许洁", "刘芳"])


def test_a_place_of_work_before_a_name_in_brackets_signs() -> None:
    views = "".join(
        f"{title}\n　　{SAID[n]}\n　　{SAID[n + 2]}\n　　（{who}）\n\n"
        for n, (title, who) in enumerate(
            [("莫让填表成负担", "省社科院　李　强"), ("种粮收益是硬道理", "某某大学　刘　芳")]
        )
    )
    assert [_names(article) for article in parse(views).articles] == [["李强"], ["刘芳"]]


HEAD = "【理论纵横】\n写好“后半篇文章”系列谈之二\n产业扎下根，日子才能暖起来\n江城县水乡发展研究院课题组\n"


def test_lines_of_a_head_may_be_of_one_width_by_chance() -> None:
    masthead, writers = "江城日报\n思想　6\n2026年6月2日 星期二\n", "　　（执笔：许洁、李强）\n"
    first, *others = parse(f"{masthead}\n{HEAD}{paragraphs(6, 3)}{writers}\n{TWO.format('陈建国')}").articles
    assert (first.column, first.kicker) == ("理论纵横", "写好“后半篇文章”系列谈之二")
    assert (first.title, _names(first)) == ("产业扎下根，日子才能暖起来", ["江城县水乡发展研究院课题组"])
    assert (len(first.body), len(others)) == (6, 2)


def test_such_lines_are_a_paragraphs_where_sentences_end_under_them() -> None:
    wrapped = "\n".join(
        "　　" + said[:11] + "".join(f"\n{said[n : n + 13]}" for n in range(11, len(said), 13)) for said in SAID
    )
    first, *_ = parse(f"修好老路\n陈建国\n{wrapped}\n　　{'一边看，一边记，' * 9}就明白了。\n").articles
    assert [block.text for block in first.body[: len(SAID)]] == list(SAID)


CAPTION = "石桥渡口新立的石碑，碑后是清河，远\n处可以看见去年才通车的石桥大桥和岸\n边新栽的柳树，老人每天午后都到这里"
LISTED = (
    "石桥小学的孩子们在碑前读着碑文，老人坐着\n听，每周三下午有一次，来的人还有邻村的学\n"
    "生，撑过船的老人有时也来讲当年发大水的事"
)


@pytest.mark.parametrize("lines", [f"{CAPTION}\n来坐一坐（叶知秋摄）", f"{LISTED}\n和后来的桥"])
def test_lines_that_break_a_clause_off_are_none_of_a_head(lines: str) -> None:
    page = f"修好老路\n陈建国\n\n{lines}\n\n{paragraphs(7, 3)}\n{TWO.format('李文远')}"
    first, *_ = parse(page).articles
    assert (first.title, _names(first), len(first.body)) == ("修好老路", ["陈建国"], 8)
    assert first.body[0].text == "".join(lines.splitlines())


def test_verses_with_commas_in_one_place_and_a_headline_over_its_byline_are_no_wrapped_lines() -> None:
    poem = "村口\n林秋雁\n\n树还站着，只是少了鸟\n井还睁着，只是少了水\n路还躺着，只是少了人\n狗还认得我\n\n"
    first, *_ = parse(f"{poem}{TWO.format('李文远')}").articles
    assert first.body[0].text == "树还站着，只是少了鸟"
    headline = "三十年，一条船，一座\n桥，一个人，守着渡口\n等雪落下，等灯亮起来\n等人回家\n陈建国\n"
    first, *_ = parse(f"{headline}{paragraphs(3, 3)}\n{TWO.format('李文远')}").articles
    assert (first.title[:3], _names(first), len(first.body)) == ("三十年", ["陈建国"], 3)
