"""The record: source documents, their passages, and the articles and all that is made of them.

May import: articles.addresses, articles.parsing.
"""

from articles.models.articles import BETWEEN_NAMES, Article, ArticleQuerySet, Authorship
from articles.models.batches import BatchArticle, BatchFile, BatchImprint, ImportBatch
from articles.models.catalogue import Author, Column, Feature, Organisation, Theme
from articles.models.likeness import ArticleBand, SourceBand
from articles.models.merges import FormerAddress, Kind, Merge, MergedRow, OrganisationReading
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
    "BatchImprint",
    "Column",
    "CuratedField",
    "Feature",
    "FormerAddress",
    "ImportBatch",
    "Kind",
    "Merge",
    "MergedRow",
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
