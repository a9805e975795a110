from django.db import migrations, models


def move_doubts(apps, schema_editor):
    """What was doubted of a Word file stood among what became of it."""
    files = apps.get_model("articles", "BatchFile").objects.using(schema_editor.connection.alias)
    files.filter(message__startswith="文档里有").update(doubt=models.F("message"), message="")


def move_back(apps, schema_editor):
    """Of a file that waits nothing else is said; what is said of another one says what became of it, and stays."""
    files = apps.get_model("articles", "BatchFile").objects.using(schema_editor.connection.alias)
    files.exclude(doubt="").filter(message="").update(message=models.F("doubt"))


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0021_splits'),
    ]

    operations = [
        migrations.AddField(
            model_name='batchfile',
            name='doubt',
            field=models.TextField(blank=True, editable=False, verbose_name='存疑'),
        ),
        migrations.RunPython(move_doubts, move_back),
    ]
