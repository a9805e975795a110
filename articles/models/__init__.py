"""The record: source documents, their passages, and the articles and all that is made of them.

May import: articles.addresses, articles.parsing.
"""

from articles.models.articles import BETWEEN_NAMES, Article, ArticleQuerySet, Authorship
from articles.models.batches import BatchArticle, BatchFile, ImportBatch
from articles.models.catalogue import Author, Column, Feature, Organisation, Theme
from articles.models.likeness import ArticleBand, SourceBand
from articles.models.merges import FormerAddress, Kind, Merge, OrganisationReading
from articles.models.passages import Passage
from articles.models.repairs import PageRepair
from articles.models.review import CuratedField, Problem
from articles.models.sources import SourceDocument, SourceKind
from articles.models.terms import TermCensus
from articles.models.theme_assignments import ThemeAssignment, ThemeAssignmentQuerySet
from articles.models.trash import TrashItem

__all__ = [
    "BETWEEN_NAMES",
    "Article",
    "ArticleBand",
    "ArticleQuerySet",
    "Author",
    "Authorship",
    "BatchArticle",
    "BatchFile",
    "Column",
    "CuratedField",
    "Feature",
    "FormerAddress",
    "ImportBatch",
    "Kind",
    "Merge",
    "Organisation",
    "OrganisationReading",
    "PageRepair",
    "Passage",
    "Problem",
    "SourceBand",
    "SourceDocument",
    "SourceKind",
    "TermCensus",
    "Theme",
    "ThemeAssignment",
    "ThemeAssignmentQuerySet",
    "TrashItem",
]
