"""What migrations make of rows, both ways."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils.connection import ConnectionDoesNotExist

from articles.models import BatchFile, ImportBatch

EDITOR = SimpleNamespace(connection=connection)
DOUBT = "文档里有 1 个表格，请核对。"


@pytest.mark.django_db
def test_what_is_doubted_of_a_waiting_word_file_goes_both_ways():
    doubts = import_module("articles.migrations.0022_doubts_of_files")
    batch = ImportBatch.objects.create(kind="upload", state="waiting")
    waiting = BatchFile.objects.create(batch=batch, name="甲.docx", message=DOUBT)
    for change, said in ((doubts.move_doubts, ("", DOUBT)), (doubts.move_back, (DOUBT, DOUBT))):
        change(apps, EDITOR)
        waiting.refresh_from_db()
        assert (waiting.message, waiting.doubt) == said


def test_the_trash_of_the_database_that_is_migrated_is_renamed():
    elsewhere = SimpleNamespace(connection=SimpleNamespace(alias="elsewhere"))
    with pytest.raises(ConnectionDoesNotExist, match="elsewhere"):
        import_module("articles.migrations.0023_standard_names").forwards(apps, elsewhere)
