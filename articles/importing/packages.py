"""Packages of articles (专题) as a page prints them, into the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.curating.history import is_touched
from articles.importing import page_fields
from articles.importing.columns import columns_named
from articles.models import Article, Column, Feature, Passage, SourceDocument
from articles.models.passages import PartChoice
from articles.parsing.types import ParsedFeature, ParsedPassage


@dataclass(frozen=True, slots=True)
class Packages:
    """The packages of a document, stored; None is one that somebody deleted. `members` has the package of each article
    that is in one, by its place.
    """

    features: Sequence[Feature | None]
    members: Mapping[int, Feature]

    def fields_of(self, article: Article, place: int | None = None) -> dict[str, Feature | None]:
        """An article's package as a field that an import sets; none of one in a package that only a person keeps."""
        package = self.members.get(place) if place is not None else None
        kept = article.feature_id is not None and article.feature_id not in {
            feature.pk for feature in self.features if feature
        }
        return {} if kept and package is None else {"feature": package}


NO_PACKAGES = Packages((), {})


def store_packages(
    source: SourceDocument,
    parsed: Sequence[ParsedFeature],
    removed: Sequence[tuple[int, int]] = (),
    new: bool = False,
) -> Packages:
    """Store the packages of a document, without their articles and passages. `new`: it is, and nothing is stored of it.

    What a person has changed of one stays; one that the page no longer has goes, unless a person changed it. One that
    lies in `removed` runs of the text, somebody has deleted: it stays so.
    """
    stored = {} if new else {feature.position: feature for feature in source.features.all()}
    columns = columns_named(item.column for item in parsed)
    features = [
        None
        if position not in stored and is_mostly_in(item.passages, removed)
        else _store(stored.get(position) or Feature(source=source, position=position), item, columns.get(item.column))
        for position, item in enumerate(parsed)
    ]
    for position, feature in stored.items():
        if position >= len(parsed) and not is_touched(feature):
            feature.delete()
    members = {
        place: feature
        for feature, item in zip(features, parsed, strict=True)
        if feature is not None
        for place in item.articles
    }
    return Packages(features, members)


def passages_of_package(source: SourceDocument, feature: Feature | None, item: ParsedFeature) -> Iterator[Passage]:
    """Every run of the file that belongs to the package itself; of a deleted one it is nobody's."""
    for order, run in enumerate(item.passages):
        part = run.part.value if feature else PartChoice.REMOVED
        yield Passage(source=source, feature=feature, part=part, start=run.start, end=run.end, position=order)


def is_mostly_in(passages: Iterable[ParsedPassage], runs: Sequence[tuple[int, int]]) -> bool:
    """Whether half of these passages' characters at least are in these runs of the text."""
    own = [(run.start, run.end) for run in passages]
    shared = sum(max(0, min(end, to) - max(start, since)) for start, end in own for since, to in runs)
    return bool(shared) and 2 * shared >= sum(end - start for start, end in own)


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
