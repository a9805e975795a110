"""A name alone under a text's last sentence signs it; over other text, or under a byline's, it is something else."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.names import names_district
from articles.parsing.types import ParsedArticle
from tests.articles.parsing.made_prose import paragraphs

RIGHT = "　" * 14
NAMES = ("孟广田", "汤雪梅", "白帆")
TITLES = ["莫让街区冷了邻里", "种粮收益是硬道理", "图书馆夜里也要亮灯"]


def _read(text: str) -> list[tuple[str, list[str], int]]:
    return [_seen(article) for article in parse(text).articles]


def _seen(article: ParsedArticle) -> tuple[str, list[str], int]:
    return article.title, [person.name for person in article.authors], len(article.body)


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("place", [RIGHT, "", "　　"])
@pytest.mark.parametrize(
    "names",
    [
        ("王小明", "陈建国", "许　洁"),
        ("王 小 明", "湖北孝感　陈　强", "某某大学　许洁"),
        ("李　强　王小明", "周平", "林深"),
    ],
)
def test_a_name_under_each_text_signs_it(place: str, gap: str, names: tuple[str, ...]) -> None:
    texts = [f"{title}\n{paragraphs(3, n)}{place}{names[n]}\n" for n, title in enumerate(TITLES)]
    read = _read(gap.join(texts))
    assert [(title, length) for title, _, length in read] == [(title, 3) for title in TITLES]
    signed = ["".join(line.split()) for line in names]
    assert all(who and line.endswith("".join(who)) for (_, who, _), line in zip(read, signed, strict=True))


def test_where_somebody_writes_and_when_may_stand_beside_the_name() -> None:
    day = f"{RIGHT}2026年4月8日\n"
    first, second = parse(
        f"{TITLES[0]}\n{paragraphs(3, 1)}{RIGHT}湖北孝感　许　洁\n{day}\n{TITLES[1]}\n{paragraphs(3, 2)}{RIGHT}王小明\n"
    ).articles
    assert [(person.name, person.affiliation) for person in first.authors] == [("许洁", "湖北孝感")]
    assert (len(first.body), first.affiliation, _seen(second)) == (3, None, (TITLES[1], ["王小明"], 3))


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("salutation", ["", "编辑同志：\n"])
@pytest.mark.parametrize(
    "homes", [["石梁县", "新原市锦绣家园", "云县"], ["石桥镇", "七里铺读者", "柳河村"]]
)  # 石 and 云 are surnames
def test_readers_sign_behind_the_place_where_they_live(salutation: str, gap: str, homes: list[str]) -> None:
    names = ["孟广田", "汤雪梅", "白帆"]
    heads = zip(TITLES, homes, names, strict=True)
    letters = [f"{title}\n{salutation}{paragraphs(3, 1)}{home} {name}\n" for title, home, name in heads]
    read = parse(gap.join(letters)).articles
    assert [[(who.name, who.affiliation) for who in article.authors] for article in read] == [
        [(name, home)] for name, home in zip(names, homes, strict=True)
    ]
    assert [article.title for article in read] == TITLES


@pytest.mark.parametrize("above", ["", f"今日快评\n\n莫让技术难倒老人\n\n郑敬之\n\n{paragraphs(2, 7)}\n"])
@pytest.mark.parametrize("begins", ["读者来信\n\n{}\n\n", "{}\n\n编辑同志：\n\n"])
@pytest.mark.parametrize(
    "signs", [("楚川市民 孟广田", "读者　汤雪梅"), ("江北区 孟广田", "石梁县 汤雪梅"), ("孟广田", "汤雪梅")]
)
def test_blank_lines_may_set_off_who_signs_letters(signs: tuple[str, str], begins: str, above: str) -> None:
    letters = [
        f"{begins.format(TITLES[0])}{paragraphs(2, 1)}\n{signs[0]}\n\n",
        f"{TITLES[1]}\n\n{paragraphs(2, 2)}\n{signs[1]}\n\n\n",
    ]
    page = f"{above}{''.join(letters)}大家谈\n\n{TITLES[2]}\n\n林　深\n\n{paragraphs(3, 3)}"
    read = [(title, names) for title, names, _ in _read(page)][-3:]
    assert read == [(TITLES[0], ["孟广田"]), (TITLES[1], ["汤雪梅"]), (TITLES[2], ["林深"])]


@pytest.mark.parametrize("label", ["来论\n\n", ""])
def test_names_over_titles_between_blank_lines_sign_what_is_under_them(label: str) -> None:
    heads = zip(["楚川市民 孟广田", "楚川市民 汤雪梅"], TITLES, strict=False)
    page = label + "\n".join(f"{name}\n\n{title}\n\n{paragraphs(2, n)}" for n, (name, title) in enumerate(heads))
    assert ["孟广田"] not in [names for _, names, _ in _read(page)[1:]]
    assert _read(page)[0][1] != ["汤雪梅"]


@pytest.mark.parametrize("below", ["——一位乡村教师的三十年\n\n", "科技报国的一生\n\n", ""])
@pytest.mark.parametrize("begins", ["读者来信\n\n{}\n\n", "{}\n\n编辑同志：\n\n"])
def test_a_name_between_blank_lines_farther_down_than_letters_is_a_line_of_a_head(begins: str, below: str) -> None:
    letter = f"{begins.format(TITLES[0])}{paragraphs(2, 1)}\n楚川市民 孟广田\n\n"
    signed = f"{TITLES[1]}\n\n刘　芳\n\n{paragraphs(2, 2)}\n"
    page = f"{letter}{signed}钱学森\n\n{below}林　深\n\n{paragraphs(3, 3)}"
    assert [names for _, names, _ in _read(page)] == [["孟广田"], ["刘芳"], ["林深"]]


@pytest.mark.parametrize("colon", ["", "："])
def test_readers_over_what_they_say_sign_nothing(colon: str) -> None:
    said = [
        f"{who}{colon}\n\n{title}\n\n{paragraphs(1, 2)}"
        for who, title in zip(["楚川市民　孟广田", "读者　汤雪梅"], TITLES[1:], strict=True)
    ]
    assert _read(f"{TITLES[0]}\n\n{paragraphs(2, 1)}\n" + "\n".join(said)) == [(TITLES[0], [], 8)]


def test_whom_a_signed_text_quotes_between_blank_lines_signs_nothing() -> None:
    page = f"{TITLES[0]}\n刘　芳\n\n{paragraphs(2, 1)}\n楚川市民 孟广田\n\n老街要留住人\n\n{paragraphs(2, 2)}"
    assert [names for _, names, _ in _read(page)] == [["刘芳"]]


def test_two_names_of_which_one_ends_as_cities_do_sign_together() -> None:
    page = f"{TITLES[0]}\n{paragraphs(3, 1)}王新市　李文远\n\n{TITLES[1]}\n{paragraphs(3, 2)}林　深\n"
    assert _read(page) == [(TITLES[0], ["王新市", "李文远"], 3), (TITLES[1], ["林深"], 3)]


@pytest.mark.parametrize(
    ("line", "people"),
    [("楚川市民　孟广田", [("孟广田", "楚川市民")]), ("热心市民　温暖全城", []), ("热心网友　温情", [])],
)
def test_a_reader_is_who_has_a_likely_name(line: str, people: list[tuple[str, str]]) -> None:
    (article,) = parse(f"{TITLES[0]}\n{line}\n{paragraphs(3, 1)}").articles
    assert [(who.name, who.affiliation) for who in article.authors] == people


@pytest.mark.parametrize("word", ["返乡", "驻村", "小镇"])
def test_what_somebody_does_is_no_place_to_write_from(word: str) -> None:
    assert not names_district(word)
    assert not names_district(f"青年{word}")


def test_where_and_who_over_paragraphs_is_a_heading() -> None:
    lives = f"新原市锦绣家园　汤雪梅\n{paragraphs(1, 5)}云县　白帆\n{paragraphs(1, 6)}"
    page = f"{TITLES[0]}\n刘　芳\n{paragraphs(2, 1)}{lives}\n{TITLES[1]}\n林　深\n{paragraphs(3, 3)}"
    first, second = parse(page).articles
    assert [block.text for block in first.body if block.kind == "heading"] == ["新原市锦绣家园　汤雪梅", "云县　白帆"]
    assert [person.name for person in first.authors] == ["刘芳"]
    assert _seen(second) == (TITLES[1], ["林深"], 3)


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_text_amid_others_may_be_signed_at_its_end(gap: str) -> None:
    heads = [f"{TITLES[0]}\n刘　芳\n{paragraphs(3, 1)}", f"{TITLES[1]}\n{paragraphs(3, 2)}{RIGHT}陈建国\n"]
    page = f"{heads[0]}{gap}{heads[1]}\n{TITLES[2]}\n林　深\n{paragraphs(3, 3)}"
    assert _read(page) == [(TITLES[0], ["刘芳"], 3), (TITLES[1], ["陈建国"], 3), (TITLES[2], ["林深"], 3)]


def test_names_over_paragraphs_are_headings() -> None:
    lives = f"　　焦大明\n{paragraphs(1, 5)}　　王进学\n{paragraphs(1, 6)}"
    page = f"{TITLES[0]}\n{paragraphs(2, 1)}{lives}（作者系某某大学教授）\n\n{TITLES[1]}\n林　深\n{paragraphs(3, 3)}"
    first, second = parse(page).articles
    assert [block.text for block in first.body if block.kind == "heading"] == ["焦大明", "王进学"]
    assert (first.authors, _seen(second)) == ((), (TITLES[1], ["林深"], 3))


def test_a_name_over_a_post_begins_what_is_told_of_somebody() -> None:
    lives = "".join(f"{name}\n某某村党支部书记\n{paragraphs(1, n)}\n" for n, name in enumerate(["王进学", "李红英"]))
    (article,) = parse(f"{TITLES[0]}\n{paragraphs(2, 1)}\n{lives}").articles
    assert article.authors == ()


def test_a_name_within_a_signed_text_signs_nothing() -> None:
    text = f"{paragraphs(2, 1)}{RIGHT}王小明\n{paragraphs(2, 2)}"
    page = f"{TITLES[0]}\n刘　芳\n{text}\n{TITLES[1]}\n林　深\n{paragraphs(3, 3)}"
    assert [(title, names) for title, names, _ in _read(page)] == [(TITLES[0], ["刘芳"]), (TITLES[1], ["林深"])]


def test_a_title_over_a_byline_signs_nothing() -> None:
    page = f"{TITLES[0]}\n{paragraphs(3, 1)}\n梅雨\n林　深\n\n{paragraphs(3, 2)}"
    assert _read(page) == [(TITLES[0], [], 3), ("梅雨", ["林深"], 3)]


def test_several_headings_leave_it_open_whose_end_another_signs() -> None:
    parts = f"{paragraphs(2, 1)}老街要留住人\n{paragraphs(2, 2)}街坊要能商量\n{paragraphs(2, 3)}"
    page = f"{TITLES[0]}\n刘　芳\n{parts}{RIGHT}王小明\n\n{TITLES[1]}\n林　深\n{paragraphs(3, 4)}"
    assert [(title, names) for title, names, _ in _read(page)] == [(TITLES[0], ["刘芳"]), (TITLES[1], ["林深"])]


@pytest.mark.parametrize(
    "line",
    [
        "（湖北孝感　许洁）",
        "（选自《故乡》，作者：鲁迅）",
        f"{RIGHT}王志远",
        f"{RIGHT}王志远\n{RIGHT}7月5日",
        f"{RIGHT}高尔基",
    ],
)
def test_whom_a_signed_text_quotes_over_a_subheading_signs_nothing(line: str) -> None:
    page = f"{TITLES[0]}\n刘　芳\n{paragraphs(1, 1)}{line}\n老街要留住人\n{paragraphs(2, 2)}"
    first, second = parse(f"{page}{TITLES[1]}\n林　深\n{paragraphs(3, 3)}").articles
    assert ([person.name for person in first.authors], first.affiliation) == (["刘芳"], None)
    assert any("老街要留住人" in block.text for block in first.body)
    assert _seen(second) == (TITLES[1], ["林深"], 3)


@pytest.mark.parametrize("below", ["——一位乡村教师的三十年", "科技报国的一生"])
def test_a_name_over_a_signed_head_is_a_line_of_it(below: str) -> None:
    page = f"{TITLES[0]}\n{paragraphs(3, 1)}钱学森\n{below}\n林　深\n{paragraphs(3, 2)}"
    assert [names for _, names, _ in _read(page)] == [[], ["林深"]]


def test_a_name_over_a_post_of_any_kind_signs_nothing() -> None:
    lives = f"王进学\n云溪村党支部书记\n{paragraphs(2, 1)}李红英\n社区食堂负责人\n{paragraphs(2, 2)}"
    first, second = parse(f"{TITLES[0]}\n{paragraphs(1, 4)}{lives}{TITLES[1]}\n林　深\n{paragraphs(3, 3)}").articles
    assert (first.authors, _seen(second)) == ((), (TITLES[1], ["林深"], 3))


@pytest.mark.parametrize("name", ["阿　莲", "老　槐"])
def test_who_signs_with_a_pen_name_may_sign_the_end_too(name: str) -> None:
    page = f"{TITLES[0]}\n□{name}\n{paragraphs(2, 1)}乡村的好时光\n{paragraphs(2, 2)}（王秀莲）\n"
    first, second = parse(f"{page}{TITLES[1]}\n□林　深\n{paragraphs(3, 3)}").articles
    assert (first.title, len(first.body), second.title) == (TITLES[0], 5, TITLES[1])


REPORTERS = [
    ("记者：杨焱、吴斯洋", ["杨焱", "吴斯洋"]),
    ("记者 杨焱 吴斯洋", ["杨焱", "吴斯洋"]),
    ("清河日报记者 杨焱\n通讯员：吴斯洋", ["杨焱", "吴斯洋"]),
    ("清河+记者 杨焱\n通讯员 吴斯洋 许洁", ["杨焱", "吴斯洋", "许洁"]),
    ("本报记者 杨焱", ["杨焱"]),
]


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize(("lines", "names"), REPORTERS)
def test_reporters_under_a_text_sign_it(lines: str, names: list[str], gap: str) -> None:
    texts = [f"{title}\n{gap}{paragraphs(3, n)}{gap}{lines}\n" for n, title in enumerate(TITLES[:2])]
    assert _read(texts[0]) == [(TITLES[0], names, 3)]
    assert _read(gap.join(texts)) == [(title, names, 3) for title in TITLES[:2]]
    signed = parse(f"{texts[0]}{gap}{TITLES[1]}\n■李白\n{gap}{paragraphs(3, 5)}").articles
    assert [_seen(article) for article in signed] == [(TITLES[0], names, 3), (TITLES[1], ["李白"], 3)]
    assert signed[0].affiliation is None


def test_reporters_within_a_signed_text_or_under_a_title_are_what_they_were() -> None:
    (title, names, _), *more = _read(f"{TITLES[0]}\n■李白\n{paragraphs(3, 1)}记者 杨焱\n{paragraphs(3, 2)}")
    assert (title, names, more) == (TITLES[0], ["李白"], [])
    read = _read(f"{TITLES[0]}\n{paragraphs(3, 1)}{TITLES[1]}\n本报记者 杨焱\n{paragraphs(3, 2)}")
    assert read == [(TITLES[0], [], 3), (TITLES[1], ["杨焱"], 3)]


WHO = ("离退休干部", "滨河社区居民", "实验小学学生家长")
REPORT = f"养老服务热线为何打不通\n本报记者　王小明\n{paragraphs(3, 6)}"


@pytest.mark.parametrize("who", WHO)
def test_a_reader_signs_behind_a_post_or_what_readers_are(who: str) -> None:
    heads = enumerate(zip(TITLES, NAMES, strict=True))
    letters = [f"{title}\n{paragraphs(2, n)}{who}　{name}\n" for n, (title, name) in heads]
    assert _read("".join(letters)) == [(title, [name], 2) for title, name in zip(TITLES, NAMES, strict=True)]


@pytest.mark.parametrize("who", WHO)
def test_a_letter_under_a_signed_report_is_the_readers(who: str) -> None:
    report, letter = _read(f"{REPORT}{TITLES[0]}\n{paragraphs(2, 7)}{who}　葛秀英\n")
    assert report == ("养老服务热线为何打不通", ["王小明"], 3)
    assert letter == (TITLES[0], ["葛秀英"], 2)


def test_a_post_and_a_name_over_text_or_under_several_subheadings_sign_no_letter() -> None:
    (within,) = parse(f"{REPORT}离退休干部　葛秀英\n{paragraphs(2, 7)}").articles
    assert [person.name for person in within.authors] == ["王小明"]
    parts = f"摊位怎么分才公平\n{paragraphs(2, 7)}老街的路怎么修\n{paragraphs(2, 8)}"
    assert len(parse(f"{REPORT}{parts}离退休干部　葛秀英\n").articles) == 1


REPLY = "　　贵报4月22日刊发读者来信《刷卡机太高》后，我公司高度重视，立即对全部一千一百二十台公交车进行摸排。\n"


@pytest.mark.parametrize("office", ["云浦市公共交通集团", "云浦市城市管理局"])
@pytest.mark.parametrize("day", ["", "5月20日\n"])
def test_an_office_signs_its_answer_to_a_reader(office: str, day: str) -> None:
    answer = f"{TITLES[0]}\n{REPLY}{paragraphs(2, 3)}{office}\n{day}"
    first, second = _read(f"{answer}{TITLES[1]}\n{paragraphs(2, 4)}江北区　葛秀英\n")
    assert (first, second) == ((TITLES[0], [office], 3), (TITLES[1], ["葛秀英"], 2))


TOLD = "　　2月25日，本版刊登读者来信《刷卡机太高》后，市公共交通集团高度重视，立即对一千一百台公交车进行摸排。\n"


def test_an_office_signs_what_is_told_of_it_where_nobody_else_does() -> None:
    answer = f"{TITLES[0]}\n{TOLD}{paragraphs(2, 3)}云浦市公共交通集团有限公司\n"
    under = f"编读往来\n{TITLES[1]}\n江北区　葛秀英\n{paragraphs(2, 4)}"
    first, second = parse(answer + under).articles
    assert (_seen(first), second.column) == ((TITLES[0], ["云浦市公共交通集团有限公司"], 3), "编读往来")
    signed = answer.replace(TOLD, f"■王小明\n{TOLD}")
    assert [person.name for person in parse(signed + under).articles[0].authors] == ["王小明"]
    other = answer.replace(TOLD, TOLD.replace("市公共交通集团", "有关方面"))
    assert parse(other + under).articles[0].authors == ()


def test_an_office_under_a_text_that_answers_nobody_signs_nothing() -> None:
    page = f"{TITLES[0]}\n■王小明\n{paragraphs(3, 3)}云浦市公共交通集团\n{paragraphs(2, 4)}"
    (article,) = parse(page).articles
    assert [person.name for person in article.authors] == ["王小明"]


@pytest.mark.parametrize("sign", ["文/", "■"])
def test_who_the_author_is_may_stand_in_brackets_at_the_end(sign: str) -> None:
    end = "（卢知秋，作家，现居鹭汀）\n本文由作者授权发布，转载请联系后台。\n"
    assert _read(f"父亲的渔网\n\n{sign}卢知秋\n\n{paragraphs(3)}\n\n{end}") == [("父亲的渔网", ["卢知秋"], 3)]
    other = f"父亲的渔网\n\n{sign}卢知秋\n\n{paragraphs(3)}（苦楝树，落叶乔木，花淡紫色）\n"
    assert _read(other) == [("父亲的渔网", ["卢知秋"], 4)]
