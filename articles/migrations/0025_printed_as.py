"""Bylines keep the name that is printed. Of older ones it is found in the file, or else is the author's."""

import re

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Substr

BATCH = 500
BYLINES = ("byline", "participant")  # parts of a file


def give_prints(apps, schema_editor):
    alias = schema_editor.connection.alias
    authors = apps.get_model("articles", "Author").objects.using(alias)
    bylines = apps.get_model("articles", "Authorship").objects.using(alias)
    articles = apps.get_model("articles", "Article").objects.using(alias).filter(pk=OuterRef("article"))
    name = Subquery(authors.filter(pk=OuterRef("author")).values("name")[:1])
    read = articles.values(at=Coalesce("source__parsed_at", "created_at"))
    bylines.update(printed_as=name, added_at=Subquery(read[:1]))
    called_otherwise = list(authors.exclude(aliases=[]).order_by("pk"))
    for start in range(0, len(called_otherwise), BATCH):
        _give_aliases(apps, alias, bylines, {author.pk: author for author in called_otherwise[start : start + BATCH]})
    versions = apps.get_model("articles", "HistoricalAuthorship").objects.using(alias)
    own = bylines.filter(pk=OuterRef("id"), author=OuterRef("author")).values("printed_as")[:1]
    versions.update(printed_as=Coalesce(Subquery(own), name, models.Value("")))


def _give_aliases(apps, alias, bylines, authors):
    """To authors of several names those that stand in the article's bylines."""
    passages = apps.get_model("articles", "Passage").objects.using(alias).filter(part__in=BYLINES)
    rows = list(bylines.filter(author__in=authors).only("article", "author"))
    keys = [row.article_id for row in rows]
    texts = {}
    for start in range(0, len(keys), BATCH):
        text = Substr("source__raw_text", F("start") + 1, F("end") - F("start"))
        found = passages.filter(article__in=keys[start : start + BATCH]).annotate(text=text)
        for article, printed in found.order_by("start").values_list("article", "text"):
            texts[article] = texts.get(article, "") + "".join(printed.split())
    changed = []
    for row in rows:
        author = authors[row.author_id]
        names = {"".join(name.split()): name for name in (author.name, *author.aliases)}
        longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        printed = dict.fromkeys(re.findall(longest_first, texts.get(row.article_id, "")))
        if printed:
            row.printed_as = "、".join(names[name] for name in printed)[:300]
            changed.append(row)
    bylines.bulk_update(changed, ["printed_as"], batch_size=BATCH)


PRINTED_AS = models.CharField(
    blank=True,
    help_text="版面上所印的姓名，与作者同名时可以留空；同一人印了几个名字，用顿号隔开。",
    max_length=300,
    verbose_name="署名（如所印）",
)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0024_undone_from"),
    ]

    operations = [
        migrations.AddField(
            model_name="authorship",
            name="added_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, serialize=False, verbose_name="记入"
            ),
        ),
        migrations.AddField(model_name="authorship", name="printed_as", field=PRINTED_AS),
        migrations.AddField(model_name="historicalauthorship", name="printed_as", field=PRINTED_AS.clone()),
        migrations.RunPython(give_prints, migrations.RunPython.noop),
    ]
