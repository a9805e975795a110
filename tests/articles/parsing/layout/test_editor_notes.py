"""An editor's note is kept apart from title and body, wherever it stands and however it is labelled."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from tests.articles.parsing.made_prose import paragraphs

NOTE = "近年来各地用水管理不断加强，本报今起刊发一组文章。"
TEXT = paragraphs(3)
OTHER = "规范农村信用建设\n■李大为\n" + paragraphs(3, 1)
LABELS = (
    "编者按：",
    "编者按 ",
    "【编者按】",
    "编 者 按：",
    "编者按\n　　",
    "【编者按】\n　　",
    "开栏的话\n　　",
    "编者按：\n　　",
)


def check(page: str) -> None:
    document = parse(page)
    assert [article.title for article in document.articles] == ["推进耕地保护", "规范农村信用建设"]
    first = document.articles[0]
    assert [person.name for person in first.authors] == ["赵国栋"]
    assert [block.text for block in first.body] == [line.strip() for line in TEXT.splitlines()]
    assert len(first.lead) == 1
    assert first.lead[0].endswith(NOTE)
    assert (first.column, document.problems, document.coverage.unassigned) == (None, (), 0)


@pytest.mark.parametrize("label", LABELS)
def test_a_note_over_a_headline_is_the_lead_of_its_article(label: str) -> None:
    check(f"{label}{NOTE}\n推进耕地保护\n■赵国栋\n{TEXT}\n{OTHER}")


@pytest.mark.parametrize("label", LABELS)
def test_a_note_between_headline_and_byline_is_the_lead(label: str) -> None:
    check(f"推进耕地保护\n{label}{NOTE}\n■赵国栋\n{TEXT}\n{OTHER}")


@pytest.mark.parametrize("label", [label for label in LABELS if "编" in label])
def test_a_note_under_a_byline_is_the_lead(label: str) -> None:
    check(f"推进耕地保护\n■赵国栋\n　　{label}{NOTE}\n{TEXT}\n{OTHER}")


def test_a_signed_note_under_its_label_is_of_the_package() -> None:
    page = f"编者的话\n　　{NOTE}\n——编者\n推进耕地保护\n■赵国栋\n{TEXT}\n{OTHER}"
    document = parse(page)
    assert [(feature.title, feature.editor_note) for feature in document.features] == [("", NOTE)]
    assert [article.title for article in document.articles] == ["推进耕地保护", "规范农村信用建设"]


@pytest.mark.parametrize("byline", ["■赵国栋", "赵国栋", "某某日报调研组"])
def test_what_opens_a_column_under_a_byline_is_the_first_section_of_the_text(byline: str) -> None:
    document = parse(f"推进耕地保护\n{byline}\n　　开栏的话\n　　{NOTE}\n{TEXT}\n{OTHER}")
    assert [(block.kind, block.text) for block in document.articles[0].body[:2]] == [
        ("heading", "开栏的话"),
        ("paragraph", NOTE),
    ]


def test_the_hosts_words_over_a_headline_are_its_lead() -> None:
    check(f"主持人语：{NOTE}\n推进耕地保护\n■赵国栋\n{TEXT}\n{OTHER}")


@pytest.mark.parametrize("label", ["编后：", "【编后】", "编后\n　　"])
def test_what_editors_add_under_a_text_goes_with_it(label: str) -> None:
    check(f"推进耕地保护\n■赵国栋\n{TEXT}\n{label}{NOTE}\n{OTHER}")


@pytest.mark.parametrize("byline", ["■赵国栋", "本报记者  赵国栋"])
@pytest.mark.parametrize("first", ["", "用水管理怎样才有成效？投入怎样发挥作用？"])
def test_a_signed_note_under_a_byline_is_the_lead(byline: str, first: str) -> None:
    said = [*([first] if first else []), NOTE]
    noted = "".join(f"　　{paragraph}\n" for paragraph in said)
    document = parse(f"{OTHER}\n推进耕地保护\n{byline}\n{noted}　　——编　者\n{TEXT}")
    article = document.articles[1]
    assert (article.title, article.lead, document.features) == ("推进耕地保护", tuple(said), ())
    assert [person.name for person in article.authors] == ["赵国栋"]
    assert [block.text for block in article.body] == [line.strip() for line in TEXT.splitlines()]
    assert (len(document.articles), document.problems, document.coverage.unassigned) == (2, (), 0)


def test_a_label_over_a_note_that_stands_over_the_headline_is_the_column() -> None:
    (article,) = parse(f"用水大家谈\n【编者按】\n　　{NOTE}\n推进耕地保护\n■赵国栋\n{TEXT}").articles
    assert (article.column, article.title, article.lead) == ("用水大家谈", "推进耕地保护", (NOTE,))


MORE = "这组文章刊出后，不少群众写来了自己的故事，我们把它们放在一起，看看一滴水走过的路。"
LAST = "现择要刊登，与读者分享。"


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("byline", ["■赵国栋", "赵国栋", "本报记者 赵国栋"])
def test_a_note_of_several_paragraphs_over_a_title_is_one(label: str, byline: str) -> None:
    for gap in ("", "\n"):
        page = f"{label}{NOTE}\n{gap}{MORE}\n{gap}{LAST}\n{gap}推进耕地保护\n{byline}\n{gap}{TEXT}\n{gap}{OTHER}"
        first, second = parse(page).articles
        assert (first.title, [person.name for person in first.authors]) == ("推进耕地保护", ["赵国栋"])
        assert [line.strip() for line in first.lead[-2:]] == [MORE, LAST]
        assert [len(first.body), len(second.body)] == [3, 3]


def test_so_is_one_between_title_and_byline_and_one_that_says_what_is_printed_under_both() -> None:
    for page in (
        f"推进耕地保护\n编者按：{NOTE}\n{MORE}\n■赵国栋\n{TEXT}\n{OTHER}",
        f"推进耕地保护\n■赵国栋\n编者按：{NOTE}\n{LAST}\n{TEXT}\n{OTHER}",
    ):
        first, second = parse(page).articles
        assert [first.title, len(first.lead), len(first.body), len(second.body)] == ["推进耕地保护", 2, 3, 3]


def test_text_under_a_note_of_one_paragraph_stays_text() -> None:
    under = f"推进耕地保护\n■赵国栋\n编者按：{NOTE}\n{MORE}\n{TEXT}\n{OTHER}"
    (first, _), titled = parse(under).articles, "渠水进村"
    assert [len(first.lead), len(first.body)] == [1, 4]
    without = parse(f"编者按：{NOTE}\n{MORE}\n{titled}\n{TEXT}")
    assert MORE in [block.text for article in without.articles for block in article.body]


TOPIC = "该不该给小学生配手机"
PIECES = f"不给，他们更难\n■赵国栋\n{TEXT}给了，收不回来\n■李大为\n{paragraphs(3, 2)}"


@pytest.mark.parametrize("host", ["主持人语：", "主持人语\n　　"])
def test_a_label_over_a_topic_over_the_hosts_words_is_the_column_of_what_is_under_them(host: str) -> None:
    note = "本报“话题讨论”栏目就此征集来信，现选登两篇。\n"
    document = parse(f"话题讨论\n{TOPIC}\n{host}{note}{PIECES}回声\n灯光亮起来了\n　　本报讯（记者王小明）{TEXT[2:]}")
    assert [article.column for article in document.articles] == ["话题讨论", "话题讨论", "回声"]
    assert [(each.title, each.column, each.articles) for each in document.features] == [(TOPIC, "话题讨论", (0, 1))]
    assert document.articles[0].lead[0].endswith(note.strip())


@pytest.mark.parametrize("head", ["数字乡村\n怎样建得更好更快些", "数字乡村建设\n怎样建得好"])
def test_a_topic_on_two_lines_has_no_column(head: str) -> None:
    document = parse(f"{head}\n主持人语：本报就此征集来信，现选登两篇。\n{PIECES}")
    assert [article.column for article in document.articles] == [None, None]


def test_a_text_over_the_name_that_stands_over_the_next_title_is_no_note() -> None:
    page = (
        f"■王小明\n怎样办好老街的集市\n　　编者按：集市里有一座城市的日常。\n{paragraphs(2)}"
        f"■李文远\n修好通往山里的老路\n{paragraphs(3, 4)}"
    )
    first, second = parse(page).articles
    assert (first.title, len(first.body), second.title, len(second.body)) == (
        "怎样办好老街的集市",
        2,
        "修好通往山里的老路",
        3,
    )


POINTS = ("● 用水管理的组织还很松散，管护的责任没有落到人。", "● 管护渠道要靠用水的农户，他们最知道哪里漏水。")


@pytest.mark.parametrize("head", ["{points}\n■赵国栋", "{points}\n赵国栋　李文", "■赵国栋\n{points}"])
def test_what_an_article_says_in_short_behind_bullets_is_its_lead(head: str) -> None:
    (article,) = parse(f"推进耕地保护\n{head.format(points=chr(10).join(POINTS))}\n{TEXT}").articles
    assert (article.title, tuple(article.lead), len(article.body)) == ("推进耕地保护", POINTS, 3)


def test_points_that_the_text_goes_on_with_are_its_own() -> None:
    (article,) = parse(
        f"推进耕地保护\n■赵国栋\n{POINTS[0]}\n{POINTS[1]}\n{TEXT}● 最后要看收成，收成好了人心就稳。\n"
    ).articles
    assert article.lead == ()


@pytest.mark.parametrize("label", ["【核心观点】", "核心观点", "【核心要点】"])
def test_core_points_under_a_byline_are_no_column_and_stop_where_paragraphs_are_set_in(label: str) -> None:
    said = "安全是发展的前提，发展是安全的保障。\n要在法治轨道上提升治理水平，把风险化解在源头。"
    first, second = parse(f"推进耕地保护\n赵国栋\n{label}\n{said}\n{TEXT}\n{OTHER}").articles
    assert (first.title, first.column, "\n".join(first.lead), len(first.body)) == ("推进耕地保护", None, said, 3)
    assert second.title == "规范农村信用建设"


def test_a_question_in_quotation_marks_at_the_top_is_the_title_over_its_subtitle() -> None:
    (article,) = parse(f"“看个电视怎么这么费劲？”\n记者调查智能电视使用“套路”\n■赵国栋\n{TEXT}").articles
    assert (article.title, article.subtitle) == ("“看个电视怎么这么费劲？”", "记者调查智能电视使用“套路”")


def set_in(text: str, width: int) -> str:
    """Every paragraph in lines of so many characters."""
    lines = (line[at : at + width] for line in text.splitlines() for at in range(0, len(line), width))
    return "\n".join(lines) + "\n"


WIDE = "各地的用水管理说法不一，有人说它带来了收成，也有人说它留下了债务。究竟该怎么看？本期约请两位作者谈谈看法。"


@pytest.mark.parametrize("width", [15, 18, 22, 26])
@pytest.mark.parametrize("label", ["编者按\n", "编者按\n　　", "编者按　"])
def test_a_note_is_whole_that_is_set_in_another_measure_than_the_texts(label: str, width: int) -> None:
    note = set_in(f"{label}{WIDE}\n　　来稿请注明姓名，字数以一千为限，一经采用即付稿酬，欢迎读者参与。", width)
    texts = set_in(TEXT, 18), set_in(paragraphs(3, 1), 18)
    page = f"本期话题：用水管理怎么办\n{note}推进耕地保护\n赵国栋\n{texts[0]}规范农村用水管理\n李大为\n{texts[1]}"
    first, second = parse(page).articles
    assert first.lead[0].endswith(WIDE)
    assert (len(first.lead), len(first.body), len(second.body)) == (2, 3, 3)
    assert {first.column, second.column} == {"本期话题：用水管理怎么办"}


def test_a_note_in_its_own_measure_takes_no_title_as_wide() -> None:
    note = set_in(f"编者按\n{WIDE}", 22)
    title = "推进耕地保护要有年年岁岁不改的长久之心意"[:22]
    first, _ = parse(f"{note}{title}\n赵国栋\n{set_in(TEXT, 18)}规范农村用水管理\n李大为\n{set_in(TEXT, 18)}").articles
    assert (first.title, first.lead, len(first.body)) == (title, (WIDE,), 3)
