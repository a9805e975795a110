"""Articles that go on on another page: the two parts found by what the pages' jumps say (下转第三版, 上接第一版)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from articles.models import Article, Passage, SourceDocument
from articles.parsing.furniture.jumps import Way, read_jump
from articles.parsing.furniture.page_numbers import page_label
from articles.parsing.types import Part

_LEAST_SHARED = 0.5  # of a title's pairs of characters: then two titles are of one article


@dataclass(frozen=True, slots=True)
class Continuation:
    """The other part of an article, and whether it is where the article goes on or where it came from."""

    way: Way
    article: Article

    @property
    def words(self) -> str:
        """下转第3版, as the page said or would have."""
        source = self.article.source
        verb = {Way.ON: "下转", Way.BACK: "上接", Way.SEE: "另见"}[self.way]
        return verb + (source.page_name if source else "")


@dataclass(frozen=True, slots=True)
class _PrintedJump:
    """A jump printed in an article: from which page, its way, to which page, and the title it names, if any."""

    article: int
    page: str
    way: Way
    to: str
    title: str


def continuations(source: SourceDocument | None) -> dict[int, list[Continuation]]:
    """For each article of a source the published parts of it on other pages of that day's paper; nothing is guessed
    where only one part is in the library, or several could be the other."""
    if source is None or source.published_on is None:
        return {}
    day = SourceDocument.objects.filter(publication=source.publication, published_on=source.published_on)
    printed = _printed(day)
    if not printed:
        return {}
    articles = list(
        Article.objects.published().filter(source__in=day).select_related("source").defer("source__raw_text")
    )
    found: dict[int, dict[int, Continuation]] = defaultdict(dict)
    for jump in printed:
        here = next((article for article in articles if article.pk == jump.article), None)
        there = _other_part(jump, here, articles, printed) if here else None
        if here and there:
            found[here.pk][there.pk] = Continuation(jump.way, there)
            back = {Way.ON: Way.BACK, Way.BACK: Way.ON, Way.SEE: Way.SEE}[jump.way]
            found[there.pk].setdefault(here.pk, Continuation(back, here))
    own = {article.pk for article in articles if article.source_id == source.pk}
    return {pk: list(others.values()) for pk, others in found.items() if pk in own}


def _printed(day: QuerySet[SourceDocument]) -> list[_PrintedJump]:
    rows = Passage.objects.filter(source__in=day, part=Part.JUMP.value, article__isnull=False).annotate(
        text=Substr("source__raw_text", F("start") + 1, F("end") - F("start"))
    )
    read = [(row, read_jump(row[2])) for row in rows.values_list("article", "source__page", "text")]
    return [
        _PrintedJump(article, _label(page), jump.way, jump.page, jump.title or "")
        for (article, page, _), jump in read
        if jump
    ]


def _other_part(
    jump: _PrintedJump, here: Article, articles: Iterable[Article], printed: Iterable[_PrintedJump]
) -> Article | None:
    """The one article of the page that the jump names which its title, or a jump back as the only one, tells."""
    there = [other for other in articles if other.source and _label(other.source.page) == jump.to and other != here]
    alike = [other for other in there if _alike(jump.title or here.title, other.title)]
    if len(alike) == 1:
        return alike[0]
    leaving = [other for other in printed if (other.page, other.way, other.to) == (jump.page, jump.way, jump.to)]
    opposite = {Way.ON: Way.BACK, Way.BACK: Way.ON}.get(jump.way)
    arriving = [other for other in printed if (other.page, other.way, other.to) == (jump.to, opposite, jump.page)]
    if len(leaving) != 1 or len(arriving) != 1 or (jump.title and arriving[0].title):
        named = [one for one in arriving if one.title and _alike(one.title, jump.title or here.title)]
        arriving = named if len(named) == 1 else []
    return next((other for one in arriving for other in there if other.pk == one.article), None)


def _alike(title: str, other: str) -> bool:
    pairs, others = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (title, other))
    return bool(pairs and others) and len(pairs & others) >= _LEAST_SHARED * min(len(pairs), len(others))


def _label(page: str) -> str:
    return page_label(page) or page
