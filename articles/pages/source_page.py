"""The source page: a file's raw text cut into its runs, each with the part it belongs to, and the joins between them.

A curator's proof that nothing was lost: runs and the space between them are the whole file.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from articles.models import Article, Passage, SourceDocument
from articles.models.passages import PartChoice
from articles.pages.continuations import Continuation, continuations

PRESSES = 6  # printing inks; articles take them in turn


@dataclass(frozen=True, slots=True)
class SourceRun:
    """A run of the file. `ordinal` is its article's number on this page (0: none); `order` its place among the
    article's body runs. `follows` and `followed_by` are the numbers of the runs that it is read after and before.
    `withheld` is how many characters are not shown, as they belong to an article that is deleted or not published, or
    to a package without any that is.
    """

    number: int
    line: int
    text: str
    part: str = ""
    part_label: str = ""
    ordinal: int = 0
    order: int = 0
    follows: int = 0
    followed_by: int = 0
    confidence: int | None = None  # percent
    reason: str = ""
    passage_id: int = 0
    article_id: int = 0
    feature_id: int = 0
    withheld: int = 0
    start: int = 0  # of its text in the file
    end: int = 0

    @property
    def press(self) -> int:
        """The ink it is shown in, 1 to PRESSES; 0: in no article."""
        return (self.ordinal - 1) % PRESSES + 1 if self.ordinal else 0

    @property
    def unassigned(self) -> bool:
        return not self.part

    @property
    def span(self) -> str:
        """By what a repair names it."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class PlacedArticle:
    """An article of the page, its number on it, and its runs in reading order."""

    ordinal: int
    article: Article
    runs: tuple[SourceRun, ...]
    elsewhere: Sequence[Continuation] = ()  # its other parts

    @property
    def press(self) -> int:
        return (self.ordinal - 1) % PRESSES + 1


@dataclass(frozen=True, slots=True)
class SourcePage:
    runs: tuple[SourceRun, ...]
    articles: tuple[PlacedArticle, ...]


def source_page(source: SourceDocument, articles: Sequence[Article], *, whole: bool = False) -> SourcePage:
    """The file and its articles, beside each other; the text of its other articles only where `whole` is asked for."""
    ordinals = {article.pk: number for number, article in enumerate(articles, start=1)}
    cuts = list(_cuts(source))
    numbers = {passage.pk: number for number, (_, _, passage) in enumerate(cuts, start=1) if passage}
    threads = _threads([passage for _, _, passage in cuts if passage], numbers)
    runs = tuple(_make_run(number, source.raw_text, cut, ordinals, threads) for number, cut in enumerate(cuts, start=1))
    if not whole:
        features = {article.feature_id for article in articles}
        runs = tuple(_withheld(run) if _is_hidden(run, features) else run for run in runs)
    elsewhere = continuations(source)
    placed = (
        PlacedArticle(
            ordinals[own.pk],
            own,
            tuple(runs[number - 1] for number in threads.by_article.get(own.pk, ())),
            elsewhere.get(own.pk, ()),
        )
        for own in articles
    )
    return SourcePage(runs, tuple(placed))


Cut = tuple[int, int, Passage | None]


def _cuts(source: SourceDocument) -> Iterator[Cut]:
    """The file's passages in its own order, and whatever text none of them covers."""
    end = 0
    for passage in source.passages.order_by("start"):
        yield from _gap(source.raw_text, end, passage.start)
        yield passage.start, passage.end, passage
        end = max(end, passage.end)
    yield from _gap(source.raw_text, end, len(source.raw_text))


def _gap(text: str, start: int, end: int) -> Iterator[Cut]:
    if text[start:end].strip():
        yield start, end, None


@dataclass(frozen=True, slots=True)
class _Threads:
    """Each article's runs in reading order, and each run's place and neighbours in its article's body."""

    by_article: dict[int, tuple[int, ...]]
    order: dict[int, int]
    before: dict[int, int]
    after: dict[int, int]


def _threads(passages: list[Passage], numbers: dict[int, int]) -> _Threads:
    reading: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.article_id:
            reading[passage.article_id].append(passage)
    for own in reading.values():
        own.sort(key=lambda passage: (passage.position, passage.start))
    order: dict[int, int] = {}
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    for own in reading.values():
        bodies = [passage for passage in own if passage.paragraph is not None]
        order.update({numbers[passage.pk]: place for place, passage in enumerate(bodies, start=1)})
        for left, right in itertools.pairwise(bodies):
            if right.join_confidence is not None:
                before[numbers[right.pk]], after[numbers[left.pk]] = numbers[left.pk], numbers[right.pk]
    by_article = {pk: tuple(numbers[passage.pk] for passage in own) for pk, own in reading.items()}
    return _Threads(by_article, order, before, after)


def _make_run(number: int, text: str, cut: Cut, ordinals: dict[int, int], threads: _Threads) -> SourceRun:
    start, end, passage = cut
    line = text.count("\n", 0, start) + 1
    if passage is None:
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        lines = line + text.count("\n", start, start + lead)
        return SourceRun(number, lines, text[start:end].strip(), start=start + lead, end=end)
    doubt = passage.join_confidence
    return SourceRun(
        number=number,
        line=line,
        text=text[start:end],
        part=passage.part,
        part_label=passage.get_part_display(),
        ordinal=ordinals.get(passage.article_id or 0, 0),
        order=threads.order.get(number, 0),
        follows=threads.before.get(number, 0),
        followed_by=threads.after.get(number, 0),
        confidence=None if doubt is None else int(100 * doubt),
        reason=passage.join_reason,
        passage_id=passage.pk,
        article_id=passage.article_id or 0,
        feature_id=passage.feature_id or 0,
        start=start,
        end=end,
    )


def _is_hidden(run: SourceRun, features: Collection[int | None]) -> bool:
    of_unpublished = bool(run.article_id and not run.ordinal) or bool(run.feature_id and run.feature_id not in features)
    return of_unpublished or run.part == PartChoice.REMOVED


def _withheld(run: SourceRun) -> SourceRun:
    """The run without what it says: a withdrawn article must not stand on its page instead."""
    return replace(run, text="", reason="", withheld=len(run.text))
