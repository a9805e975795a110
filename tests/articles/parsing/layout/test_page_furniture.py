"""What a page prints around its articles: who sponsors it, its issue, its guide and buttons; and what only looks so."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedDocument
from tests.articles.parsing.made_prose import paragraphs

HEAD = f"怎样办好老街的集市\n□王小明\n{paragraphs(3)}（作者系某某大学教授）\n"
OTHER = f"修好老路\n■李　刚\n{paragraphs(3, 7)}（作者单位：江北大学）\n"


def _heads(document: ParsedDocument) -> list[tuple[str | None, str | None, str]]:
    return [(article.column, article.kicker, article.title) for article in document.articles]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("荆楚大学报\n第1234期　　2024年3月20日　　本期四版　　准印证号：（鄂）0123/L", ("2024-03-20", None)),
        ("理论之窗\n主办：中共江北市委宣传部　　江北日报社", (None, "理论之窗")),
        ("2024年8月22日　星期四\n理论周刊\nTHEORY", ("2024-08-22", "理论周刊")),
        ("2024年8月22日　星期四\n理论周刊\nT H E O R Y", ("2024-08-22", "理论周刊")),
        ("2 0 2 4 年 8 月 2 2 日　星期四\n理论周刊", ("2024-08-22", "理论周刊")),
        ("2024年8月22日　星期四\n放大+ 缩小- 默认\n08版：理论", ("2024-08-22", "理论")),
        ("本版导读\n老街的集市怎么办（详见3版）\n江边的老路怎么修（详见4版）\n理论周刊", (None, "理论周刊")),
    ],
)
def test_the_head_of_a_page_is_no_kicker_and_no_column(lines: str, said: tuple[str | None, str | None]) -> None:
    document = parse(f"{lines}\n{HEAD}\n{OTHER}")
    assert _heads(document) == [(None, None, "怎样办好老街的集市"), (None, None, "修好老路")]
    imprint = document.imprint
    assert (imprint.date and imprint.date.value, imprint.section and imprint.section.value) == said


def test_a_column_over_the_issues_line_is_one() -> None:
    line = "第十二期　　2024年3月20日　　本期四版"
    assert _heads(parse(f"校园时评\n{line}\n{HEAD}\n{OTHER}"))[0] == ("校园时评", None, "怎样办好老街的集市")


def test_who_sponsors_a_lecture_is_told_under_its_title() -> None:
    lines = "时间：2024年3月20日\n地点：江北市图书馆\n主办：江北日报社\n"
    document = parse(f"怎样办好老街的集市\n王小明\n{lines}{paragraphs(3)}\n{OTHER}")
    assert document.articles[0].lead == tuple(lines.split())
    assert document.imprint.date is None


@pytest.mark.parametrize("line", ["·42·　　　　求　　索　　　　2023年第2期", "王小明：怎样办好集市　　　·43·"])
def test_a_running_head_between_paragraphs_is_no_text(line: str) -> None:
    page = f"怎样办好老街的集市\n□王小明\n{paragraphs(2)}{line}\n{paragraphs(2, 1)}（作者系某某大学教授）\n{OTHER}"
    document = parse(page)
    assert [len(article.body) for article in document.articles] == [4, 3]
    assert [piece.text for piece in document.furniture] == [line]


@pytest.mark.parametrize("credit", ["漫画/王成喜", "插图：李　刚".replace("　", ""), "绘画｜赵国栋"])
def test_who_drew_a_picture_is_a_credit(credit: str) -> None:
    document = parse(f"{HEAD}{credit}\n{OTHER}")
    assert _heads(document)[1] == (None, None, "修好老路")
    assert [(piece.kind, piece.text) for piece in document.furniture] == [("credit", credit)]


@pytest.mark.parametrize("title", ["漫画：江湖", "插图：渔舟唱晚"])
def test_a_title_about_pictures_is_one(title: str) -> None:
    assert parse(f"{HEAD}\n{title}\n■李　刚\n{paragraphs(3, 7)}").articles[1].title == title


@pytest.mark.parametrize("title", ["速写：张桂梅", "云溪纪事 ·2·"])
def test_what_stands_right_over_a_byline_is_a_title(title: str) -> None:
    article = f"{title}\n王小明\n{paragraphs(3, 7)}"
    for page in (f"{article}\n{HEAD}", f"{HEAD}\n{article}"):
        assert title in [article.title for article in parse(page).articles]


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        ("名家讲坛\n总第128期", ("名家讲坛", None, "怎样办好老街的集市")),
        ("江北日报 2024年7月5日 第5版\nAI FOR SCIENCE", (None, "AI FOR SCIENCE", "怎样办好老街的集市")),
        ("长篇连载\n小城旧事 ·12·\n王小明", ("长篇连载", None, "小城旧事 ·12·")),
    ],
)
def test_a_column_beside_a_number_or_in_latin_is_one(lines: str, head: tuple[str | None, str | None, str]) -> None:
    first = f"{lines}\n{HEAD}" if "王小明" not in lines else f"{lines}\n{paragraphs(3)}"
    assert _heads(parse(f"{first}\n{OTHER}"))[0] == head


def test_the_buttons_of_a_web_page_stand_in_no_text() -> None:
    source = "2024年3月20日 09:41 来源：《江北日报》\n分享到： 打印 推荐\n"
    (article,) = parse(f"怎样办好老街的集市\n{source}{paragraphs(3)}（作者系某某大学教授）\n").articles
    assert len(article.body) == 3


_PAGE_HEAD = "06　调查　　安平日报　　2026年5月29日　　星期五\n\n"


@pytest.mark.parametrize("line", ["安平日报　06　调查", "06　安平日报", "安平日报　07　调查"])
def test_a_pages_head_printed_again_between_paragraphs_is_no_text(line: str) -> None:
    page = f"{_PAGE_HEAD}办好集市\n本报记者　王小明\n{paragraphs(2, 3)}\n{line}\n\n{paragraphs(2, 4)}"
    parsed = parse(page)
    (article,) = parsed.articles
    assert [block.kind for block in article.body] == ["paragraph"] * 4
    assert [piece.kind for piece in parsed.furniture if piece.text == line] == ["dateline"]


@pytest.mark.parametrize("line", ["调查　06", "江北晚报　06　调查", "安平日报的06年调查"])
def test_what_the_pages_head_does_not_say_stays_in_the_text(line: str) -> None:
    page = f"{_PAGE_HEAD}办好集市\n本报记者　王小明\n{paragraphs(2, 3)}{line}\n{paragraphs(2, 4)}"
    assert not [piece for piece in parse(page).furniture if piece.text == line]


def test_a_mail_address_in_a_numbered_paragraph_is_of_the_notice() -> None:
    said = paragraphs(2, 5).split()
    points = [f"一、{said[0]}", f"二、{said[1]}", "三、投稿信箱：zhengwen@example.com，邮件主题请注明“我与一条街”。"]
    listed = "".join(f"　　{point}\n" for point in points)
    _, notice = parse(
        f"办好集市\n■王小明\n{paragraphs(3, 3)}\n征文启事\n　　本报即日起面向社会征文。\n{listed}"
    ).articles
    assert [block.text for block in notice.body][1:] == points


def test_a_mail_address_that_counts_on_from_nothing_is_the_papers() -> None:
    lines = ["1．投稿信箱：lilun@example.com", "2．电话：023-63907240"]
    parsed = parse(f"办好集市\n■王小明\n{paragraphs(3, 3)}（作者系某某大学教授）\n" + "\n".join(lines))
    assert [piece.text for piece in parsed.furniture if piece.kind == "contact"] == lines


def test_a_supplements_name_beside_the_word_over_a_signed_head_is_the_pages_section() -> None:
    read = parse(f"大运河　副刊\n办好集市\n王小明\n{paragraphs(3)}\n修好老路\n林　深\n{paragraphs(3, 2)}")
    assert read.imprint.section is not None
    assert (read.imprint.section.value, [article.title for article in read.articles]) == (
        "副刊",
        ["办好集市", "修好老路"],
    )


def test_the_same_words_right_over_a_byline_are_a_title() -> None:
    read = parse(f"大运河　副刊\n王小明\n{paragraphs(3)}\n修好老路\n林　深\n{paragraphs(3, 2)}")
    assert [article.title for article in read.articles] == ["大运河　副刊", "修好老路"]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_title_its_author_and_the_day_may_stand_on_one_line(gap: str) -> None:
    read = parse(f"长处方里的短路程　　作者：艾叶　　2026年3月9日\n{gap}{paragraphs(3)}")
    (article,) = read.articles
    assert (article.title, [person.name for person in article.authors], len(article.body)) == (
        "长处方里的短路程",
        ["艾叶"],
        3,
    )
    assert read.imprint.date is not None


def test_a_paper_an_author_and_the_day_on_one_line_hold_no_title() -> None:
    read = parse(f"绥安日报　　作者：艾叶　　2026年3月9日\n长处方里的短路程\n{paragraphs(3)}")
    assert [article.title for article in read.articles] == ["长处方里的短路程"]


CODES = ["②6", "⑧3", "②11", " ④ 7"]


@pytest.mark.parametrize("code", CODES)
def test_a_composing_code_ends_its_article(code: str) -> None:
    first, second = paragraphs(3, 71).splitlines(), paragraphs(2, 72).splitlines()
    page = (
        f"老街装上新路灯\n本报讯（记者 许行）{first[0].strip()}\n{first[1]}\n{first[2]}{code}\n"
        f"山村来了放映队\n本报讯（记者 梅子青）{second[0].strip()}\n{second[1]}{code}\n"
    )
    document = parse(page)
    assert [article.title for article in document.articles] == ["老街装上新路灯", "山村来了放映队"]
    assert [[person.name for person in article.authors] for article in document.articles] == [["许行"], ["梅子青"]]
    assert [len(article.body) for article in document.articles] == [3, 2]
    assert document.articles[0].body[-1].text == first[2].strip()
    assert [piece.text for piece in document.furniture] == [code.strip()] * 2
    assert document.coverage.unassigned == 0


@pytest.mark.parametrize("mark", ["①", "②③", "[1]"])
def test_a_footnotes_mark_stays_in_its_paragraph(mark: str) -> None:
    first = paragraphs(3, 71).splitlines()
    (article,) = parse(f"老街装上新路灯\n■许行\n{first[0]}{mark}\n{first[1]}\n{first[2]}{mark}\n").articles
    assert [block.text.endswith(mark) for block in article.body] == [True, False, True]


@pytest.mark.parametrize("head", ["鹭汀评论　A08", "A08　鹭汀评论", "民生·读者　A08"])
@pytest.mark.parametrize("editors", ["", "编辑/郭野 美编/阮一 校对/老金\n"])
def test_a_section_of_any_name_stands_beside_a_lettered_page_under_the_day(head: str, editors: str) -> None:
    text = f"扩大政务公开范围\n■胡志远\n{paragraphs(3)}"
    document = parse(f"鹭汀晚报\n2026.5.16 星期六\n{head}\n{editors}\n{text}")
    section = document.imprint.section
    assert (document.imprint.page.value, section.value) == ("A08", "".join(head.replace("A08", "").split()))
    assert [(article.title, len(article.body)) for article in document.articles] == [("扩大政务公开范围", 3)]


def test_a_letter_and_number_under_no_day_or_over_the_text_are_a_titles() -> None:
    (article,) = parse(f"走近歼击机　A08\n■胡志远\n{paragraphs(3)}").articles
    assert article.title.startswith("走近歼击机")
    (article,) = parse(f"鹭汀晚报\n2026.5.16 星期六\n走近歼击机　A08\n■胡志远\n{paragraphs(3)}").articles
    assert article.title.startswith("走近歼击机")


def test_what_the_next_issue_asks_is_no_article_s_text() -> None:
    line = "下期话题：小区该不该允许养鸽子，欢迎来信讨论。"
    (article,) = parse(f"扩大政务公开范围\n■胡志远\n{paragraphs(3)}{line}\n").articles
    assert len(article.body) == 3
    (article,) = parse(f"扩大政务公开范围\n■胡志远\n{paragraphs(3)}　　下期话题定了以后，居民们又来了。\n").articles
    assert len(article.body) == 4


def _imprint(document: ParsedDocument) -> list[str | None]:
    said = document.imprint
    return [each and each.value for each in (said.publication, said.page, said.section)]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("A07\n2026.2.11 星期三\n观点 GUANDIAN\n滨江日报\n责编/牟青　美编/骆芸", ["滨江日报", "A07", "观点"]),
        ("观点 GUANDIAN\n2026.2.11 星期三\nA07\n滨江日报", ["滨江日报", "A07", "观点"]),
        ("滨江日报\n2026.2.11 星期三\n茶座　Cha Zuo　12", ["滨江日报", "12", "茶座"]),
        ("滨江日报 2026年2月11日 第7版\n\n观点 OPINION\n", ["滨江日报", "7", "观点"]),
        ("青 石 县 报\n第3版　言论\n2026年5月12日　星期二\nQINGSHI XIAN BAO", ["青石县报", "3", "言论"]),
        (
            "青石县报\n第3版　言论\n2026年5月12日　星期二\nQINGSHI XIANBAO　责任编辑：谌大有　电话：0839-5550123",
            ["青石县报", "3", "言论"],
        ),
    ],
)
def test_a_section_or_newspaper_is_said_again_by_its_sounds(lines: str, said: list[str | None]) -> None:
    document = parse(f"{lines}\n{HEAD}\n{OTHER}")
    assert _heads(document) == [(None, None, "怎样办好老街的集市"), (None, None, "修好老路")]
    assert _imprint(document) == said


def test_a_title_and_a_column_have_latin_words_too() -> None:
    head = "滨江日报 2026年2月11日 第7版 理论\n"
    (article,) = parse(f"{head}中国 CHINA\n王小明\n{paragraphs(3)}").articles
    assert (article.title, [person.name for person in article.authors]) == ("中国 CHINA", ["王小明"])
    document = parse(f"{head}今日快评 JINRI KUAIPING\n{HEAD}\n{OTHER}")  # the head names its section
    assert _imprint(document) == ["滨江日报", "7", "理论"]
    document = parse(f"{head}BINHE XIANBAO　责任编辑：谌大有\n{HEAD}\n{OTHER}")  # another newspaper
    assert all(piece.kind != "editors" for piece in document.furniture)


@pytest.mark.parametrize("word", ["原上草", "听涛", "江花"])  # 江花 may be somebody's name
def test_any_word_between_who_made_the_page_and_the_newspaper_is_its_section(word: str) -> None:
    document = parse(f"2026年5月22日　星期五\n编辑 简若兮　美编 罗小苑\n{word}\n锦川日报\n12\n{HEAD}\n{OTHER}")
    assert _imprint(document) == ["锦川日报", "12", word]
    assert _heads(document) == [(None, None, "怎样办好老街的集市"), (None, None, "修好老路")]


@pytest.mark.parametrize("lines", ["慢下来\n锦川日报", "江花\n锦川日报\n怎样办好集市"])
def test_a_title_and_a_name_between_the_day_and_the_newspaper_are_no_section(lines: str) -> None:
    assert parse(f"2026年5月22日　星期五\n{lines}\n{paragraphs(3)}").imprint.section is None


@pytest.mark.parametrize(
    ("head", "section", "column"),
    [
        ("学思时报　2026年4月15日　第5版\n", "学术园地", None),
        ("学思时报　2026年4月15日　第5版　理论\n", "理论", "学术园地"),
    ],
)
def test_a_field_of_learning_is_the_pages_section_where_its_head_has_no_other(
    head: str, section: str, column: str | None
) -> None:
    document = parse(f"{head}学术园地\n{HEAD}\n{OTHER}")
    assert (_imprint(document)[2], document.articles[0].column) == (section, column)
