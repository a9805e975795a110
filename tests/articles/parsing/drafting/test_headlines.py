"""Titles that stand elsewhere than over their article."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedArticle

NETS = (
    "　　社区治理要把力量沉到网格里去。网格员熟悉每一栋楼，居民有难处先找网格员，小事不出网格，大事不出社区，"
    "治理的根基就扎得牢。\n"
)
TALK = "　　治理要靠大家。物业、业委会与社区坐到{}一起商量，停车、加装电梯这些难事才有了着落，基层治理也就有了活力。\n"
FISH = (
    "　　鱼群回到了江里。退捕的渔民当上了护渔员，熟悉水情的人守着这条大江，非法捕捞便少了许多，江豚也常常露出水面。\n"
)
WORK = "　　江水清了，岸上的生计也要{}跟上。护渔员的岗位要优先给退捕渔民，技能培训要对准市场的需求。\n"
LINE, NAMES, SHOALS = "\n{}\n", "社区的网格员", "守护江里的鱼群"


@pytest.mark.parametrize("title", ["基层治理，路在何方？", "谁来把力量沉到网格里去？", "# 基层治理，要靠网格员"])
def test_a_title_may_close_its_article(title: str) -> None:
    page = f"守护江豚\n■赵国栋\n{FISH}{WORK.format('')}\n■李大为\n{NETS}{TALK.format('')}{title}\n"
    articles = parse(page).articles
    assert [article.title for article in articles] == ["守护江豚", title.lstrip("# ")]
    assert [len(article.body) for article in articles] == [2, 2]


def test_titles_that_stand_in_each_others_text_are_told_by_their_words() -> None:
    first = f"■赵国栋\n{FISH}{WORK.format(LINE.format(NAMES))}"
    second = f"■李大为\n{NETS}{TALK.format(LINE.format(SHOALS))}"
    articles = parse(f"{first}\n{second}").articles
    assert [article.title for article in articles] == [SHOALS, NAMES]


@pytest.mark.parametrize("title", ["# 数字赋能制造业转型", "不靠天吃饭，要靠数字赋能制造业"])
def test_a_pages_last_line_is_the_title_that_an_article_lacks_whatever_its_words(title: str) -> None:
    last = f"守护江豚\n■赵国栋\n{FISH}{WORK.format('')}　　（作者系某某大学教授）\n"
    document = parse(f"■李大为\n{NETS}{TALK.format('')}\n{last}{title}\n")
    assert [article.title for article in document.articles] == [title.lstrip("# "), "守护江豚"]
    assert [problem.code for problem in document.articles[0].problems] == ["doubtful-title"]
    assert document.furniture == ()


def test_a_pages_last_line_is_the_title_rather_than_a_piece_of_text_over_the_byline() -> None:
    piece = "江上的渔船一条接着一条"
    page = f"守护江豚\n■赵国栋\n{FISH}{WORK.format('')}{piece}\n■李大为\n{NETS}{TALK.format('')}\n社区治理靠网格员\n"
    assert [article.title for article in parse(page).articles] == ["守护江豚", "社区治理靠网格员"]


def test_a_title_set_on_three_lines_is_whole_however_far_apart_they_stand() -> None:
    lines = ("加快推进渔民转产就业帮扶", "机制在沿江区县城镇乡村改革", "创新发展的几点思考")
    page = f"{TALK.format('')}\n\n{lines[0]}\n\n\n{lines[1]}\n\n\n\n{lines[2]}\n\n■赵国栋\n\n{FISH}\n{WORK.format('')}"
    assert parse(f"基层治理，路在何方？\n■李大为\n{NETS}\n{page}").articles[1].title == "".join(lines)


def test_a_last_line_that_may_be_two_articles_title_is_a_thing_to_review() -> None:
    note = "　　（作者系某某大学教授）\n"
    page = f"■赵国栋\n{FISH}{WORK.format('')}{note}\n■李大为\n{NETS}{TALK.format('')}{note}# 把技能培训办到岸上来\n"
    problems = [[problem.code for problem in article.problems] for article in parse(page).articles]
    assert sorted(map(str, problems)) == ["['doubtful-title']", "['inferred-title']"]


@pytest.mark.parametrize("piece", ["制造业是老城的根基，这座城正", "　　面馆是街坊的客厅，老板总说"])
def test_a_piece_of_a_sentence_under_a_byline_is_no_title(piece: str) -> None:
    rest = "把旧厂房改成书房，书架沿着旧轨道排开，读者坐在窗下就能望见江上的船，孩子们放了学也来。"
    articles = parse(f"■李大为\n{piece}\n\n{rest}\n\n{NETS}\n{TALK.format('')}").articles
    assert ["".join(block.text for block in article.body) for article in articles] == [
        "".join(text.strip() for text in (piece, rest, NETS, TALK.format("")))
    ]


def test_a_piece_of_a_sentence_gives_way_to_a_title_that_stands_elsewhere() -> None:
    page = f"■李大为\n{NETS}\n，网格员\n\n{TALK.format('')}\n■赵国栋\n{FISH}{WORK.format(LINE.format(NAMES))}"
    assert parse(page).articles[0].title == NAMES


def test_a_long_line_of_three_clauses_over_a_byline_is_text() -> None:
    piece = "网格员是推进社区治理的重要力量，要充分调动其积极性、主动性、创造性，引导其在楼栋里担"
    articles = parse(f"守护江豚\n■赵国栋\n{FISH}\n{WORK.format('')}{piece}\n■李大为\n{NETS}{TALK.format('')}").articles
    assert [article.authors[0].name for article in articles] == ["赵国栋", "李大为"]
    assert all(piece not in article.title + (article.kicker or "") for article in articles)


def test_a_heading_between_two_paragraphs_that_became_the_title_is_a_thing_to_review() -> None:
    (article,) = parse(f"■李大为\n{NETS}\n## 强化社区网格\n{TALK.format('')}").articles
    assert article.title == "强化社区网格"
    assert [problem.code for problem in article.problems] == ["doubtful-title"]


def test_numbered_lines_over_whole_paragraphs_are_headings() -> None:
    page = f"守护江豚\n■赵国栋\n{FISH}一、主要问题\n{WORK.format('')}二、对策建议\n{NETS}".replace("　　", "")
    (article,) = parse(page).articles
    assert [block.text for block in article.body if block.kind == "heading"] == ["一、主要问题", "二、对策建议"]


_SCHOOL = [
    "夜校办在老校舍里，门口挂着一块木牌。写字的、唱歌的、学剪纸的，各有各的教室。村里人白天下地，晚上就来唱歌写字，日子过得有滋有味。",
    "有人问我，唱山歌和写家信算什么学问？我说，山歌里有一方水土，家信里有一家人的牵挂，会唱会写，就是学问。",
    "办夜校的老师姓周，年轻时在外唱戏，老了回乡教人唱山歌、写家信。他说，唱一首山歌要三分钟，写一封家信要一晚上，都急不得。",
]
_HALVES = (
    "夜校里最热闹的是周三，先唱山歌，再写家信，老人带着孙辈，一屋子都是",
    "心里话。我在窗外听了一晚上，也想走进去唱上一段。",
)
_ROAD = "　　山区的路修通以后，鲜果当天就能下山进城。路带来的不仅是收入，还有年轻人返乡创业的信心和村庄的新貌。\n"


def _without_title(*within: str) -> ParsedArticle:
    """An article with these lines in its text."""
    note = "　　（作者系某某大学社会学院教授）"
    own = "\n".join(["■王小舟", *_SCHOOL, _HALVES[0], *within, _HALVES[1], note])
    return parse(f"{own}\n一条路带活一座山\n■李青\n{_ROAD}{_ROAD}{note}\n").articles[0]


def test_an_article_without_a_title_is_given_the_line_of_its_text_that_is_read_as_well_without() -> None:
    title = "夜校里的山歌和家信"
    article = _without_title(title)
    assert (article.title, [block.text for block in article.body]) == (title, [*_SCHOOL, "".join(_HALVES)])
    assert "doubtful-title" in {problem.code for problem in article.problems}


def test_a_title_may_part_half_a_sentence_that_is_as_short() -> None:
    title, note = "激活县城这一城乡融合的支点", "　　（作者系某某大学社会学院教授）"
    rest = [
        "城市、服务乡村的天然载体。县城不大，却是许多年轻人返乡的第一站。",
        "县城的产业要有根。一县一业，靠山吃山，把特色做成招牌，年轻人才愿意留在县城。",
        "县城的服务要跟上。学校、医院、养老院办得好，城乡融合才有底气，县城才有人气。",
    ]
    own = "\n\n".join(["■王小舟", "县城位于城尾乡头，是连接", title, *rest, note])
    article = parse(f"{own}\n\n一条路带活一座山\n\n■李青\n\n{_ROAD}\n\n{_ROAD}\n\n{note}\n").articles[0]
    assert (article.title, article.body[1].text) == (title, rest[0])


def test_a_verse_of_several_in_a_text_is_no_title() -> None:
    verses = ["山歌一唱心花开", "家信一封情意长", "夜校灯火照村庄", "日子过得比蜜甜"]
    article = _without_title(*(f"　　{verse}" for verse in verses))
    assert article.title not in verses


def test_a_piece_of_text_over_a_byline_may_be_no_title() -> None:
    first, second = (f"守护江豚\n■赵国栋\n{FISH}{FISH}", f"■李大为\n{NETS}{TALK.format('')}")
    for over, doubted in (("聚焦旧网，在渔船上因地制宜修好", True), ("基层治理，路在何方？", False)):
        article = parse(f"{first}{over}\n{second}").articles[1]
        assert article.title == over
        assert ("doubtful-title" in {problem.code for problem in article.problems}) is doubted


@pytest.mark.parametrize(
    ("half", "rest"),
    [
        ("近年来，县里把修渡口同修路一起谋划，让", "水路也成了致富路，游客顺江而下就能看见两岸的果园。"),
        ("乡村治理要把", "力量沉到院坝里去。院坝会上大家坐在一起，难事一件件摆出来，疙瘩也就解开了。"),
        ("县里的负责人强调，跨河通道", "是关系全县的大事，必须先听沿岸各村的意见，再定在哪里架桥、怎样架桥。"),
        ("三月九日，临江县水务局", "第二次开会商量这件事，沿岸五个村都派了人来，从上午一直谈到掌灯时分。"),
        ("渡口在江湾深处，渡口不大，却是几代人", "上学赶集的路。如今桥修好了，渡口还留着，成了游客歇脚的地方。"),
    ],
)
def test_half_a_sentence_over_its_other_half_is_no_subheading(half: str, rest: str) -> None:
    note = "　　（作者系某某大学社会学院教授）"
    page = ["一条路带活一座山", "■李青", _SCHOOL[0], half, rest, _SCHOOL[1], note]
    (article,) = parse("\n\n".join(page)).articles
    assert [(block.kind, block.text) for block in article.body][1] == ("paragraph", half + rest)


@pytest.mark.parametrize("heading", ["先听民意，再定桥址", "渡口何去何从"])
def test_a_line_over_a_paragraph_stays_a_subheading(heading: str) -> None:
    page = ["一条路带活一座山", "■李青", _SCHOOL[0], heading, _ROAD.strip(), _SCHOOL[1], "　　（作者系某某大学教授）"]
    (article,) = parse("\n\n".join(page)).articles
    assert heading in [block.text for block in article.body if block.kind == "heading"]
