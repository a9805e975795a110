"""Where articles begin on a page, and who signs them."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedArticle, Role
from tests.articles.parsing.made_prose import paragraphs

_FIRST = "　　办好社区食堂，要算好经济账，也要算好民生账。只有让老人吃得起、让食堂办得久，好事才能真正办好。\n"
_SECOND = "　　山区的路修通以后，鲜果当天就能下山进城。路带来的不仅是收入，还有年轻人返乡创业的信心和村庄的新貌。\n"
_NOTE = "　　（作者系某某大学社会学院教授）\n"


def read(*articles: str) -> list[ParsedArticle]:
    """Articles on one page, a blank line between."""
    return list(parse("\n".join(articles)).articles)


def names(article: ParsedArticle) -> list[str]:
    return [person.name for person in article.authors]


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("剧大为", ["剧大为"]),
        ("单于飞", ["单于飞"]),
        ("马　奔", ["马奔"]),
        ("胡  蝶  罗 小 川", ["胡蝶", "罗小川"]),
        ("王　希　李　伟", ["王希", "李伟"]),
        ("作者：张　译　罗小川", ["张译", "罗小川"]),
        ("高　峰", ["高峰"]),
        ("王  明  李  伟", ["王明", "李伟"]),
        ("欧阳小舟  亓为民", ["欧阳小舟", "亓为民"]),
        ("买买提·艾山（维吾尔族）", ["买买提·艾山"]),
        ("[美]约翰·史密斯", ["约翰·史密斯"]),
        ("本报记者 王小舟 通讯员 李为民", ["王小舟", "李为民"]),
        ("口述：王小舟 整理：李为民", ["王小舟", "李为民"]),
        ("文/李为民 图/张小可", ["李为民"]),
        ("文/图　李为民", ["李为民"]),
        ("文/图：李为民", ["李为民"]),
        ("口王小舟", ["王小舟"]),
        ("作者：[英]大卫·史密斯　译者：程小舟", ["大卫·史密斯"]),
        ("江北水务集团有限公司党委书记、董事长 马长风", ["马长风"]),
        ("作者：王小舟 李为民 分享到：", ["王小舟", "李为民"]),
        ("作者：王小舟", ["王小舟"]),
        ("作者：王小舟、李为民", ["王小舟", "李为民"]),
        ("▇王小舟", ["王小舟"]),
    ],
)
def test_a_line_of_names_under_a_title_is_its_byline(byline: str, expected: list[str]) -> None:
    first, second = read(f"让社区食堂办得久\n{byline}\n{_FIRST}{_FIRST}", f"一条路带活一座山\n李青\n{_SECOND}{_SECOND}")
    assert (names(first), first.title) == (expected, "让社区食堂办得久")
    assert (names(second), second.title) == (["李青"], "一条路带活一座山")


@pytest.mark.parametrize("over", ["【灯下漫笔】\n", "灯下漫笔\n"])
@pytest.mark.parametrize("title", ["慢信", "石榴", "蛙鸣"])
@pytest.mark.parametrize("byline", ["文/谷雨生", "作者：谷雨生", "文/图　谷雨生"])
def test_what_names_nobody_over_who_wrote_is_a_title(byline: str, title: str, over: str) -> None:
    first, second = read(
        f"让社区食堂办得久\n文/李青\n{_FIRST}{_FIRST}\n", f"{over}{title}\n{byline}\n{_SECOND}{_SECOND}"
    )
    assert (first.title, names(first)) == ("让社区食堂办得久", ["李青"])
    assert (second.column, second.title, names(second)) == ("灯下漫笔", title, ["谷雨生"])


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("阿莲\n整理：本报记者　王小舟", ["阿莲", "王小舟"]),
        ("王小舟\n文/李为民", ["王小舟", "李为民"]),
        ("阿　莲\n李为民", ["阿莲", "李为民"]),
        ("阿莲\n江北水务集团有限公司董事长", ["阿莲"]),
    ],
)
def test_who_signs_over_another_name_is_no_title(byline: str, expected: list[str]) -> None:
    first, _ = read(f"让社区食堂办得久\n{byline}\n{_FIRST}{_FIRST}", f"一条路带活一座山\n李青\n{_SECOND}{_SECOND}")
    assert (first.title, names(first)) == ("让社区食堂办得久", expected)


@pytest.mark.parametrize(
    "name",
    [
        "国家发展改革委",
        "中共云江县委理论学习中心组",
        "云江大学县域经济研究中心",
        "本报评论员",
        "社区治理课题组",
        "商务部",
    ],
)
@pytest.mark.parametrize("mark", ["", "■"])
def test_an_institution_signs_as_an_organisation(name: str, mark: str) -> None:
    first, second = read(
        f"让社区食堂办得久\n{mark}{name}\n{_FIRST}{_FIRST}", f"一条路带活一座山\n{mark}李青\n{_SECOND}{_NOTE}"
    )
    assert [(person.name, person.role) for person in first.authors] == [(name, Role.ORGANISATION)]
    assert names(second) == ["李青"]


def test_a_subheading_of_four_characters_is_no_byline() -> None:
    (article,) = read(f"让社区食堂办得久\n李青\n{_FIRST}　　算好总账\n{_SECOND}")
    assert names(article) == ["李青"]
    assert [block.text for block in article.body if block.kind == "heading"] == ["算好总账"]


def test_an_article_that_nobody_signs_begins_at_its_title() -> None:
    first, second = read(f"让社区食堂办得久\n李青\n{_FIRST}{_NOTE}", f"一条路带活一座山\n{_SECOND}{_SECOND}")
    assert (names(first), names(second)) == (["李青"], [])
    assert second.title == "一条路带活一座山"


def test_a_note_names_the_author_of_an_article_without_a_byline() -> None:
    (article,) = read(f"让社区食堂办得久\n{_FIRST}{_SECOND}　　（王小舟，某某大学经济学院教授）\n")
    assert names(article) == ["王小舟"]
    assert article.affiliation == "王小舟，某某大学经济学院教授"


def test_a_title_of_eighty_characters_is_a_title() -> None:
    title = (
        "以更高水平的公共服务推动城乡融合发展、以更大力度的改革破除要素流动障碍、"
        + "让进城的人留得下、返乡的人干得好" * 2
    )
    first, second = read(f"{title}（学思录）\n■李青\n{_FIRST}{_FIRST}", f"一条路带活一座山\n■王明\n{_SECOND}{_SECOND}")
    assert (first.title, first.column, names(first)) == (title, "学思录", ["李青"])
    assert second.title == "一条路带活一座山"


def test_every_line_of_the_head_belongs_to_its_article() -> None:
    page = f"坚持规划引领、分步实施\n让社区食堂办得久\n——三个街道的实践\n■李青\n{_FIRST}{_NOTE}"
    document = parse(page)
    (article,) = document.articles
    assert (article.kicker, article.title, article.subtitle) == (
        "坚持规划引领、分步实施", "让社区食堂办得久", "——三个街道的实践",
    )  # fmt: skip
    assert document.coverage.unassigned == 0
    assert not document.furniture


def test_a_subheading_may_open_the_text_under_a_bare_byline() -> None:
    paragraph = _FIRST.strip("　")
    (article,) = read(f"让社区食堂办得久\n王小舟\n先从一张菜单说起\n{paragraph}{paragraph}")
    assert (article.title, names(article)) == ("让社区食堂办得久", ["王小舟"])


def test_what_wrapping_left_of_a_title_signs_nothing() -> None:
    for rest in ("食堂", "福餐桌"):
        article = read(f"让社区厨房成为老年人的幸\n{rest}\n■王小舟\n{_FIRST}{_FIRST}")[0]
        assert (article.title, names(article)) == (f"让社区厨房成为老年人的幸{rest}", ["王小舟"])


def test_a_single_character_under_a_headline_is_its_last() -> None:
    article = read(f"让社区食堂与养老服务深度融\n合\n■王小舟\n{_FIRST}{_FIRST}")[0]
    assert article.title == "让社区食堂与养老服务深度融合"


def test_a_title_that_speaks_of_drawing_is_no_pictures_credit() -> None:
    article = read(f"为社区食堂绘图奠基\n■王小舟\n{_FIRST}{_FIRST}")[0]
    assert article.title == "为社区食堂绘图奠基"


def test_a_head_that_may_be_shared_out_otherwise_is_pointed_at() -> None:
    codes = [
        {problem.code for problem in read(f"{head}\n■王小舟\n{_FIRST}{_FIRST}")[0].problems}
        for head in (
            "小小书房也可以\n大有作为",
            "深入学习贯彻全国教育大会精神\n深化校企协同育人\n推动职业教育提质增效",
            "让社区食堂办得久",
            "老街新生\n——三个历史街区的保护实践",
        )
    ]
    assert ["doubtful-title" in each for each in codes] == [True, True, False, False]


def test_a_title_that_speaks_of_somebody_is_no_byline() -> None:
    lines = [
        "王小明：扎根山村办大学",
        "李　进",
        *(f"　　{text}" for text in ("".join(["山村的夜校开了二十年。"] * 6),) * 2),
    ]
    (article,) = parse("\n".join(lines)).articles
    assert (article.title, [person.name for person in article.authors]) == (lines[0], ["李进"])


@pytest.mark.parametrize("name", ["薄一清", "难建生", "难　生"])
def test_a_bare_name_among_marked_ones_is_a_byline_where_its_head_stands_apart(name: str) -> None:
    text = "山村的夜校开了二十年，老师换了三代，灯一直亮着。" * 3
    heads = (("一条路带活一座山", "■王小舟"), ("乡村夜校开新课", name), ("老街何以新生", "■李进"))
    articles = parse("\n\n\n".join("\n".join([*head, text, text]) for head in heads)).articles
    assert [article.authors[0].name for article in articles] == ["王小舟", name.replace("　", ""), "李进"]


@pytest.mark.parametrize("byline", ["■ 王小舟", "王小舟"])
def test_a_square_before_a_line_that_names_nobody_marks_a_column(byline: str) -> None:
    text = "　　" + "山村的夜校开了二十年，老师换了三代，灯一直亮着。" * 3
    (article,) = parse("\n".join(["■ 思想纵横", "一条路带活一座山", byline, text, text])).articles
    assert (article.title, article.kicker, article.column) == ("一条路带活一座山", None, "思想纵横")


def test_a_piece_of_text_under_a_byline_signs_nothing() -> None:
    rest = f"滩上的水鸟多了，要从一碗热饭做起。{_SECOND.strip()}{_SECOND.strip()}\n{_NOTE}"
    assert names(read(f"守好一河清水\n■王小舟\n\n\n江水浅\n\n{rest}")[0]) == ["王小舟"]


def test_a_subtitle_goes_with_the_title_over_a_wider_gap() -> None:
    unsigned = f"■李青\n{_SECOND}{_SECOND}{_NOTE}"
    titled = f"山区的路修通以后\n\n——三个街道的调查\n■王小舟\n{_FIRST}{_FIRST}{_NOTE}"
    articles = parse(f"{unsigned}\n{titled}").articles
    assert [(article.title, article.subtitle) for article in articles][1] == ("山区的路修通以后", "——三个街道的调查")


def test_a_line_under_a_byline_is_no_title_where_one_stands_over_it() -> None:
    lead = "办好社区食堂，只有让老人吃得起、让食堂办得久好事才能真正办好"
    source = "《某某日报》（2026年07月06日 第 19 版）"
    text = (_FIRST + _SECOND) * 2
    (article,) = parse(f"烟火气里，有一份牵挂（创新谈）\n王小舟\n{source}\n{lead}\n{text}".replace("　　", "")).articles
    assert (article.title, article.column) == ("烟火气里，有一份牵挂", "创新谈")
    assert article.body[0].text == lead


def test_a_line_of_names_under_a_subtitle_signs_the_article() -> None:
    text = "　　科学教育先要有得做，实验室里的器材不能只摆着看，孩子们自己动手做过一次，才记得住道理。"
    page = ["渔歌晚唱", "■王希", text, "动手做一次", "——访一位老校工", "银河", text.replace("科学", "技术"), text]
    articles = parse("\n\n".join(page)).articles
    assert [[person.name for person in article.authors] for article in articles] == [["王希"], ["银河"]]


def test_an_institution_that_reads_on_from_the_title_signs_it_where_paragraphs_are_set_in() -> None:
    text = "　　科学教育先要有得做，实验室里的器材不能只摆着看，孩子们自己动手做过一次，才记得住道理。"
    page = ["渔歌晚唱", "■王希", text, "构建乡村书房的良好产业生态", "农业农村部", text.replace("科学", "技术"), text]
    articles = parse("\n\n".join(page)).articles
    assert [article.title for article in articles] == ["渔歌晚唱", "构建乡村书房的良好产业生态"]


def test_a_column_over_bylines_that_stand_over_their_headlines_is_the_column_of_all():
    pages = [
        f"● {name}（某某大学教授）\n{title}\n{text}（摘自《江北学刊》2026年第2期）\n"
        for name, title, text in (
            ("王小舟", "社区食堂要算民生账", _FIRST),
            ("李为民", "路带来返乡的年轻人", _SECOND),
            ("张小可", "让山货当天进城", _SECOND.replace("山区", "库区")),
        )
    ]
    articles = read("观点摘编\n" + "".join(pages))
    assert [article.title for article in articles] == ["社区食堂要算民生账", "路带来返乡的年轻人", "让山货当天进城"]
    assert {article.column for article in articles} == {"观点摘编"}


def test_a_square_misread_twice_is_one_over_a_headline_too():
    articles = read(
        f"社区食堂要算民生账\n口 王小舟\n{_FIRST}{_NOTE}", f"口 李为民\n路带来返乡的年轻人\n{_SECOND}{_NOTE}"
    )
    assert [(article.title, article.kicker, names(article)) for article in articles] == [
        ("社区食堂要算民生账", None, ["王小舟"]),
        ("路带来返乡的年轻人", None, ["李为民"]),
    ]


@pytest.mark.parametrize("writer", ["本报评论员", "江北日报特约评论员"])
def test_whoever_signs_without_a_name_over_a_headline_is_no_kicker(writer):
    articles = read(
        f"{writer}\n社区食堂要算民生账\n——一论办好实事\n{_FIRST}", f"微评\n路带来返乡的年轻人\n李为民\n{_SECOND}"
    )
    assert (articles[0].title, articles[0].kicker, names(articles[0])) == ("社区食堂要算民生账", None, [writer])
    assert names(articles[1]) == ["李为民"]


def test_where_most_heads_begin_with_a_word_or_two_these_name_columns():
    heads = (("理论头条", "社区食堂要算民生账"), ("诗里的老街", "路带来返乡的年轻人"), ("理论与现实", "让山货当天进城"))
    articles = read(*(f"{label}\n{title}\n■王小舟\n{_FIRST}{_NOTE}" for label, title in heads))
    assert [(article.column, article.kicker, article.title) for article in articles] == [
        (label, None, title) for label, title in heads
    ]


def test_a_bare_byline_may_stand_under_what_the_editors_say_first():
    articles = read(
        f"理论头条\n社区食堂要算民生账\n核心提示\n食堂办得久，好事才算办好。\n王小舟 李为民\n{_FIRST}{_NOTE}",
        f"路带来返乡的年轻人\n张小可\n{_SECOND}",
    )
    assert [(article.title, names(article)) for article in articles] == [
        ("社区食堂要算民生账", ["王小舟", "李为民"]),
        ("路带来返乡的年轻人", ["张小可"]),
    ]
    assert articles[0].lead == ("食堂办得久，好事才算办好。",)


_ASKED = (
    "记者：办好社区食堂难在哪里？李青：难在长久。老人吃得起、街道贴得起、企业撑得起，三样缺一样都办不下去。\n"
    "记者：那么钱从哪里来？李青：街道补一点，企业让一点，老人出一点，账目每月贴在门口，谁都看得明明白白。\n"
)


def test_a_question_that_a_break_cuts_is_no_byline() -> None:
    cut = "记者：党中\n央、国务院的政策到了街道，该怎样落实？李青：先算账，再开张，账目要让街坊看得明白。\n"
    [article] = read(f"让社区食堂办得久\n■李青\n{_ASKED}算好长久的账\n{cut}{_ASKED}")
    assert names(article) == ["李青"]
    assert sum(block.text.startswith("记者：党中") for block in article.body) == 1


@pytest.mark.parametrize(
    "byline",
    [
        "记者：王小舟",
        "记者：程小舟",
        "记者：高长风",
        "记者：马长风",
        "记者：李为民、王小舟",
        "作者：王小舟",
        "记者：方向明",
        "本报记者：李为民",
        "文：王小舟",
        "记者：欧阳小舟",
        "记者：单于飞",
    ],
)
def test_whoever_asks_signs_the_interview(byline: str) -> None:
    [article] = read(f"让社区食堂办得久\n{byline}\n中午的社区食堂坐满了人，热气从窗口飘到街上。\n{_ASKED}{_ASKED}")
    assert {person.name for person in article.authors} == set(byline.partition("：")[2].split("、"))


def test_names_with_a_colon_over_headlines_sign_what_is_under_these() -> None:
    pieces = [("魏立群", "乡村要防止重硬轻软"), ("宋小楠", "以信任降低成本"), ("杜秋生", "文化要有“慢功夫”")]
    text = "".join(f"{name}：\n{title}\n{_FIRST.strip()}\n" for name, title in pieces)
    read_pieces = [(names(article), article.title) for article in read(f"【观点摘编】\n{text}")]
    assert read_pieces == [([name], title) for name, title in pieces]


@pytest.mark.parametrize(
    "line",
    [
        "农产品加工业：",
        "高质量发展：",
        "王小舟说：",
        "编者按：",
        "核心提示：",
        "社区食堂：",
        "专家建议：",
        "记者观察：",
        "江边一日：",
        "青年说：",
        "主持人：",
    ],
)
def test_other_lines_with_a_colon_sign_nothing(line: str) -> None:
    articles = read(f"让社区食堂办得久\n李青\n{_FIRST}{line}\n算好长久的账\n{_SECOND}{line}\n账目要公开\n{_SECOND}")
    assert [names(article) for article in articles] == [["李青"]]


def test_what_wrapping_left_of_a_title_over_a_bare_byline_signs_nothing() -> None:
    text = "　　完善矛盾纠纷多元化解机制，要让群众说理有地方、办事有人管，小事不出社区，大事不出街道。\n"
    [article, _] = read(
        f"迭代升级矛盾纠纷多元化\n解机制\n侯梅\n{text}{_FIRST}", f"一条路带活一座山\n李青\n{_SECOND}{_SECOND}"
    )
    assert (names(article), article.title) == (["侯梅"], "迭代升级矛盾纠纷多元化解机制")
    [article, _] = read(
        f"以有为之手护航民\n营经济\n杜桐\n{_FIRST}{_FIRST}", f"一条路带活一座山\n李青\n{_SECOND}{_SECOND}"
    )
    assert (names(article), article.title) == (["杜桐"], "以有为之手护航民营经济")


@pytest.mark.parametrize(
    "above", ["解小舟", "王小舟", "程长风", "李为民", "单于飞", "马　奔", "薄一清", "方向明", "高　峰", "罗小川"]
)
def test_two_names_on_two_lines_both_sign(above: str) -> None:
    first, _ = read(f"让社区食堂办得久\n{above}\n侯梅\n{_FIRST}{_FIRST}", f"一条路带活一座山\n李青\n{_SECOND}{_SECOND}")
    assert (names(first), first.title) == (["".join(above.split()), "侯梅"], "让社区食堂办得久")


@pytest.mark.parametrize("guests", ["", "主持人：李青\n嘉宾：王小舟（某某大学教授）\n李为民（某某大学教授）\n"])
def test_who_speaks_on_a_line_of_their_own_under_a_subheading_signs_nothing(guests: str) -> None:
    said = "".join(
        f"{heading}\n{speaker}：\n{_FIRST}"
        for heading, speaker in [("算好长久的账", "王小舟"), ("账目要公开", "李为民"), ("食堂要有人管", "方向明")]
    )
    articles = read(f"让社区食堂办得久\n{guests or '■李青' + chr(10)}{_SECOND}{said}")
    assert [article.title for article in articles] == ["让社区食堂办得久"]


def test_a_question_before_a_dash_is_a_title_with_its_subtitle() -> None:
    title = "食堂如何办得久？——三家社区食堂的账本"
    for head in (f"■王小舟\n{title}", f"【学法笔记】\n# {title}\n■王小舟"):
        article = read(f"{head}\n{_FIRST}{_FIRST}")[0]
        assert (article.title, article.subtitle) == ("食堂如何办得久？", "——三家社区食堂的账本")
        assert "账本" not in "".join(block.text for block in article.body)


def test_a_gap_within_a_word_ends_no_head() -> None:
    head = "把山区公路修到综\n合保税区的门\n\n\n\n口\n\n——三条路的故事"
    article = read(f"【乡村观察】\n{head}\n■王小舟\n{_SECOND}{_SECOND}")[0]
    assert (article.title, article.subtitle) == ("把山区公路修到综合保税区的门口", "——三条路的故事")


def test_a_numbered_line_over_a_byline_is_its_title() -> None:
    article = read(f"【学法笔记】\n## 十一、社区食堂\n■王小舟\n{_FIRST}{_FIRST}")[0]
    assert (article.title, article.title_origin) == ("十一、社区食堂", "printed")


def test_a_number_over_a_byline_that_goes_on_from_one_above_is_a_subheading() -> None:
    first = f"让社区食堂办得久\n■李青\n{_FIRST}一、饭菜要便宜\n{_SECOND}二、账本要公开\n"
    articles = read(f"{first}■王小舟\n一条路带活一座山\n{_SECOND}{_SECOND}")
    assert [article.title for article in articles] == ["让社区食堂办得久", "一条路带活一座山"]


def test_an_event_under_a_byline_is_no_second_author() -> None:
    article = read(f"【学法笔记】\n■王小舟\n## 社区食堂发展战略研讨会\n{_FIRST}{_FIRST}")[0]
    assert (names(article), article.title) == (["王小舟"], "社区食堂发展战略研讨会")
    for author in ("李青", "某某市社会科学院课题组"):
        article = read(f"【学法笔记】\n## 让社区食堂办得久\n■王小舟\n## {author}\n{_FIRST}{_FIRST}")[0]
        assert (names(article), article.title) == (["王小舟", author], "让社区食堂办得久")


@pytest.mark.parametrize(
    ("line", "title", "authors"),
    [
        ("塞纳河，女人河", "塞纳河，女人河", ["汪瀚"]),
        ("王小明，李国强", None, ["汪瀚", "王小明", "李国强"]),
        ("李青", None, ["汪瀚", "李青"]),
        ("欧阳明月", None, ["汪瀚", "欧阳明月"]),
        ("某某市社会科学院", None, ["汪瀚", "某某市社会科学院"]),
    ],
)
def test_words_under_a_byline_without_a_title_are_the_title_where_they_are_no_names(
    line: str, title: str | None, authors: list[str]
) -> None:
    (article,) = parse(f"□汪瀚\n\n{line}\n\n{paragraphs(2)}").articles
    assert [person.name for person in article.authors] == authors
    assert title in (article.title, None)


ROAD, CANAL = paragraphs(3, 6), paragraphs(3, 7)
OTHER = f"修好水渠\n□熊建中\n{CANAL}（作者单位：某某省水利厅）\n"


def _said(articles: tuple[ParsedArticle, ...]) -> list[tuple[str, list[str], str | None, str]]:
    texts = ["".join(f"　　{block.text}\n" for block in article.body) for article in articles]
    return [(each.title, names(each), each.affiliation, text) for each, text in zip(articles, texts, strict=True)]


@pytest.mark.parametrize("name", ["许诺", "许　诺", "□许诺", "本报记者　许诺"])
@pytest.mark.parametrize("note", ["（作者系某某大学教授）", "作者系某某大学教授", "（作者系某某大学教授，本文有删节）"])
@pytest.mark.parametrize("first", [True, False])
def test_a_note_between_a_name_and_the_text_is_of_that_article(name: str, note: str, first: bool) -> None:
    page = f"修好山里的老路\n{name}\n{note}\n{ROAD}"
    road = ("修好山里的老路", ["许诺"], note.strip("（）"), ROAD)
    canal = ("修好水渠", ["熊建中"], "作者单位：某某省水利厅", CANAL)
    articles = parse(f"{page}\n{OTHER}" if first else f"{OTHER}{page}").articles
    assert _said(articles) == ([road, canal] if first else [canal, road])


def test_a_note_under_a_name_that_is_under_a_text_ends_that_text() -> None:
    page = (
        f"修好山里的老路\n{ROAD}□许诺\n（作者系某某大学教授）\n修好水渠\n{CANAL}□熊建中\n（作者单位：某某省水利厅）\n"
    )
    assert [(article.title, len(article.body)) for article in parse(page).articles] == [
        ("修好山里的老路", 3),
        ("修好水渠", 3),
    ]


@pytest.mark.parametrize("line", ["（某某大学　许　诺）", "（本报评论员　许诺）", "（通讯员　许诺）"])
def test_a_name_in_brackets_between_a_title_and_the_text_is_a_byline(line: str) -> None:
    articles = parse(f"修好山里的老路\n{line}\n{ROAD}{OTHER}").articles
    assert [(article.title, names(article), article.column) for article in articles] == [
        ("修好山里的老路", ["许诺"], None),
        ("修好水渠", ["熊建中"], None),
    ]
    assert [len(article.body) for article in articles] == [3, 3]


def test_a_name_in_brackets_between_a_text_and_a_title_is_a_note() -> None:
    articles = parse(f"修好山里的老路\n{ROAD}（某某大学　许　诺）\n{OTHER}").articles
    assert [(article.title, names(article)) for article in articles] == [
        ("修好山里的老路", ["许诺"]),
        ("修好水渠", ["熊建中"]),
    ]


WRITERS = ["本报记者　{}", "作者：{}", "文/{}", "文 | {}", "□ 法治周末记者　{}", "□ 法治周末特约撰稿　{}"]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("note", ["", "（作者系某某大学教授）\n"])
def test_who_writes_may_stand_over_every_title_of_a_page(form: str, note: str) -> None:
    first, other = form.format("温如玉"), form.format("熊建中")
    page = f"{first}\n修好山里的老路\n{ROAD}{note}{other}\n给大棚买份“天气险”\n{CANAL}{note}"
    said = note.strip("（）\n") or None
    assert _said(parse(page).articles) == [
        ("修好山里的老路", ["温如玉"], said, ROAD),
        ("给大棚买份“天气险”", ["熊建中"], said, CANAL),
    ]


@pytest.mark.parametrize("form", WRITERS)
def test_who_writes_may_stand_under_every_title_of_a_page(form: str) -> None:
    first, other = form.format("温如玉"), form.format("熊建中")
    page = f"修好山里的老路\n{first}\n{ROAD}给大棚买份“天气险”\n{other}\n算账要算细\n{CANAL}"
    articles = parse(page).articles
    assert [(article.title, names(article)) for article in articles] == [
        ("修好山里的老路", ["温如玉"]),
        ("给大棚买份“天气险”", ["熊建中"]),
    ]


def test_who_writes_under_a_text_and_over_a_title_signs_the_text_where_the_page_begins_with_a_title() -> None:
    first, other = "作者：温如玉", "作者：熊建中"
    page = f"修好山里的老路\n{ROAD}{first}\n给大棚买份“天气险”\n{CANAL}{other}\n"
    assert [(article.title, names(article)) for article in parse(page).articles] == [
        ("修好山里的老路", ["温如玉"]),
        ("给大棚买份“天气险”", ["熊建中"]),
    ]


def test_a_page_may_begin_with_who_writes_and_end_with_the_title() -> None:
    (article,) = parse(f"本报记者 易舒 通讯员 毛尖\n{ROAD}科技小院“长”在田埂上\n").articles
    assert (article.title, names(article), len(article.body)) == ("科技小院“长”在田埂上", ["易舒", "毛尖"], 3)


@pytest.mark.parametrize("name", ["欧阳晨雨", "司马青衫", "诸葛晓静", "欧阳明"])
def test_a_name_with_a_double_surname_signs_set_in_under_a_day_as_any_other(name: str) -> None:
    (article,) = parse(f"菜场里的公平秤\n\n2025年12月08日\n　　{name}\n\n{paragraphs(3, 5)}").articles
    assert (article.title, [person.name for person in article.authors]) == ("菜场里的公平秤", [name])
