"""`python -m tests.kills KILLS [SEED [DEED]]`: processes at work on a library are killed at random moments.

After each, what a keeper would run is run: `sync_index`, `check_library`, `check_index`. The first that finds anything
ends the run, and its seed is named. A kill takes some five seconds.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.search.own_site import ROOT, OwnSite

_BEGIN = """
import itertools, json, random, tempfile, django
django.setup()
from pathlib import Path
from django.core.management import call_command
from articles.models import Article, Author, ImportBatch, Merge
call_command("sync_index", verbosity=0)
print("ready", flush=True)
for turn in itertools.count():
"""
DEEDS = {
    "import": """
    file = Path(tempfile.mkdtemp()) / "records.jsonl"
    key = random.random()
    record = {"body": ["一段正文。" * 50], "authors": ["何青山"]}
    lines = [json.dumps({"id": f"{key} {n}", "title": f"题{n}", **record}) for n in range(300)]
    file.write_text(chr(10).join(lines))
    call_command("import_articles", str(file))
""",
    "save": """
    article = random.choice(Article.objects.all()[:200])
    article.title = f"改过{random.random()}"
    article.save()
""",
    "update": """
    Article.objects.filter(pk__in=random.sample(range(1, 300), 20)).update(subtitle=f"副题{random.random()}")
""",
    "delete": """
    from articles.models import SourceDocument
    from articles.undoing.removing import remove_source
    remove_source(SourceDocument.objects.exclude(kind="records").order_by("?").first())
    call_command("import_pages", "seeds")
""",
    "rebuild": """
    call_command("rebuild_index")
""",
    "worker": """
    from articles import tasks
    from articles.models import BatchFile
    from articles.undoing.batches import request_undo
    batch = ImportBatch.objects.create(way="upload", state="waiting")
    for path in sorted(Path("seeds").glob("*.txt")):
        content = path.read_text() + f"{random.random()}"
        BatchFile.objects.create(batch=batch, name=path.name, content=content.encode())
    tasks.import_batch.enqueue(batch.pk)
    call_command("run_worker", once=True)
    kept, *others = Author.objects.order_by("?")[:4]
    tasks.merge.enqueue("author", kept.pk, [other.pk for other in others], None)
    tasks.score_themes.enqueue()
    call_command("run_worker", once=True)
    merged = Merge.objects.filter(undone_at=None).first()
    if merged:
        tasks.part.enqueue(merged.pk, None)
    request_undo(batch, None)
    tasks.undo_batch.enqueue(batch.pk)
    call_command("run_worker", once=True)
""",
    "undo": """
    from articles.undoing.batches import undo
    call_command("import_pages", "seeds")
    undo(ImportBatch.objects.order_by("-pk").first())
""",
}
CHECK = """
import django
django.setup()
from django.core.management import call_command
call_command("run_worker", once=True)
for command in ("sync_index", "check_library", "check_index"):
    call_command(command)
from django_tasks_db.models import DBTaskResult
from articles.models import ImportBatch, Merge
assert [task.traceback for task in DBTaskResult.objects.failed()] == []
assert not ImportBatch.objects.filter(way="upload").exclude(state__in=["done", "undone", "waiting"]).exists()
from django.test import Client
from articles.models import Article
assert Client(headers={"host": "localhost"}).get("/api/search").json()["total"] == Article.objects.published().count()
"""
LONGEST_SECONDS = {"worker": 25.0}  # it is amid a batch first, then a merge, then undoing
USUAL_SECONDS = 3.0


def main(kills: int, seed: int, only: str = "") -> int:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        site = OwnSite(Path(folder))
        site.manage("import_pages", str(ROOT / "seeds"))
        for number in range(1, kills + 1):
            deed = only or chance.choice(sorted(DEEDS))
            seconds = chance.uniform(0, LONGEST_SECONDS.get(deed, USUAL_SECONDS))
            with site.at_work(_BEGIN + DEEDS[deed]) as process:
                time.sleep(seconds)
                if (code := process.poll()) is not None:
                    sys.stdout.write(f"{deed} ended by itself with {code}\n")
                    return 1
            try:
                site.run(CHECK)
            except subprocess.CalledProcessError as fault:
                sys.stdout.write(
                    f"kill {number} of seed {seed}, {deed} after {seconds:.2f} s:\n{fault.output}{fault.stderr}"
                )
                return 1
            sys.stdout.write(f"{number}: {deed} killed after {seconds:.2f} s, sound\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time()), *sys.argv[3:4]))
