"""Packages of articles (专题) as a page prints them, into the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.curating.history import is_touched
from articles.importing import page_fields
from articles.importing.columns import columns_named
from articles.models import Article, Column, Feature, Passage, SourceDocument
from articles.parsing.types import ParsedFeature


@dataclass(frozen=True, slots=True)
class Packages:
    """The packages of a document, stored; `members` has the package of each article that is in one, by its place."""

    features: Sequence[Feature]
    members: Mapping[int, Feature]

    def fields_of(self, article: Article, place: int | None = None) -> dict[str, Feature | None]:
        """An article's package as a field that an import sets; none of one in a package that only a person keeps."""
        package = self.members.get(place) if place is not None else None
        kept = article.feature_id is not None and article.feature_id not in {feature.pk for feature in self.features}
        return {} if kept and package is None else {"feature": package}


def store_packages(source: SourceDocument, parsed: Sequence[ParsedFeature], new: bool = False) -> Packages:
    """Store the packages of a document, without their articles and passages. `new`: it is, and nothing is stored of it.

    What a person has changed of one stays; one that the page no longer has goes, unless a person changed it.
    """
    stored = {} if new else {feature.position: feature for feature in source.features.all()}
    columns = columns_named(item.column for item in parsed)
    features = [
        _store(stored.get(position) or Feature(source=source, position=position), item, columns.get(item.column))
        for position, item in enumerate(parsed)
    ]
    for position, feature in stored.items():
        if position >= len(parsed) and not is_touched(feature):
            feature.delete()
    members = {place: feature for feature, item in zip(features, parsed, strict=True) for place in item.articles}
    return Packages(features, members)


def passages_of_package(feature: Feature, item: ParsedFeature) -> Iterator[Passage]:
    """Every run of the file that belongs to the package itself."""
    for order, run in enumerate(item.passages):
        yield Passage(
            source=feature.source, feature=feature, part=run.part.value, start=run.start, end=run.end, position=order
        )


def _store(feature: Feature, item: ParsedFeature, column: Column | None) -> Feature:
    if feature.pk and is_touched(feature):
        return feature
    values = {"title": item.title, "editor_note": item.editor_note}
    page_fields.clip_to_model(Feature, values)
    if feature.pk and (feature.title, feature.editor_note, feature.column) == (*values.values(), column):
        return feature
    feature.title, feature.editor_note, feature.column = values["title"], values["editor_note"], column
    feature.save()
    return feature
