from itertools import groupby

from django.db import migrations

_TELLING = 8  # characters of a run: a shorter one may be anybody's

_FIELDS = (
    *("kicker", "title", "subtitle", "lead", "body", "boxes", "affiliation", "funding", "author_note", "references"),
    *("abstract", "keywords", "title_en", "abstract_en", "keywords_en"),
)


def mark_purged(apps, schema_editor):
    """The text of what was deleted, and gone from the trash before 0030 looked there, stood as other text of its page.

    What it said is in its history; of a page the runs that say it are hidden, with what stands between them and what is
    too short to tell beside them: a caption, a name.
    """
    alias = schema_editor.connection.alias
    passages = apps.get_model("articles", "Passage").objects.using(alias)
    nobodys = passages.filter(article=None, feature=None, part="other")
    sources = apps.get_model("articles", "SourceDocument").objects.using(alias)
    said = _said_by_deleted(apps, alias, set(nobodys.values_list("source", flat=True)))
    for source, texts in said.items():
        text = sources.values_list("raw_text", flat=True).get(pk=source)
        runs = list(passages.filter(source=source).order_by("start"))
        gone = [run.pk for run in _hidden(runs, text, texts)]
        for at in range(0, len(gone), 500):
            nobodys.filter(pk__in=gone[at : at + 500]).update(part="removed")


def _said_by_deleted(apps, alias, sources):
    """By source, of those that have text that is nobody's: what the articles and packages said that a person deleted."""
    said = {}
    for model, fields in (
        ("Article", _FIELDS),
        ("Feature", ("title", "editor_note")),
    ):
        history = apps.get_model("articles", f"Historical{model}").objects.using(alias)
        deleted = history.filter(history_type="-", history_user__isnull=False, source__in=sources)
        deleted = deleted.exclude(history_change_reason="版面修订")
        there = apps.get_model("articles", model).objects.using(alias)
        keys = set(deleted.values_list("id", flat=True)) - set(there.values_list("pk", flat=True))
        for key in sorted(keys):
            for row in history.filter(id=key, source__in=sources).iterator(20):
                said.setdefault(row.source_id, set()).update(_bare(_words(getattr(row, name))) for name in fields)
    return said


def _words(value):
    """All texts of a field, whatever JSON it is."""
    if isinstance(value, dict):
        return "".join(_words(part) for part in value.values())
    if isinstance(value, list):
        return "".join(map(_words, value))
    return value if isinstance(value, str) else ""


def _bare(text):
    return "".join(filter(str.isalnum, text))


def _is_said(bare, texts):
    """Whether of all that stand side by side in a run half at least, by eights, stand so in one of these texts."""
    eights = [bare[at : at + _TELLING] for at in range(len(bare) - _TELLING + 1)]
    return 2 * sum(any(eight in text for text in texts) for eight in eights) >= len(eights)


def _hidden(runs, text, texts):
    """Runs that are nobody's and said by a deleted text, with what stands between two of them, and short ones beside."""
    found = []
    for is_nobodys, some in groupby(runs, lambda run: not (run.article_id or run.feature_id) and run.part == "other"):
        group = [(run, _bare(text[run.start : run.end])) for run in some] if is_nobodys else []
        said = [at for at, (_, bare) in enumerate(group) if len(bare) >= _TELLING and _is_said(bare, texts)]
        if said:
            first, last = said[0], said[-1]
            while first and len(group[first - 1][1]) < _TELLING:
                first -= 1
            while last + 1 < len(group) and len(group[last + 1][1]) < _TELLING:
                last += 1
            found += [run for run, _ in group[first : last + 1]]
    return found


class Migration(migrations.Migration):
    dependencies = [("articles", "0031_source_history")]

    operations = [migrations.RunPython(mark_purged, migrations.RunPython.noop)]
