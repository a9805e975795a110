"""The curators' side of the record: a module for each thing they work on.

May import: articles.
"""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from articles.admin.articles import ArticleAdmin
from articles.admin.authors import AuthorAdmin
from articles.admin.batches import ImportBatchAdmin
from articles.admin.catalogue import ColumnAdmin, FeatureAdmin, OrganisationAdmin, ThemeAdmin
from articles.admin.desk.trash import TrashItemAdmin
from articles.admin.evidence import CuratedFieldAdmin, PassageAdmin, TermCensusAdmin
from articles.admin.merging import MergeAdmin
from articles.admin.review import ProblemAdmin
from articles.admin.sources import SourceDocumentAdmin
from articles.admin.users import RoleAdmin, RoleUserAdmin

admin.site.unregister(DBTaskResult)  # its pages are English; batches and merges say how far work is
admin.site.site_header = "理论阅览室 · 管理"
admin.site.site_title = "理论阅览室 · 管理"
admin.site.index_title = "编辑与复核"

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "ColumnAdmin",
    "CuratedFieldAdmin",
    "FeatureAdmin",
    "ImportBatchAdmin",
    "MergeAdmin",
    "OrganisationAdmin",
    "PassageAdmin",
    "ProblemAdmin",
    "RoleAdmin",
    "RoleUserAdmin",
    "SourceDocumentAdmin",
    "TermCensusAdmin",
    "ThemeAdmin",
    "TrashItemAdmin",
]
