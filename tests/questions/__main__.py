"""Print hit@3 of the tuned and the held-back questions, and the questions that miss."""

from __future__ import annotations

import os
import sys
import tempfile

import django


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="chengyu_site.settings")
        django.setup()
        from django.core.management import call_command

        from tests.questions.measure import add_company, ask, questions, share_first
        from tests.search.seed_library import SEEDS

        call_command("migrate", verbosity=0, skip_checks=True)
        call_command("import_pages", str(SEEDS), skip_checks=True, stdout=sys.stderr)
        add_company()
        for name, half in (("tuned", questions()[::2]), ("held back", questions()[1::2])):
            asked = ask(half)
            nothing = sum(not each.found for each in asked)
            sys.stdout.write(f"{name}: hit@3 {share_first(asked):.3f} of {len(asked)}, {nothing} found nothing\n")
            for each in asked if "-v" in sys.argv and name == "tuned" else ():
                sys.stdout.write(f"  {each.rank:3} of {each.found:3}  {each.question}  {each.title}\n")


if __name__ == "__main__":
    main()
