"""Which block goes on in which, on pages made by hand of two articles' words."""

from __future__ import annotations

import numpy as np
import pytest

from articles.parsing import parse
from articles.parsing.blocks.blocks import split_blocks
from articles.parsing.blocks.page_shapes import shape_blocks
from articles.parsing.blocks.sheet import Sheet
from articles.parsing.chains.problem import AssignmentProblem, Cut
from articles.parsing.chains.scores import PageScores
from articles.parsing.chains.solver import solve
from articles.parsing.evidence.topics import PageVocabulary
from articles.parsing.heads.openers import find_openers

MUSEUM = (
    "博物馆的夜场要办得长久，讲解员的培训不能停，馆藏文物的夜间巡查也不能停。观众白天没有时",
    "间进馆，夜场让他们与文物相遇；讲解员把馆藏文物的来历讲透，夜场才留得住观众。",
)
FISHING = (
    "长江禁渔之后，渔民上岸要有活干，护渔队要有人接班。江面巡护靠无人机，也靠熟悉鱼群洄游的渔",
    "民带路；护渔队白天巡江，夜里守着产卵的江湾，鱼群洄游才不受惊扰。",
)


NIGHTS = "夜场要办得长久，讲解员的培训不能停。馆藏文物的夜间巡查也不能停，观众才来。"
RIVER = "护渔队要有人接班，巡江不能停。鱼群洄游的江湾要守住，渔民才上岸。"


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def bodies(text: str) -> list[str]:
    return ["".join(block.text for block in article.body) for article in parse(text).articles]


def test_tails_that_changed_places_find_their_heads() -> None:
    text = page(
        "让夜场留住观众", "■王希", MUSEUM[0], FISHING[1], "（作者系西南大学教授）",
        "护渔要有接班人", "■严红", FISHING[0], MUSEUM[1], "（作者系重庆大学教授）",
    )  # fmt: skip
    assert bodies(text) == ["".join(MUSEUM), "".join(FISHING)]


def test_tails_that_changed_places_past_a_title_changed_them_in_one_deed() -> None:
    unlikely, title = -20.0, 1
    openings, links, endings = np.full((2, 5), unlikely), np.full((5, 5), unlikely), np.full((5, 2), unlikely)
    openings[0, 0] = openings[1, 3] = endings[2, 0] = endings[4, 1] = links[title, title] = 5.0
    links[0, 2] = links[3, 4] = 5.0  # as they stand
    links[0, 4] = links[3, 2] = 4.0  # as they read
    cuts = {2: Cut((title, 2), run=0), 5: Cut((4,), run=1)}
    problem = AssignmentProblem(openings, links, endings, {}, cuts, 3.0, 0.0, np.zeros((3, 5)), np.zeros((2, 0)))
    assert [chain.blocks for chain in solve(problem).chains] == [(0, 4), (3, 2)]


def test_head_head_tail_tail_is_one_deed_where_the_first_head_has_nothing_next_to_it() -> None:
    unlikely = -20.0
    openings, links, endings = np.full((2, 4), unlikely), np.full((4, 4), unlikely), np.full((4, 2), unlikely)
    openings[0, 0] = openings[1, 1] = endings[2, 0] = endings[3, 1] = 5.0
    links[1, 2] = 5.0  # as they stand
    links[0, 3] = 0.0
    links[0, 2] = links[1, 3] = 2.0  # as they read
    cuts = {2: Cut((), run=0), 3: Cut((2,), run=1)}
    problem = AssignmentProblem(openings, links, endings, {}, cuts, 0.0, 3.0, np.zeros((3, 4)), np.zeros((2, 0)))
    assert [chain.blocks for chain in solve(problem).chains] == [(0, 2), (1, 3)]


def test_tails_that_only_four_exchanges_at_once_put_right_are_put_right() -> None:
    unlikely = -20.0
    openings, links, endings = np.full((3, 6), unlikely), np.full((6, 6), unlikely), np.full((6, 3), unlikely)
    openings[0, 0] = openings[1, 1] = openings[2, 4] = 5.0
    endings[2] = endings[3] = endings[5] = 5.0
    endings[4] = -2.0
    links[1, 2] = links[2, 3] = links[4, 5] = 5.0  # as they stand
    links[0, 5] = 4.0
    links[0, 2] = links[1, 3] = 1.0  # as they read
    cuts = {3: Cut((), run=0), 4: Cut((2,), run=1), 7: Cut((5,), run=2)}
    problem = AssignmentProblem(openings, links, endings, {}, cuts, 0.0, 3.0, np.zeros((4, 6)), np.zeros((3, 0)))
    assert [chain.blocks for chain in solve(problem).chains] == [(0, 2), (1, 3), (4, 5)]


def test_a_reported_opening_that_is_cut_short_is_no_title() -> None:
    halves = ("市委全会强调，要更加主动地打造夜场", "展示中心，健全讲解员的培训机制。" + "".join(MUSEUM))
    text = page("■王希", *halves, "（作者系西南大学教授）", "护渔要有接班人", "■严红", "".join(FISHING))
    assert bodies(text) == ["".join(halves), "".join(FISHING)]


def test_a_cut_is_read_on_in_its_neighbour() -> None:
    text = page(
        "让夜场留住观众", "■王希", *MUSEUM, "（作者系西南大学教授）",
        "护渔要有接班人", "■严红", *FISHING, "（作者系重庆大学教授）",
    )  # fmt: skip
    assert bodies(text) == ["".join(MUSEUM), "".join(FISHING)]


def test_a_line_over_a_paragraph_is_its_heading_and_no_half_of_its_sentence() -> None:
    afternoons = "近年来，不少场馆延长了开放时间，观众下班以后也能看展。"
    text = page("让夜场留住观众", "■王希", "".join(MUSEUM), "做好夜间服务", afternoons, "（作者系西南大学教授）")
    [article] = parse(text).articles
    kinds = [(block.kind, block.text) for block in article.body]
    assert kinds == [("paragraph", "".join(MUSEUM)), ("heading", "做好夜间服务"), ("paragraph", afternoons)]
    assert not article.problems


def test_a_line_over_a_paragraph_that_may_stand_in_no_article_is_its_heading_anyway_and_no_finding() -> None:
    rounds = "护渔队员老周常说一句话：“江面巡查要有章法。”" + "".join(FISHING)
    text = page(
        "让夜场留住观众", "■王希", "".join(MUSEUM), "章法领航", rounds, "".join(MUSEUM), "（作者系西南大学教授）"
    )
    [article] = parse(text).articles
    assert [block.text for block in article.body if block.kind == "heading"] == ["章法领航"]
    assert "doubtful-join" not in [problem.code for problem in article.problems]


def test_a_line_without_a_mark_under_the_byline_is_a_title_to_be_looked_at() -> None:
    text = page("■王希", "让夜场留住观众", "".join(MUSEUM), "（作者系西南大学教授）")
    [article] = parse(text).articles
    assert article.title == "让夜场留住观众"
    assert [problem.code for problem in article.problems] == ["doubtful-title"]


def test_headings_of_one_mark_are_one_head_whatever_gaps_stand_between() -> None:
    text = page(
        "# 如何因地制宜", "", "# 办好博物馆夜", "", "# 场？", "■王希", "".join(MUSEUM), "（作者系西南大学教授）"
    )
    assert [article.title for article in parse(text).articles] == ["如何因地制宜办好博物馆夜场？"]


def test_clauses_as_wide_as_the_line_over_the_byline_are_the_title_and_no_text() -> None:
    lines = ("把守护夜间江面的人留住，", "把馆藏文物的来历讲透，", "把讲解员的培训办扎实，", "把夜场办到观众心坎上")
    for byline in ("■王希", "王希"):
        text = page(
            "护渔要有接班人", "■严红", "".join(FISHING), *lines, byline, "".join(MUSEUM), "（作者系西南大学教授）"
        )
        assert [article.title for article in parse(text).articles] == ["护渔要有接班人", "".join(lines)]
        assert bodies(text) == ["".join(FISHING), "".join(MUSEUM)]


def test_a_short_piece_of_a_sentence_over_a_head_stays_in_the_text() -> None:
    text = page(
        "护渔要有接班人", "■严红", FISHING[0], FISHING[1][:12], "让夜场留住更多的观众", "■王希", "".join(MUSEUM)
    )
    assert bodies(text)[0] == FISHING[0] + FISHING[1][:12]


def test_an_error_that_comes_again_is_one_finding() -> None:
    text = page("让夜场留住观众", "■王希", "".join(MUSEUM), "文物文物要巡查。" * 3, "（作者系西南大学教授）")
    assert [problem.code for problem in parse(text).articles[0].problems].count("suspicious-text") == 1


@pytest.mark.parametrize("caption", ["图为广阳岛，游客正在参观。", "7月6日，俯瞰果园港，货轮正在靠泊。"])
def test_a_caption_without_a_credit_stands_in_no_article(caption: str) -> None:
    parsed = parse(page("让夜场留住观众", "■王希", MUSEUM[0], caption, MUSEUM[1], "（作者系西南大学教授）"))
    assert bodies(page("让夜场留住观众", "■王希", MUSEUM[0], caption, MUSEUM[1])) == ["".join(MUSEUM)]
    assert [(piece.kind, piece.text) for piece in parsed.furniture] == [("caption", caption)]


def test_a_title_may_stand_under_its_byline() -> None:
    parsed = parse(page("■王希", "让夜场留住观众", "".join(MUSEUM), "（作者系西南大学教授）"))
    assert [article.title for article in parsed.articles] == ["让夜场留住观众"]


def test_what_returns_speaks_for_the_article_it_stands_in() -> None:
    groups = [range(n, n + 1) for n in range(4)]
    recurrence = PageVocabulary([*MUSEUM, *FISHING]).recurrence(groups, groups)
    assert recurrence[0, 1] > 0 > recurrence[0, 3]
    assert recurrence[2, 3] > 0 > recurrence[2, 1]


def test_marks_of_one_width_tell_whose_tail_it_is() -> None:
    """The tails changed places behind commas, and both articles have the same words."""
    wide = (
        "夜场要办得长久，讲解员的培训不能停，观众白天没有时间，",
        "夜场让他们与文物相遇，讲解才有人听，巡查才有人问。",
    )
    narrow = ("夜场开到几点,要看公交几点收车,也要看观众几点入场,", "馆员少熬几夜,讲解多走几处,夜场一馆一夜轮着开。")
    heads, notes = (
        (("夜场要办得长久", "■王希"), ("夜场分批开放", "■严红")),
        ("（作者系西南大学教授）", "（作者系某馆馆长）"),
    )
    text = page(*heads[0], wide[0], narrow[1], notes[0], *heads[1], narrow[0], wide[1], notes[1])
    assert bodies(text) == ["".join(wide), "".join(narrow)]


def test_a_picture_between_two_paragraphs_is_left_out() -> None:
    caption = "航拍江边码头，货船来往如织，一派繁忙景象。"
    text = page("让夜场留住观众", "■王希", "".join(MUSEUM), caption, "".join(FISHING), "（作者系西南大学教授）")
    assert bodies(text) == ["".join(MUSEUM + FISHING)]


def test_a_paragraph_that_hardly_belongs_under_the_one_above_it_is_pointed_at() -> None:
    """Two tails stand behind a head each, and the notes behind them show that one of the two has gone astray."""
    heads, notes = (("从一件小事说起", "■王希"), ("再说几句家常话", "■严红")), ("（作者系大学教授）", "（作者系教授）")
    tails = "馆里要添人手，夜间巡查不停。", "江湾一带，船上要添人手。"
    text = page(*heads[0], NIGHTS, *heads[1], RIVER, tails[0], notes[0], tails[1], notes[1])
    problems = [problem for article in parse(text).articles for problem in article.problems]
    assert bodies(text) == [NIGHTS + tails[0], RIVER + tails[1]]
    assert [problem.at for problem in problems if problem.code == "doubtful-join"] == list(map(text.index, tails))


def test_of_two_paragraphs_behind_the_second_head_each_belongs_where_its_words_return() -> None:
    heads, notes = (("从一件小事说起", "■王希"), ("再说几句家常话", "■严红")), ("（作者系大学教授）", "（作者系教授）")
    tails = "观众白天没有时间，夜间巡查不停。", "鱼群洄游的江湾，渔民夜里也守着。"
    text = page(*heads[0], NIGHTS, *heads[1], RIVER, tails[0], notes[0], tails[1], notes[1])
    assert bodies(text) == [NIGHTS + tails[0], RIVER + tails[1]]


def test_a_run_of_blocks_is_no_evidence_that_it_goes_on_in_itself() -> None:
    sheet = Sheet(shape_blocks(split_blocks(page("■王希", *MUSEUM, NIGHTS))))
    topics = PageScores(sheet, find_openers(sheet, [])).topics()
    assert not np.tril(topics["similarity"]).any()
    assert not np.tril(topics["recurrence"]).any()
    assert topics["similarity"][0, 1]


def test_what_a_title_says_tells_which_article_a_paragraph_gone_astray_is_of() -> None:
    tails = (
        "观众白天没有时间，讲解员的夜场让观众与馆藏文物相遇，夜间巡查不停。",
        "鱼群洄游的江湾，护渔队的渔民夜里也守着，巡江守到渔民上岸。",
    )
    titled = page(
        "让夜场留住观众", "■王希", NIGHTS, "护渔要有接班人", "■严红", RIVER, tails[0], "（作者系大学教授）",
        tails[1], "（作者系教授）",
    )  # fmt: skip
    assert bodies(titled) == [NIGHTS + tails[0], RIVER + tails[1]]


def test_where_paragraphs_are_set_in_a_sentence_goes_on_in_a_line_that_is_not() -> None:
    cut = "前几天同几位老朋友在院子里闲谈，大家不约而同地说起了城南那条刚刚修好的老街，都说愿意"
    rest = "常来。街口的面馆还在，老板换成了他的女儿，味道倒没有变，老主顾们照样端着碗坐在门口。"
    whole = (
        "上个周末回了一趟老家，邻居们也都兴致勃勃地说起了村口新修的那座石桥，都说愿意多走走。",
        "去走一走的人多了，桥头就有了集市，卖菜的、修鞋的都来了，桥边的空地上比从前热闹了许多。",
    )
    set_in = [f"　　{text}" for text in (cut, *whole)]
    text = page("从一件小事说起", "■王希", set_in[0], "再说几句家常话", "■严红", *set_in[1:], rest)
    assert bodies(text) == [cut + rest, "".join(whole)]


def test_an_interview_whose_paragraphs_are_flush_hides_no_indents_of_the_articles() -> None:
    said = [f"李明：{NIGHTS}{RIVER}", f"陈立：{RIVER}{NIGHTS}"] * 2
    articles = [f"　　{MUSEUM[0]}", f"　　{NIGHTS}{RIVER}", "■严红", f"　　{FISHING[0]}", FISHING[1]]
    assert Sheet(shape_blocks(split_blocks(page(*said, said[0], "■王希", *articles)))).indents
    assert not Sheet(shape_blocks(split_blocks(page(*said, *said, "■王希", *articles)))).indents


def test_what_a_reporter_asked_in_an_article_is_no_part_of_the_interview_beside_it() -> None:
    said = [f"王小明：{text}" for text in (NIGHTS, RIVER)]
    interview = [
        "怎样办好夜场",
        "嘉宾：王小明 某某大学教授",
        "记者：夜场难在哪里？",
        said[0],
        "记者：护渔呢？",
        said[1],
    ]
    end = "下一步要让夜场与江湾连成一片，观众才来，渔民才上岸。"
    asked = [
        f"记者：{question}赵远：{text}"
        for question, text in (("钱呢？", NIGHTS), ("人呢？", RIVER), ("路呢？", NIGHTS))
    ]
    article = ["突破口如何突破", "■尹河景", "纺织业要解困，近日会长赵远接受了采访。", *asked, "（作者系某某大学教授）"]
    assert bodies(page(*interview, end, *article)) == ["".join([*interview[2:], end]), "".join(article[2:6])]


def test_an_article_may_end_with_a_name_in_quotation_marks() -> None:
    def ending(words: str) -> float:
        sheet = Sheet(shape_blocks(split_blocks(page("■王希", NIGHTS + words, MUSEUM[0], "（作者系某某大学教授）"))))
        return float(PageScores(sheet, find_openers(sheet, [])).problem().endings[0].max())

    assert ending("读一读“守住鱼群洄游的江湾”") > ending("读一读守住鱼群洄游的江湾") + 5


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_tails_that_share_no_word_with_their_heads_are_told_by_what_they_are_about(order: tuple[int, int]) -> None:
    begun = (
        "护士在病房里量血压，老人的糖尿病又该换药了。这些年，",
        "股票涨跌牵动人心，投资者盯着大盘，基金经理也睡不好。这些年，",
    )
    ends = (
        "医生嘱咐患者按时吃药、定期去医院复查，手术能不做就不做。",
        "上市公司的业绩才是根本，分红多了，行情自然稳。",
    )
    heads, note = (("从一件小事说起", "■王希"), ("再说几句家常话", "■严红")), "（作者系某某大学教授）"
    tails = [line for n in order for line in (ends[n], note)]
    text = "\n\n".join([*heads[0], begun[0], *heads[1], begun[1], *tails])
    assert bodies(text) == [begun[0] + ends[0], begun[1] + ends[1]]


_AGAIN = "慢性病管理重在平时，血压、血糖的每一次记录都有价值。"
_CHILDREN = "心理健康教育应当从娃娃抓起，让孩子学会表达情绪。"
_MONEY = "医保基金是群众的救命钱，欺诈骗保必须从严查处。"
_CLINIC = [
    f"春季花粉浓度升高，过敏体质者外出要戴好口罩。当然，也有人担心这样做会增加负担。{_AGAIN}",
    "儿科医生短缺由来已久，还需要减轻夜班负荷。从长远看，投入产出的账是划算的。",
    f"老年人跌倒多发生在家中，一根扶手胜过一瓶药。{_CHILDREN}不妨听一听一线同志的意见。",
    f"分级诊疗推进多年，基层首诊的比例仍然不高。{_MONEY}下一步，应当扩大范围。",
]
_DOCTORS = [
    "看病难的问题要靠优质医疗资源的均衡布局来解决。这样的做法成本不高，效果却好。",
    f"互联网诊疗方便了复诊患者，首诊仍应面对面。{_MONEY}要把握好时度效，防止急于求成。",
    f"{_AGAIN}各方共识正在凝聚。{_CHILDREN}",
]
_HEALTH = [
    "看病难的问题要靠优质医疗资源的均衡布局来解决。",
    "慢性病管理重在平时，血压、血糖的每一次记录都有价值。",
    "家庭医生签约不能只签在纸上，随访和转诊要环环相扣。",
    "互联网诊疗方便了复诊患者，首诊仍应面对面。",
    "县级医院能不能留住病人，取决于有没有过硬的专科。",
]
_FARM = [
    "土地流转租金不宜一味抬高，否则经营主体遇到减产就难以为继。",
    "高标准农田建成以后，谁来管护是不少村干部关心的难题。",
    "合作社把分散的农户组织起来，统一供种、统一植保。",
    "农村电商的分级、包装、售后样样都要有人懂行。",
    "插秧机一天能干过去二十个人的活。",
]


def _turned(stock: list[str], paragraphs: int) -> list[str]:
    """Paragraphs of four sentences each, another one left out of every one."""
    return ["".join(stock[:left_out] + stock[left_out + 1 :]) for left_out in range(paragraphs)]


def _texts(*articles: list[str]) -> list[list[str]]:
    heads = ("修好山里的老路\n□王小明\n", "办好社区的食堂\n□李国强\n")
    page = "".join(head + "".join(f"　　{text}\n" for text in body) for head, body in zip(heads, articles, strict=True))
    return [[block.text for block in article.body] for article in parse(f"{page}（作者单位：某某省水利厅）\n").articles]


def test_what_stands_in_order_is_not_moved_for_sentences_that_recur() -> None:
    assert _texts(_CLINIC, _DOCTORS) == [_CLINIC, _DOCTORS]


def test_what_stands_in_order_is_moved_where_all_words_speak_for_it() -> None:
    doctors, fields = _turned(_HEALTH, 4), _turned(_FARM, 3)
    assert _texts([*doctors[:3], fields[2]], [*fields[:2], doctors[3]]) == [doctors, fields]
