"""Make a page: draw its faults, set its articles, put its runs in the order a scan leaves them in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from articles.parsing.types import DocumentKind, Part
from tests.pages.furniture import caption, column_mark, feature_head
from tests.pages.galley import Galley, print_title_in, set_article
from tests.pages.heads import draw_head_faults, dress_heads
from tests.pages.interview import Interview, set_interview
from tests.pages.ordering import Unit, part_galley, send_astray
from tests.pages.paper import make_paper
from tests.pages.recipe import draw_recipe, share_out
from tests.pages.truth import Fault, Page, Piece, TrueArticle, TrueFeature, place
from tests.pages.words.people import COLUMNS, INVENTED_COLUMNS
from tests.pages.words.prose import draw_stories


@dataclass(slots=True)
class _Section:
    """What one column mark holds for: articles `first` to `first + count`, in a package or not."""

    column: str | None
    first: int
    count: int
    feature: bool = False


@dataclass(slots=True)
class _Makeup:
    """A page while it is made up."""

    rng: Random
    recipe: frozenset[Fault]
    taken: set[str] = field(default_factory=set)
    units: list[Unit] = field(default_factory=list)
    galleys: list[Galley] = field(default_factory=list)
    shares: list[set[Fault]] = field(default_factory=list)
    features: list[TrueFeature] = field(default_factory=list)
    end: list[Piece] = field(default_factory=list)

    @property
    def marks(self) -> bool:
        return Fault.MARKDOWN in self.recipe


def make_page(seed: int, source: str = "mixed", fault: Fault | None = None, *, alone: bool = False) -> Page:
    """The page of this seed: the same arguments give the same page. `fault` is forced on it, or the only one it has."""
    rng = Random(f"{seed}/{source}/{fault}/{alone}")
    recipe = draw_recipe(rng, fault, alone=alone)
    name = f"seed={seed} source={source} fault={fault} alone={alone}"
    if Fault.JOURNAL in recipe:
        return make_paper(rng, name, source, recipe)
    heads = draw_head_faults(Random(f"heads of {name}, drawn"), fault, alone=alone)
    return _make_newspaper_page(rng, name, source, recipe, heads)


def _make_newspaper_page(
    rng: Random, name: str, source: str, recipe: frozenset[Fault], heads: frozenset[Fault]
) -> Page:
    makeup = _Makeup(rng, recipe)
    stories = draw_stories(rng, source, rng.choice((2, 3, 3, 4, 4, 5, 6)), same_topic=Fault.SAME_TOPIC in recipe)
    sections = _sections(rng, recipe, len(stories))
    makeup.shares = share_out(rng, recipe, len(stories))
    for section in sections:
        for n in range(section.first, section.first + section.count):
            share = frozenset(makeup.shares[n])
            makeup.galleys.append(set_article(rng, stories[n], n, section.column, share, makeup.taken))
    dress_heads(Random(f"heads of {name}"), makeup.galleys, heads)
    _print_titles_elsewhere(makeup)
    for section in sections:
        _open_section(makeup, section)
        for galley in makeup.galleys[section.first : section.first + section.count]:
            makeup.units += part_galley(rng, galley, frozenset(makeup.shares[galley.article]))
    send_astray(rng, makeup.units, makeup.galleys, makeup.shares)
    truths = [galley.truth() for galley in makeup.galleys]
    if recipe & {Fault.INTERVIEW, Fault.BOX}:
        truths.append(_add_interview(makeup, source, len(truths)))
    _add_captions(makeup)
    return _print(makeup, name, source, truths)


def _sections(rng: Random, recipe: frozenset[Fault], articles: int) -> list[_Section]:
    names = [*rng.sample(COLUMNS[:4], 4)]
    if Fault.UNKNOWN_COLUMN in recipe:
        names = [rng.choice((n, u)) for n, u in zip(names, rng.sample(INVENTED_COLUMNS, 4), strict=True)]
    names += rng.sample(INVENTED_COLUMNS, 6)
    sections: list[_Section] = []
    first = 0
    feature_at = rng.choice((0, 0, 0, 1)) if Fault.FEATURE in recipe else None
    while first < articles:
        here = feature_at == len(sections) or (
            feature_at is not None and first == articles - 2 and not any(s.feature for s in sections)
        )
        longest = rng.choice((1, 2, 3)) if Fault.COLUMN_HOLDS in recipe else 1
        count = min(rng.choice((2, 3, 4)) if here else longest, articles - first)
        here = here and count >= 2
        bare = Fault.NO_COLUMN in recipe and not sections and not here
        sections.append(_Section(None if bare else names.pop(0), first, count, here))
        first += count
    return sections


def _print_titles_elsewhere(makeup: _Makeup) -> None:
    """Titles that stand at the page's end, or inside another article."""
    for galley, share in zip(makeup.galleys, makeup.shares, strict=True):
        if Fault.TITLE_IN_OTHER in share:
            others = [g for g in makeup.galleys if g is not galley]
            print_title_in(makeup.rng, galley, makeup.rng.choice(others))
        if Fault.TITLE_AT_END in share and galley.title_piece:
            makeup.end.append(galley.title_piece)
            galley.title_piece = None
            galley.faults.add(Fault.TITLE_AT_END)


def _open_section(makeup: _Makeup, section: _Section) -> None:
    """The pieces a section begins with; a title may stand before the column mark."""
    rng, galley = makeup.rng, makeup.galleys[section.first]
    opening: list[Piece] = []
    if section.column:
        opening.append(column_mark(rng, section.column, marks=makeup.marks))
    if section.feature:
        headline, text, opening = feature_head(rng, opening[0], marks=makeup.marks)
        articles = tuple(range(section.first, section.first + section.count))
        makeup.features.append(TrueFeature(headline, section.column, text, articles))
    before_mark = Fault.TITLE_BEFORE_COLUMN in makeup.shares[galley.article] and opening and not section.feature
    if before_mark and galley.title_piece:
        opening.insert(0, galley.title_piece)
        galley.title_piece = None
        galley.faults.add(Fault.TITLE_BEFORE_COLUMN)
    if opening:
        makeup.units.append(Unit(opening))


def _add_interview(makeup: _Makeup, source: str, index: int) -> TrueArticle:
    """An interview, before or after everything else on the page."""
    story = draw_stories(makeup.rng, source, 1)[0]
    interview: Interview = set_interview(makeup.rng, story, index, makeup.recipe, makeup.taken)
    first_free = Fault.NO_COLUMN not in makeup.recipe and makeup.galleys[0].column is not None
    if first_free and makeup.rng.random() < 0.5:
        makeup.units.insert(0, Unit(interview.pieces))
    else:
        makeup.units.append(Unit(interview.pieces))
    return interview.truth


def _add_captions(makeup: _Makeup) -> None:
    if Fault.CAPTION_ELSEWHERE not in makeup.recipe:
        return
    rng = makeup.rng
    pieces = [replace(p, gap=rng.choice(("\n\n", "\n\n\n\n"))) for p in caption(rng, credit=rng.random() < 0.7)]
    makeup.units.insert(rng.randrange(len(makeup.units) + 1), Unit(pieces))


def _print(makeup: _Makeup, name: str, source: str, truths: list[TrueArticle]) -> Page:
    pieces = [piece for unit in makeup.units for piece in unit.pieces] + makeup.end
    if Fault.BLANK_LINES in makeup.recipe:
        pieces = _with_odd_gaps(makeup.rng, pieces)
    pieces[-1] = replace(pieces[-1], gap=makeup.rng.choice(("", "", "\n", "\n\n")))
    text, placed = place(pieces, makeup.rng.choice(("\n\n", "\n\n", "")))
    seen = frozenset(fault for truth in truths for fault in truth.faults)
    own = makeup.recipe & {
        Fault.UNKNOWN_COLUMN, Fault.NO_COLUMN, Fault.COLUMN_HOLDS, Fault.FEATURE, Fault.SAME_TOPIC, Fault.MARKDOWN,
        Fault.BLANK_LINES, Fault.CAPTION_ELSEWHERE,
    }  # fmt: skip
    assert all(piece.part is not Part.TITLE or piece.article is not None for piece in pieces)
    kind = DocumentKind.NEWSPAPER_PAGE
    return Page(name, source, kind, text, placed, tuple(truths), tuple(makeup.features), seen | own)


def _with_odd_gaps(rng: Random, pieces: list[Piece]) -> list[Piece]:
    """Blocks apart by one newline, by many, by \\r\\n, or with white space at the line's end."""
    style = rng.choice(("\r\n\r\n", "many", "spaces"))
    if style == "many":
        return [replace(p, gap=rng.choice(("\n\n", "\n\n\n", "\n\n\n\n\n"))) for p in pieces]
    if style == "spaces":
        return [replace(p, gap=rng.choice(("  \n\n", "\n\n", "\n \n", "　\n\n"))) for p in pieces]
    return [replace(p, gap=style) for p in pieces]
