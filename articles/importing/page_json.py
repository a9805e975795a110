"""What reading pages yields, as the JSON that `import_pages --json` prints. The shape is a contract: see README."""

from __future__ import annotations

from typing import Any

from articles.importing.files import Page
from articles.parsing.furniture.imprints import NAMES, resolve
from articles.parsing.types import (
    NO_IMPRINT,
    Box,
    Furniture,
    Imprint,
    ParsedArticle,
    ParsedFeature,
    ParsedPassage,
    ReadingProblem,
    TextBlock,
)

Json = dict[str, Any]


def document_json(page: Page, given: Imprint = NO_IMPRINT) -> Json:
    """One file: where it was printed, its articles, features and furniture, and how much of it has a part."""
    parsed = page.parsed
    imprint, _ = resolve([given, *page.imprints])
    return {
        "source": page.file_name,
        "sha256": page.sha256,
        "kind": parsed.kind.value,
        **{field: said.value if (said := getattr(imprint, field)) else None for field in NAMES},
        "articles": [_article(article) for article in parsed.articles],
        "features": [_feature(feature) for feature in parsed.features],
        "furniture": [_furniture(item) for item in parsed.furniture],
        "coverage": {
            "characters": parsed.coverage.characters,
            "assigned": parsed.coverage.assigned,
            "unassigned": parsed.coverage.unassigned,
        },
    }


def _article(article: ParsedArticle) -> Json:
    return {
        "title": article.title,
        "title_origin": article.title_origin.value,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "column": article.column,
        "authors": [{"name": person.name, "role": person.role.value} for person in article.authors],
        "affiliation": article.affiliation,
        "funding": [{"name": fund.name, "number": fund.number} for fund in article.funding],
        "body": _blocks(article.body),
        "boxes": [_box(box) for box in article.boxes],
        "lead": list(article.lead),
        "abstract": article.abstract,
        "keywords": list(article.keywords),
        "references": list(article.references),
        "title_en": article.title_en,
        "abstract_en": article.abstract_en,
        "keywords_en": list(article.keywords_en),
        "author_note": article.author_note,
        "passages": [_span(passage) for passage in article.body_passages],
        "problems": [_problem(problem) for problem in article.problems],
    }


def _blocks(blocks: tuple[TextBlock, ...]) -> list[Json]:
    return [{"kind": block.kind, "text": block.text} for block in blocks]


def _box(box: Box) -> Json:
    return {"title": box.title, "body": _blocks(box.body)}


def _span(passage: ParsedPassage) -> list[int]:
    return [passage.start, passage.end]


def _problem(problem: ReadingProblem) -> Json:
    return {"code": problem.code, "message": problem.message, "at": problem.at}


def _feature(feature: ParsedFeature) -> Json:
    return {
        "title": feature.title,
        "column": feature.column,
        "editor_note": feature.editor_note,
        "articles": list(feature.articles),
    }


def _furniture(item: Furniture) -> Json:
    return {"kind": item.kind, "text": item.text, "passage": _span(item.passage)}
