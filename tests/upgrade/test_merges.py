"""What merges and changes of many articles did, which was one list each, goes into rows and back; nothing is lost."""

from __future__ import annotations

import json

import pytest

from tests.search.own_site import OwnSite

MOVED = {"authorship": [[7, 2], [8, 2]]}
REMOVED = [{"model": "articles.authorship", "pk": 9, "fields": {"author": 2, "article": 5, "role": "author"}}]
IMPRINT = {"source": 3, "was": {"page": "1"}, "made": {"page": "2"}, "origins": {"page": "printed"}}
THERE_AND_BACK = """
import json, sys, django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from articles.models import BatchFile, Merge, TermCensus
moved, removed, imprint = json.loads(sys.argv[1])
before = [("articles", "0025_printed_as")]
old = MigrationExecutor(connection).loader.project_state(before).apps

def told():
    merges, files = (old.get_model("articles", name).objects.order_by("pk") for name in ("Merge", "BatchFile"))
    kept = [[row.undone_at is not None, row.moved, row.removed] for row in merges]
    return [kept, list(files.values_list("before", flat=True))]

call_command("migrate", *before[0], verbosity=0)
for undone_at in (None, "2026-11-28T00:00Z"):
    old.get_model("articles", "Merge").objects.create(
        kind="author", kept=1, kept_name="甲", gone_names="乙", gone=[{"pk": 2}], moved=moved, removed=removed,
        undone_at=undone_at,
    )
batch = old.get_model("articles", "ImportBatch").objects.create(kind="bulk", state="done")
for before_it in (None, {"imprints": [imprint]}):
    old.get_model("articles", "BatchFile").objects.create(batch=batch, name="批量", before=before_it)
old.get_model("articles", "TermCensus").objects.create(articles=3)
first = told()
call_command("migrate", "articles", verbosity=0)
told_of = ("model", "row", "former", "removed", "is_back")
rows = [
    [merge.state, merge.moved_rows, list(merge.rows.order_by("pk").values_list(*told_of))]
    for merge in Merge.objects.order_by("pk")
]
files = BatchFile.objects.order_by("pk")
imprints = [list(file.imprints.values("source", "was", "made", "origins")) for file in files]
census = TermCensus.objects.get().is_applied
running = Merge.objects.create(kind="author", kept=1, kept_name="甲", gone_names="丙")
try:
    call_command("migrate", *before[0], verbosity=0)
except RuntimeError as error:
    refused = str(error)
running.delete()
call_command("migrate", *before[0], verbosity=0)
print(json.dumps([first, rows, imprints, census, refused, told()]))
"""


@pytest.mark.long
def test_what_merges_and_bulk_changes_did_goes_into_rows_and_back(tmp_path):
    said = json.dumps([MOVED, REMOVED, IMPRINT])
    first, rows, imprints, census, refused, last = json.loads(
        OwnSite(tmp_path).run(THERE_AND_BACK, said).splitlines()[-1]
    )
    assert first == [[[False, MOVED, REMOVED], [True, MOVED, REMOVED]], [None, {"imprints": [IMPRINT]}]]
    entries = [["authorship", 7, 2, None], ["authorship", 8, 2, None], ["authorship", 9, 2, REMOVED[0]]]
    assert rows == [
        ["done", 2, [[*entry, False] for entry in entries]],
        ["undone", 2, [[*entry, True] for entry in entries]],
    ]
    assert imprints == [[], [IMPRINT]]
    assert census
    assert "run_worker --once" in refused
    assert last == first
