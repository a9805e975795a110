from django.db import migrations


def rename_in_trash(apps, schema_editor, old, new):
    """Repairs that went into the trash with their source document are kept there field by field."""
    items = apps.get_model("articles", "TrashItem").objects.using(schema_editor.connection.alias)
    for item in items.filter(kind="sourcedocument").iterator(chunk_size=10):
        repairs = [row["fields"] for row in item.rows if row["model"] == "articles.pagerepair"]
        for fields in repairs:
            fields[new] = fields.pop(old)
        if repairs:
            item.save(update_fields=["rows"])


def forwards(apps, schema_editor):
    rename_in_trash(apps, schema_editor, "said", "summary")


def backwards(apps, schema_editor):
    rename_in_trash(apps, schema_editor, "summary", "said")


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0022_doubts_of_files"),
    ]

    operations = [
        migrations.RenameField("pagerepair", "said", "summary"),
        migrations.RenameField("importbatch", "way", "kind"),
        migrations.RenameField("batcharticle", "fate", "outcome"),
        migrations.RenameField("merge", "deed", "operation"),
        migrations.RunPython(forwards, backwards),
    ]
