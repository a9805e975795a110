"""`python -m tests.kills KILLS [SEED]`: processes at work on a library are killed at random moments.

After each, what a keeper would run is run: `sync_index`, `check_library`, `check_index`. The first that finds anything
ends the run, and its seed is named. A kill takes some ten seconds.
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
from articles.models import Article, Author, ImportBatch
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
for command in ("sync_index", "check_library", "check_index"):
    call_command(command)
from django.test import Client
from articles.models import Article
assert Client(headers={"host": "localhost"}).get("/api/search").json()["total"] == Article.objects.published().count()
"""
LONGEST_SECONDS = 3.0


def main(kills: int, seed: int) -> int:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        site = OwnSite(Path(folder))
        site.manage("import_pages", str(ROOT / "seeds"))
        for number in range(1, kills + 1):
            deed, seconds = chance.choice(sorted(DEEDS)), chance.uniform(0, LONGEST_SECONDS)
            with site.at_work(_BEGIN + DEEDS[deed]) as process:
                time.sleep(seconds)
                if process.poll() is not None:
                    sys.stdout.write(f"{deed} ended by itself with {process.returncode}\n")
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
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())))
