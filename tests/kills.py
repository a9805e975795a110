"""`python -m tests.kills KILLS [SEED [MOMENT]]`: processes at work on a library are killed at random moments.

On SQLite and, where a server is installed, on PostgreSQL. After each kill the site is asked, then what a keeper would
run is run: the worker, `sync_index`, `check_library`, `check_index`. What the killed process had said was done has to
be there. A table tells of each kind of moment how often it was hit and how often anything was lost; whatever was, is
told with its seed, and the next kill meets a new library. A kill takes some three seconds.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgresql_cluster import PROGRAMS, running_cluster
from tests.processes import ROOT, Process
from tests.search.own_site import OwnSite

_BEGIN = """
import itertools, json, random, tempfile, time, django
django.setup()
from pathlib import Path
from django.contrib.auth.models import User
from django.core.management import call_command
from articles.changes import one_change
from articles.curating.merging import merge_rows
from articles.curating.merge_undo import undo_merge
from articles.models import Article, Author, BatchFile, Column, ImportBatch, Merge, Organisation, SourceDocument, Theme
from articles import tasks
from articles.curating import merge_undo, merging, printed_names, splitting
from articles.curating.splitting import shares
from articles.themes import assigning
from articles.undoing import batches, bulk
from articles.undoing.batches import request_undo, undo
from articles.undoing.removing import remove_source
from django_tasks.signals import task_finished, task_started
from search.index.updating import apply_pending, rebuild, tidy

def holds(claim):
    print("HOLDS", claim, flush=True)

def say_task(task_result, **_):
    print("AMID", task_result.task.name, flush=True)

def say_none(**_):
    print("AMID", "no task", flush=True)

task_started.connect(say_task)
task_finished.connect(say_none)

def keys():
    return list(Article.objects.values_list("pk", flat=True))

# Of a library of few articles each deed is several transactions too.
for module in (merge_undo, merging, printed_names, splitting):
    module.STEP = 1
batches._ARTICLES_PER_TRANSACTION = bulk._ARTICLES_PER_TRANSACTION = assigning._STEP = 2

call_command("sync_index", verbosity=0)
print("ready", flush=True)
for turn in itertools.count(time.time_ns()):
"""
MOMENTS = {
    "import of records": """
    key = random.choice("甲乙丙")
    file = Path(tempfile.mkdtemp()) / "records.jsonl"
    record = {"body": ["一段正文。" * 50], "authors": [f"何青{random.choice('山水云')}"]}
    lines = [json.dumps({"id": f"{key} {n}", "title": f"{turn}", **record}) for n in range(100)]
    file.write_text(chr(10).join(lines))
    call_command("import_articles", str(file))
    titles = f"Article.objects.filter(record_key__startswith='{key} ').values_list('title', flat=True)"
    holds(f"[int(title) >= {turn} for title in {titles}] == [True] * 100")
""",
    "import of pages": """
    file = Path(tempfile.mkdtemp()) / "page.txt"
    file.write_text(random.choice(sorted(Path("seeds").glob("*.txt"))).read_text() + f"{random.random()}")
    call_command("import_pages", str(file))
    holds(f"SourceDocument.objects.filter(raw_text__endswith='{file.read_text()[-12:]}').count() == 1")
""",
    "save": """
    key = random.choice(Article.objects.values_list("pk", flat=True)[:30])
    article = Article.objects.get(pk=key)
    article.title = f"{turn}"
    article.save()
    holds(f"int(Article.objects.get(pk={key}).title) >= {turn}")
""",
    "save of many": """
    keys = list(Article.objects.values_list("pk", flat=True)[:60])
    Article.objects.filter(pk__in=random.sample(keys, 10)).update(subtitle=f"副题{random.random()}")
    with one_change():
        for article in Article.objects.filter(pk__in=random.sample(keys, 5)):
            article.title = f"改过{random.random()}"
            article.save()
""",
    "merge": """
    kept, *others = Author.objects.order_by("?")[:3]
    merge = merge_rows(kept, others)
    holds(f"Merge.objects.filter(pk={merge.pk}).exists()")
    if turn % 2:
        undo_merge(Merge.objects.filter(undone_at=None).order_by("-pk").first(), None)
""",
    "undoing of a batch": """
    call_command("import_pages", "seeds")
    undo(ImportBatch.objects.order_by("-pk").first())
""",
    "removal of a source": """
    source = SourceDocument.objects.exclude(kind="records").order_by("?").first()
    if source:
        remove_source(source)
        holds(f"not SourceDocument.objects.filter(pk={source.pk}).exists()")
    call_command("import_pages", "seeds")
""",
    "commit of the index": """
    keys = list(Article.objects.values_list("pk", flat=True)[:200])
    Article.objects.filter(pk__in=random.sample(keys, min(len(keys), 50))).update(subtitle=f"{random.random()}")
    apply_pending(wait_seconds=9)
""",
    "merge of segments": """
    for key in Article.objects.values_list("pk", flat=True)[:6]:
        Article.objects.filter(pk=key).update(subtitle=f"{random.random()}")
        apply_pending(wait_seconds=9)
    tidy()
""",
    "rebuild": """
    rebuild()
""",
    "worker": """
    user = User.objects.get_or_create(username="wang")[0]  # merges and splits are people's
    person = user.pk
    batch = ImportBatch.objects.create(kind="upload", state="waiting")
    for path in sorted(Path("seeds").glob("*.txt"))[:2]:
        content = path.read_text() + f"{random.random()}"
        BatchFile.objects.create(batch=batch, name=path.name, content=content.encode())
    tasks.import_batch.enqueue(batch.pk)
    kept, *others = Author.objects.order_by("?")[:3]
    tasks.merge.enqueue("author", kept.pk, [other.pk for other in others], person)
    whole = Organisation.objects.filter(parent=None)
    for kind, there in (("organisation", whole), ("column", Column.objects), ("theme", Theme.objects)):
        first, *others_there = there.order_by("?")[:2]
        if others_there:  # merges that a kill left undone may have taken all others
            tasks.merge.enqueue(kind, first.pk, [row.pk for row in others_there], person)
    signed = Author.objects.filter(authorships__isnull=False).exclude(pk__in=[kept.pk, *(o.pk for o in others)]).first()
    if signed:
        tasks.split.enqueue("author", signed.pk, {"name": signed.name}, [shares(signed)[0].key], person)
    with one_change():
        changed = bulk.begin(bulk.BulkChange(status="draft", page=f"{turn % 99}", publication="江边日报"), keys(), user)
        tasks.change_many.enqueue(changed.pk)
    call_command("run_worker", once=True)
    for one in (batch, changed):
        holds(f"ImportBatch.objects.get(pk={one.pk}).state in ('done', 'undoing', 'undone')")
    tasks.score_themes.enqueue()
    for merged in Merge.objects.filter(undone_at=None)[:5]:
        tasks.part.enqueue(merged.pk, person)
    for one in (changed, batch):
        with one_change():
            request_undo(one, user)
            tasks.undo_batch.enqueue(one.pk)
    call_command("run_worker", once=True)
""",
}
CHECK = """
import sys, django
django.setup()
from django.core.management import call_command
from django.test import Client
from articles.models import Article, Author, ImportBatch, Kind, Merge, SourceDocument, ThemeAssignment
from articles.themes.assigning import census_is_due, score_library
site = Client(headers={"host": "localhost"})
assert site.get("/api/search", {"q": "发展"}).status_code == 200
for claim in sys.argv[1:]:
    assert eval(claim), claim
call_command("run_worker", once=True)
for command in ("sync_index", "check_library", "check_index"):
    call_command(command)
from django_tasks_db.models import DBTaskResult
failed = [task.traceback for task in DBTaskResult.objects.failed()]
assert not failed, "".join(failed)
begun = ImportBatch.objects.filter(kind__in=["upload", "bulk"])
assert not begun.exclude(state__in=["done", "undone", "waiting"]).exists()
assert not Merge.objects.under_way().exists()
for merge in Merge.objects.exclude(operation="split"):
    there = set(merge.row_keys - {merge.kept}) & set(Kind(merge.kind).model.objects.values_list("pk", flat=True))
    assert merge.state != "done" or not there, f"{merge} is done, but {there} are there"
    assert merge.state != "undone" or not merge.rows.filter(is_back=False).exists(), merge
scores = ThemeAssignment.objects.order_by("pk").values_list("article", "theme", "score")
scored = list(scores)
if not census_is_due():
    score_library()
    assert list(scores) == scored
assert site.get("/api/search").json()["total"] == Article.objects.published().count()
"""
LONGEST_SECONDS = {"worker": 24.0}  # it is amid a batch first, then merges, then undoing
USUAL_SECONDS = 1.5
_CLAIMS_KEPT = 3


@contextmanager
def _library(database_url: str) -> Iterator[OwnSite]:
    with tempfile.TemporaryDirectory() as folder:
        site = OwnSite(Path(folder), database_url)
        if database_url:
            site.manage("flush", "--no-input")
        site.manage("import_pages", str(ROOT / "seeds"))
        yield site


def _said(process: Process) -> tuple[list[str], str]:
    """What a killed process had said is done, and the task that it was amid; a line that it did not end is none."""
    lines = [line for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    done = [line.removeprefix("HOLDS ").strip() for line in lines if line.startswith("HOLDS ")]
    amid = [line.removeprefix("AMID ").strip() for line in lines if line.startswith("AMID ")]
    return done[-_CLAIMS_KEPT:], ", ".join(amid[-1:])


def _kill(site: OwnSite, moment: str, seconds: float) -> tuple[str, str]:
    """Kill a process at work after so long; the task that it was amid, and what is wrong then, or nothing."""
    with site.at_work(_BEGIN + MOMENTS[moment]) as process:
        time.sleep(seconds)
        if (code := process.poll()) is not None:
            return "", f"it ended by itself with {code}:\n{process.stdout.read()}"
        process.kill()
        process.wait()
        claims, amid = _said(process)
    try:
        site.run(CHECK, *claims)
    except subprocess.CalledProcessError as fault:
        return amid, f"{fault.output}{fault.stderr}"
    return amid, ""


def _run(database: str, database_url: str, kills: int, seed: int, only: str) -> Counter[str]:
    """How many kills of each kind of moment lost anything; a table of them is written."""
    chance = random.Random(seed)
    moments = [only] if only else sorted(MOMENTS)
    hit: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    while hit.total() < kills:
        with _library(database_url) as site:
            while hit.total() < kills:
                moment = moments[hit.total() % len(moments)]
                seconds = chance.uniform(0, LONGEST_SECONDS.get(moment, USUAL_SECONDS))
                amid, fault = _kill(site, moment, seconds)
                here = f"{moment}: {amid}" if amid else moment
                hit[here] += 1
                if fault:
                    lost[here] += 1
                    _say(f"{database}, kill {hit.total()} of seed {seed}, {here} after {seconds:.2f} s:\n{fault}")
                    break
    _say(f"\n{database}, seed {seed}: {hit.total()} kills, {lost.total()} losses")
    for here in sorted(hit):
        _say(f"{here:32}{hit[here]:6}{lost[here]:6}")
    return lost


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(kills: int, seed: int, only: str = "") -> int:
    lost = _run("SQLite", "", kills, seed, only)
    if PROGRAMS is None:
        _say("PostgreSQL was left out: no server is installed (Debian: apt-get install postgresql)")
        return min(lost.total(), 1)
    with running_cluster() as cluster:
        lost += _run("PostgreSQL", cluster.url, kills, seed, only)
    return min(lost.total(), 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time()), *sys.argv[3:4]))
