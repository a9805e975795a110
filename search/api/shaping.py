"""Results and articles in the shapes that the JSON API answers with."""

from __future__ import annotations

from articles.models import Article, Author, ThemeAssignment
from search.answers.search import Searched
from search.api.schemas import (
    ArticleShape,
    AuthorShape,
    FacetValueShape,
    HitShape,
    PassageShape,
    PersonShape,
    ReadingNoteShape,
    ReadingShape,
    SearchShape,
    ThemeEvidenceShape,
)
from search.types import FacetValue, Hit, QueryReading

_COPIED = (
    *("kicker", "title", "subtitle", "title_origin", "title_reason", "affiliation", "funding", "lead", "body", "boxes"),
    *("abstract", "keywords", "references", "author_note", "title_en", "abstract_en", "keywords_en"),
)


def search_shape(found: Searched, page: int, per_page: int) -> SearchShape:
    result, articles = found.result, found.articles
    shown = [hit for hit in result.hits if hit.article_id in articles and hit.article_id not in found.folded.hits]
    hits = [hit_shape(hit, articles[hit.article_id]) for hit in shown]
    for hit in hits:
        hit.alike = [other.article.pk for other in found.folded.under.get(hit.id, ())]
    return SearchShape(
        total=result.total,
        elsewhere=result.elsewhere,
        page=page,
        per_page=per_page,
        reading=_reading_shape(result.reading),
        took_ms=round(result.took_ms, 3),
        hits=hits,
        facets={facet.name: list(map(_facet_value_shape, facet.values)) for facet in result.facets},
    )


def _reading_shape(reading: QueryReading) -> ReadingShape:
    notes = [ReadingNoteShape(kind=note.kind, text=note.text) for note in reading.notes]
    return ReadingShape(mode=reading.mode, notes=notes, loosened=reading.loosened, exact=reading.exact)


def _facet_value_shape(value: FacetValue) -> FacetValueShape:
    return FacetValueShape(value=value.value, label=value.label, count=value.count, selected=value.selected)


def hit_shape(hit: Hit, article: Article) -> HitShape:
    passages = [
        PassageShape(where=passage.where, spans=[(span.text, span.matched) for span in passage.spans])
        for passage in hit.passages
    ]
    return HitShape(
        id=article.pk,
        url=article.get_absolute_url(),
        title=article.title,
        title_origin=article.title_origin,
        column=article.column.name if article.column else None,
        authors=[authorship.author.name for authorship in article.signed],
        themes=[assignment.theme.name for assignment in article.themed],
        date=_date(article),
        duplicate_of=article.duplicate_of_id,
        score=round(hit.score, 6),
        where=list(hit.where),
        passages=passages,
    )


def article_shape(article: Article) -> ArticleShape:
    return ArticleShape(
        **{name: getattr(article, name) for name in _COPIED},
        id=article.pk,
        url=article.get_absolute_url(),
        column=article.column.name if article.column else None,
        feature=article.feature.title if article.feature else None,
        source=article.source.file_name if article.source else None,
        date=_date(article),
        authors=[
            PersonShape(
                id=a.author_id,
                name=a.author.name,
                role=a.role,
                affiliation=a.affiliation,
                printed_as=a.printed_as,
            )
            for a in article.signed
        ],
        themes=[_theme_shape(assignment) for assignment in article.themed],
    )


def _theme_shape(assignment: ThemeAssignment) -> ThemeEvidenceShape:
    return ThemeEvidenceShape(
        name=assignment.theme.name,
        slug=assignment.theme.slug,
        origin=assignment.origin,
        score=assignment.score,
        evidence=assignment.evidence,
    )


def author_shape(author: Author) -> AuthorShape:
    return AuthorShape(
        id=author.pk,
        name=author.name,
        distinction=author.distinction,
        pinyin=author.pinyin.partition(" ")[0],
        url=author.get_absolute_url(),
        articles=author.count,  # type: ignore[attr-defined]  # annotated
    )


def _date(article: Article) -> str | None:
    return article.printed_on.isoformat() if article.printed_on else None
