"""One page in the shapes that files come in: however it is laid out, its articles are the same."""

from __future__ import annotations

import re
from functools import cache
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.parsing import decode, parse
from articles.parsing.types import DocumentKind, ParsedDocument
from tests.pages.layout import make_page
from tests.trials import trials

SEEDS = st.integers(min_value=0, max_value=40)
FEW = settings(max_examples=trials(15), derandomize=True)
_LONGEST_LINE = 30  # characters: what is longer is a paragraph, and a press sets it in several lines
_HALF = str.maketrans("，；：（）？！", ",;:()?!")


@cache
def page(seed: int) -> str:
    """A page whose blocks stand apart by one blank line and have no space inside that a shape could take away."""
    seeds = (seed + 100 * n for n in count())
    text = next(made.text for s in seeds if (made := make_page(s, "formulaic")).kind is DocumentKind.NEWSPAPER_PAGE)
    blocks = [block.strip() for block in text.splitlines() if block.strip()]
    return "\n\n".join(re.sub(r"\s", "" if len(block) > _LONGEST_LINE else "　", block) for block in blocks)


def wrapped(text: str, width: int, *, indents: bool, gap: str, between: str) -> str:
    """The page with its paragraphs in lines of this width; `between` stands between two lines, `gap` between blocks."""
    return gap.join(
        between.join(lines_of(("　　" if indents else "") + block, width)) if len(block) > _LONGEST_LINE else block
        for block in text.split("\n\n")
    )


def unwrapped(seed: int, *, indents: bool) -> str:
    """The page with a paragraph a line. Where paragraphs are set in, heads stand out from them: that tells more."""
    return wrapped(page(seed), len(page(seed)), indents=indents, gap="\n\n", between="\n")


def lines_of(block: str, width: int) -> list[str]:
    return [block[start : start + width] for start in range(0, len(block), width)]


def articles(document: ParsedDocument) -> list[tuple[object, ...]]:
    """What was read, paragraphs run together: without indents nobody can tell a full last line from any other."""
    return [
        (bare(a.title), a.column, a.authors, bare(a.affiliation or ""), bare("".join(block.text for block in a.body)))
        for a in document.articles
    ]


def bare(text: str) -> str:
    return "".join(text.split()).translate(_HALF)


BLANK_LINES = st.sampled_from([("\n\n", "\n"), ("\n\n\n", "\n\n")])


@given(SEEDS, st.integers(12, 45), st.booleans(), BLANK_LINES)
@FEW
def test_printed_lines_of_any_width_are_the_paragraphs_they_came_from(seed, width, indents, breaks):
    gap, between = breaks
    text = wrapped(page(seed), width, indents=indents, gap=gap, between=between)
    assert articles(parse(text)) == articles(parse(unwrapped(seed, indents=indents)))


@given(SEEDS, st.integers(12, 45))
@FEW
def test_indents_alone_show_the_paragraphs(seed, width):
    text = wrapped(page(seed), width, indents=True, gap="\n", between="\n")
    assert articles(parse(text)) == articles(parse(unwrapped(seed, indents=True)))


@given(SEEDS, st.integers(12, 45))
@FEW
def test_without_either_nothing_is_lost_and_every_article_is_found(seed, width):
    """A line that is full by chance, a title even, cannot be told there from one inside a paragraph."""
    document = parse(wrapped(page(seed), width, indents=False, gap="\n", between="\n"))
    assert document.coverage.unassigned == 0
    assert [head[1:3] for head in articles(document)] == [head[1:3] for head in articles(parse(page(seed)))]


@given(SEEDS)
@FEW
def test_a_space_between_all_characters_means_nothing(seed):
    text = re.sub(r"(?<=[一-鿿，。、；：“”])(?=[一-鿿，。、；：“”])", " ", page(seed))
    assert articles(parse(text)) == articles(parse(page(seed)))


@given(SEEDS)
@FEW
def test_half_width_punctuation_is_read_alike_and_kept(seed):
    text = page(seed).translate(_HALF)
    document = parse(text)
    assert articles(document) == articles(parse(page(seed)))
    kept = "".join("".join(b.text for b in a.body) for a in document.articles)
    assert not re.search("[，；：？！]", kept)


@given(SEEDS, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
@FEW
def test_line_breaks_and_encodings_change_nothing(seed, encoding):
    data = page(seed).replace("\n", "\r\n").encode(encoding)
    assert articles(parse(decode(data).text)) == articles(parse(page(seed)))
