"""Articles signed under their texts or their leads, and bylines that stand elsewhere."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedArticle
from tests.articles.parsing.made_prose import paragraphs

TITLES = ["办好集市", "修好老路，也修好新桥", "守住“烟火气”"]
TEXTS = [paragraphs(3, seed) for seed in (3, 4, 5)]
OTHERS = ["菜场里的公平秤", "修鞋匠的早晨", "巷口的旧书摊"]
LEAD = paragraphs(1, 21)
IN_PARTS = f"秤杆归了谁\n{TEXTS[1]}家家有本账\n{TEXTS[2]}"


def _signed_at_ends(signatures: list[str]) -> str:
    return "".join(f"{title}\n{text}{name}\n" for title, text, name in zip(TITLES, TEXTS, signatures, strict=True))


def _read(page: str) -> list[tuple[str, list[str], str]]:
    """Each article's title, authors and text."""
    return [(article.title, _names(article), _text(article)) for article in parse(page).articles]


def _names(article: ParsedArticle) -> list[str]:
    return [person.name for person in article.authors]


def _text(article: ParsedArticle) -> str:
    return "".join(f"　　{block.text}\n" for block in article.body)


@pytest.mark.parametrize(
    "form",
    [
        "□{}",
        "■{}",
        "□　{}",
        "□本报记者　{}",
        "□{}（湖北　教师）",
        "□{}（媒体人）",
        "（{}）",
        "（本报记者　{}）",
        "（据《某某日报》{}/文）",
    ],
)
def test_a_name_under_a_text_and_over_a_title_signs_the_text(form: str) -> None:
    names = ["温如玉", "熊建中", "陆小曼"]
    page = _signed_at_ends([form.format(name) for name in names])
    assert _read(page) == [(title, [name], text) for title, name, text in zip(TITLES, names, TEXTS, strict=True)]


def test_a_name_that_is_a_word_signs_in_brackets_beside_others() -> None:
    names = ["陶舜", "方便", "吴起"]
    page = _signed_at_ends([f"（{name}）" for name in names])
    assert _read(page) == [(title, [name], text) for title, name, text in zip(TITLES, names, TEXTS, strict=True)]


@pytest.mark.parametrize("gap", ["　", "  ", "   "])
def test_names_in_brackets_are_parted_by_gaps_as_wide_as_those_within_them(gap: str) -> None:
    page = _signed_at_ends([f"（夏木青{gap}程{gap}远）", f"（程{gap}远）", "（陆小曼）"])
    names = [["夏木青", "程远"], ["程远"], ["陆小曼"]]
    assert _read(page) == list(zip(TITLES, names, TEXTS, strict=True))


def test_what_is_set_wide_in_brackets_and_no_name_signs_nothing() -> None:
    page = _signed_at_ends(["（温如玉）", "（待  续）", "（陆小曼）"])
    assert "待续" not in [name for _, names, _ in _read(page) for name in names]


def test_a_word_behind_a_square_names_the_column_of_what_is_signed_at_its_end() -> None:
    page = (
        f"■ 社论\n{TITLES[0]}\n{TEXTS[0]}■ 观察家\n{TITLES[1]}\n{TEXTS[1]}□陶舜\n■ 来信\n{TITLES[2]}\n{TEXTS[2]}□吴起\n"
    )
    columns = [article.column for article in parse(page).articles]
    assert columns == ["社论", "观察家", "来信"]
    assert _read(page) == [(TITLES[0], [], TEXTS[0]), (TITLES[1], ["陶舜"], TEXTS[1]), (TITLES[2], ["吴起"], TEXTS[2])]


@pytest.mark.parametrize("form", ["□{}", "本报记者　{}"])
def test_a_name_under_a_title_signs_what_is_under_it(form: str) -> None:
    names = ["温如玉", "熊建中", "陆小曼"]
    heads = zip(TITLES, map(form.format, names), TEXTS, strict=True)
    page = "".join(f"{title}\n{name}\n{text}" for title, name, text in heads)
    assert _read(page) == [(title, [name], text) for title, name, text in zip(TITLES, names, TEXTS, strict=True)]


def test_a_name_over_a_title_signs_what_is_under_it() -> None:
    names = ["温如玉", "熊建中", "陆小曼"]
    page = "".join(f"□{name}\n{title}\n{text}" for title, name, text in zip(TITLES, names, TEXTS, strict=True))
    assert _read(page) == [(title, [name], text) for title, name, text in zip(TITLES, names, TEXTS, strict=True)]


def test_reporters_under_a_text_are_no_authors_of_one_that_is_signed_under_its_title() -> None:
    first = f"{TITLES[0]}\n□温如玉\n{TEXTS[0]}（本报记者　熊建中）\n"
    assert _read(f"{first}{TITLES[1]}\n□陆小曼\n{TEXTS[1]}") == [
        (TITLES[0], ["温如玉"], TEXTS[0]),
        (TITLES[1], ["陆小曼"], TEXTS[1]),
    ]


def test_a_word_in_brackets_under_a_title_is_no_name() -> None:
    (article,) = parse(f"{TITLES[0]}\n□温如玉\n{TEXTS[0]}（方便）\n").articles
    assert _names(article) == ["温如玉"]


def test_the_last_name_of_a_page_that_signs_under_titles_is_not_taken_for_an_end() -> None:
    page = f"{TITLES[0]}\n□温如玉\n{TEXTS[0]}{TITLES[1]}\n□熊建中\n{TEXTS[1]}"
    assert [names for _, names, _ in _read(page)] == [["温如玉"], ["熊建中"]]


def test_who_arranged_a_text_under_it_is_in_no_title() -> None:
    first = f"{TITLES[0]}\n□温如玉\n{TEXTS[0]}（本报记者　石　磊　整理）\n"
    assert _read(f"{first}{TITLES[1]}\n□陆小曼\n{TEXTS[1]}") == [
        (TITLES[0], ["温如玉"], TEXTS[0]),
        (TITLES[1], ["陆小曼"], TEXTS[1]),
    ]


@pytest.mark.parametrize("byline", ["本报记者　林晚秋", "■ 本报记者 林晚秋", "南浦日报记者 林晚秋"])
@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("rest", [TEXTS[1], IN_PARTS])
def test_a_reporter_under_the_lead_signs_all_of_the_text(byline: str, gap: str, rest: str) -> None:
    page = gap.join(f"{line}\n" for line in f"{OTHERS[0]}\n{LEAD}{byline}\n{rest}".splitlines())
    text = "".join(f"　　{line.strip()}\n" for line in f"{LEAD}{rest}".splitlines())
    assert _read(page) == [(OTHERS[0], ["林晚秋"], text)]


@pytest.mark.parametrize("label", ["核心提示\n", "【导语】", "编者按："])
def test_a_lead_that_a_label_shows_is_read_by_that(label: str) -> None:
    (article,) = parse(f"{OTHERS[0]}\n{label}{LEAD.strip()}\n本报记者　林晚秋\n{TEXTS[1]}").articles
    assert (article.title, len(article.lead), _names(article)) == (OTHERS[0], 1, ["林晚秋"])
    assert _text(article) == TEXTS[1]


def test_a_text_without_a_title_gets_none_of_its_subheadings_for_one() -> None:
    ((title, names, text),) = _read(f"{LEAD}■ 本报记者 林晚秋\n{IN_PARTS}")
    assert title not in {"秤杆归了谁", "家家有本账"}
    assert names == ["林晚秋"]
    assert "秤杆归了谁" in text
    assert "家家有本账" in text


@pytest.mark.parametrize("byline", ["■ 本报记者 林晚秋", "本报记者 林晚秋"])
def test_a_lead_without_a_title_stays_before_the_text(byline: str) -> None:
    ((_, names, text),) = _read(f"{LEAD}{byline}\n秤杆归了谁\n{TEXTS[1]}")
    assert names == ["林晚秋"]
    assert text.startswith(LEAD)
    assert text.endswith(TEXTS[1])


@pytest.mark.parametrize("byline", ["■ 本报记者 林晚秋", "■林晚秋"])
def test_over_the_only_other_title_a_byline_begins_an_article(byline: str) -> None:
    assert _read(f"{OTHERS[0]}\n{LEAD}{byline}\n{OTHERS[1]}\n{TEXTS[1]}") == [
        (OTHERS[0], [], LEAD),
        (OTHERS[1], ["林晚秋"], TEXTS[1]),
    ]


@pytest.mark.parametrize(
    "page",
    [
        f"{OTHERS[0]}\n{LEAD}本报记者　林晚秋\n\n{OTHERS[1]}\n"
        f"　　本报讯　{TEXTS[1].strip()}\n\n{OTHERS[2]}\n{TEXTS[2]}",
        f"{OTHERS[0]}\n□王小明\n{TEXTS[0]}\n{OTHERS[2]}\n本报记者　林晚秋\n{TEXTS[2]}",
    ],
)
def test_under_news_or_beside_another_byline_titles_stay_titles(page: str) -> None:
    titles = [title for title, *_ in _read(page)]
    assert titles[0] == OTHERS[0]
    assert OTHERS[2] in titles
