"""Articles signed under their texts, and bylines that stand elsewhere."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import ParsedArticle
from tests.articles.parsing.made_prose import paragraphs

TITLES = ["办好集市", "修好老路，也修好新桥", "守住“烟火气”"]
TEXTS = [paragraphs(3, seed) for seed in (3, 4, 5)]


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
