"""What is written from now on is written readably; what was is read as ever. No table changes."""

import articles.models.json_encoding
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_author_by_sound"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="article",
                    name="body",
                    field=models.JSONField(
                        default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="正文"
                    ),
                ),
                migrations.AlterField(
                    model_name="article",
                    name="boxes",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="框文"
                    ),
                ),
                migrations.AlterField(
                    model_name="article",
                    name="funding",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="基金项目"
                    ),
                ),
                migrations.AlterField(
                    model_name="article",
                    name="keywords",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="关键词"
                    ),
                ),
                migrations.AlterField(
                    model_name="article",
                    name="keywords_en",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="英文关键词"
                    ),
                ),
                migrations.AlterField(
                    model_name="article",
                    name="lead",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="导语"
                    ),
                ),
                migrations.AlterField(
                    model_name="article",
                    name="references",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="参考文献"
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalarticle",
                    name="body",
                    field=models.JSONField(
                        default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="正文"
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalarticle",
                    name="boxes",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="框文"
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalarticle",
                    name="funding",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="基金项目"
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalarticle",
                    name="keywords",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="关键词"
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalarticle",
                    name="keywords_en",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="英文关键词"
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalarticle",
                    name="lead",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="导语"
                    ),
                ),
                migrations.AlterField(
                    model_name="historicalarticle",
                    name="references",
                    field=models.JSONField(
                        blank=True, default=list, encoder=articles.models.json_encoding.UnescapedJSONEncoder, verbose_name="参考文献"
                    ),
                ),
            ]
        )
    ]
