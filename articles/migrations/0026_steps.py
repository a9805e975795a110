"""Merges, splits and changes of many articles go on some rows at a time: what they did is rows, not one growing list."""

import django.db.models.deletion
from django.db import migrations, models

from articles.batches import in_batches

_BATCH = 500


def to_rows(apps, schema_editor):
    alias = schema_editor.connection.alias
    Merge, MergedRow = (apps.get_model("articles", name) for name in ("Merge", "MergedRow"))
    for merge in Merge.objects.using(alias).order_by("pk"):
        is_back = merge.undone_at is not None
        moved = [(model, *pair, None) for model, pairs in merge.moved.items() for pair in pairs]
        removed = [_removed(merge, item) for item in merge.removed]
        for some in in_batches([*moved, *removed], _BATCH):
            MergedRow.objects.using(alias).bulk_create(
                (
                    MergedRow(merge=merge, model=model, row=row, former=former, removed=item, is_back=is_back)
                    for model, row, former, item in some
                ),
                ignore_conflicts=True,
            )
        state = "undone" if is_back else "done"
        Merge.objects.using(alias).filter(pk=merge.pk).update(state=state, moved_rows=len(moved))


def _removed(merge, item):
    """Whom it named is in the field that is called as the kind is."""
    return item["model"].rpartition(".")[2], item["pk"], item["fields"][merge.kind], item


def to_lists(apps, schema_editor):
    alias = schema_editor.connection.alias
    Merge, MergedRow = (apps.get_model("articles", name) for name in ("Merge", "MergedRow"))
    if Merge.objects.using(alias).filter(state__in=["running", "undoing"]).exists():
        raise RuntimeError("merges are under way; let the worker end them first: manage.py run_worker --once")
    for merge in Merge.objects.using(alias).order_by("pk"):
        rows = MergedRow.objects.using(alias).filter(merge=merge).order_by("pk")
        merge.moved, merge.removed = {}, list(rows.filter(removed__isnull=False).values_list("removed", flat=True))
        for model, row, former in rows.filter(removed__isnull=True).values_list("model", "row", "former"):
            merge.moved.setdefault(model, []).append([row, former])
        merge.save(using=alias, update_fields=["moved", "removed"])


def imprints_to_rows(apps, schema_editor):
    alias = schema_editor.connection.alias
    BatchFile, BatchImprint = (apps.get_model("articles", name) for name in ("BatchFile", "BatchImprint"))
    changed = BatchFile.objects.using(alias).filter(batch__kind="bulk", before__isnull=False)
    for file in changed.defer("content"):
        kept = file.before.pop("imprints", [])
        BatchImprint.objects.using(alias).bulk_create(BatchImprint(file=file, **said) for said in kept)
        file.before = file.before or None
        file.save(using=alias, update_fields=["before"])


def imprints_to_lists(apps, schema_editor):
    alias = schema_editor.connection.alias
    BatchFile, BatchImprint = (apps.get_model("articles", name) for name in ("BatchFile", "BatchImprint"))
    rows = BatchImprint.objects.using(alias)
    for file in BatchFile.objects.using(alias).filter(pk__in=rows.values("file")).defer("content"):
        kept = rows.filter(file=file).order_by("pk").values("source", "was", "made", "origins")
        file.before = {**(file.before or {}), "imprints": list(kept)}
        file.save(using=alias, update_fields=["before"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0025_printed_as'),
    ]

    operations = [
        migrations.AddField(
            model_name='merge',
            name='chosen',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name='merge',
            name='moved_rows',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='改归'),
        ),
        migrations.AddField(
            model_name='merge',
            name='position',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='merge',
            name='state',
            field=models.CharField(choices=[('running', '正在进行'), ('done', '已完成'), ('undoing', '正在撤销'), ('undone', '已撤销')], db_index=True, default='running', max_length=10, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='termcensus',
            name='is_applied',
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.CreateModel(
            name='BatchImprint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.PositiveBigIntegerField()),
                ('was', models.JSONField()),
                ('made', models.JSONField()),
                ('origins', models.JSONField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imprints', to='articles.batchfile')),
            ],
            options={
                'verbose_name': '批次改过的版面信息',
                'verbose_name_plural': '批次改过的版面信息',
                'constraints': [models.UniqueConstraint(fields=('file', 'source'), name='one_imprint_a_batch_and_source')],
            },
        ),
        migrations.CreateModel(
            name='MergedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=50)),
                ('row', models.PositiveBigIntegerField()),
                ('former', models.PositiveBigIntegerField()),
                ('removed', models.JSONField(null=True)),
                ('is_back', models.BooleanField(default=False)),
                ('merge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='articles.merge')),
            ],
            options={
                'verbose_name': '合并或拆分改归的一行',
                'verbose_name_plural': '合并或拆分改归的各行',
                'constraints': [models.UniqueConstraint(fields=('merge', 'model', 'row'), name='one_entry_a_merged_row')],
            },
        ),
        migrations.RunPython(to_rows, to_lists),
        migrations.RunPython(imprints_to_rows, imprints_to_lists),
    ]
