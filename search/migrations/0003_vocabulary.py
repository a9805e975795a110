from django.db import migrations, models

GROUPS = (["人工智能", "AI"], ["社科院", "社会科学院"], ["川渝", "成渝"])


def add_groups(apps, schema_editor):
    group = apps.get_model("search", "SynonymGroup")
    group.objects.bulk_create(group(terms=terms) for terms in GROUPS)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_pending_applied_at")]

    operations = [
        migrations.CreateModel(
            name="DictionaryTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.CharField(max_length=30, unique=True, verbose_name="词语")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="添加")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新")),
            ],
            options={"verbose_name": "词典词", "verbose_name_plural": "词典词", "ordering": ["term"]},
        ),
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("terms", models.JSONField(default=list, help_text="每行一个，至少两个", verbose_name="词语")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("enabled", models.BooleanField(default=True, verbose_name="启用")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新")),
            ],
            options={"verbose_name": "同义词组", "verbose_name_plural": "同义词组", "ordering": ["id"]},
        ),
        migrations.RunPython(add_groups, migrations.RunPython.noop),
    ]
