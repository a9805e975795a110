"""Packages of articles (专题) as a page prints them, into the record."""

from __future__ import annotations

from collections.abc import Sequence

from articles.curating import curated_fields
from articles.curating.history import is_touched
from articles.importing import page_fields
from articles.importing.columns import column_named
from articles.models import Article, Feature, Passage, SourceDocument
from articles.parsing.types import ParsedFeature


def store_features(source: SourceDocument, parsed: Sequence[ParsedFeature], articles: list[Article]) -> list[Passage]:
    """Store the packages of a document and their articles' places in them; returns their passages, not yet saved.

    What a person has changed of a package stays; one that the page no longer has goes, unless a person changed it.
    """
    stored = {feature.position: feature for feature in source.features.all()}
    passages: list[Passage] = []
    for position, item in enumerate(parsed):
        known = stored.pop(position) if position in stored else Feature(source=source, position=position)
        feature = _store(known, item)
        members = {articles[index].pk for index in item.articles}
        _place(feature, [article for article in articles if article.pk in members])
        passages += [
            Passage(source=source, feature=feature, part=run.part.value, start=run.start, end=run.end, position=order)
            for order, run in enumerate(item.passages)
        ]
    for vanished in stored.values():
        if not is_touched(vanished):
            vanished.delete()
    return passages


def _store(feature: Feature, item: ParsedFeature) -> Feature:
    if feature.pk and is_touched(feature):
        return feature
    values = {"title": item.title, "editor_note": item.editor_note}
    page_fields.clip_to_model(Feature, values)
    column = column_named(item.column)
    if feature.pk and (feature.title, feature.editor_note, feature.column) == (*values.values(), column):
        return feature
    feature.title, feature.editor_note, feature.column = values["title"], values["editor_note"], column
    feature.save()
    return feature


def _place(feature: Feature, members: list[Article]) -> None:
    """Put the articles that belong to the package into it, and out of it those that do not, unless a person did."""
    wanted = {article.pk for article in members}
    for article in {*members, *feature.articles.all()}:
        target = feature if article.pk in wanted else None
        if article.feature_id == (target.pk if target else None):
            continue
        changed, _ = curated_fields.apply_import(article, {"feature": target})
        if changed:
            article.save(update_fields=["feature", "updated_at"])
