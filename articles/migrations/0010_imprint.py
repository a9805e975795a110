"""A source's page, section and where each of what is known of its printing comes from."""

from django.db import migrations, models


def say_given(apps, schema_editor):
    """What stood there so far, no reading had put there: a person or the import's options had."""
    sources = apps.get_model("articles", "SourceDocument").objects.using(schema_editor.connection.alias)
    fields = {"date": "published_on", "page": "page", "publication": "publication"}
    for source in sources.only(*fields.values(), "origins").iterator():
        source.origins = {name: "given" for name, field in fields.items() if getattr(source, field)}
        if source.origins:
            source.save(update_fields=["origins"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_likeness")]

    operations = [
        migrations.RenameField("sourcedocument", "page_label", "page"),
        migrations.AlterField(
            "sourcedocument",
            "page",
            models.CharField(
                blank=True, help_text="如所印，不带“第”“版”二字：9、A03", max_length=50, verbose_name="版次"
            ),
        ),
        migrations.AddField(
            "sourcedocument",
            "section",
            models.CharField(blank=True, help_text="理论、要闻……", max_length=100, verbose_name="版名"),
        ),
        migrations.AddField(
            "sourcedocument",
            "origins",
            models.JSONField(blank=True, default=dict, editable=False, verbose_name="来历"),
        ),
        migrations.AddIndex(
            "sourcedocument", models.Index(fields=["published_on", "page"], name="source_day_page")
        ),
        migrations.RunPython(say_given, migrations.RunPython.noop),
    ]
