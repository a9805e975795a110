from django.db import migrations, models


def mark_removed(apps, schema_editor):
    """The text of what was deleted stood as the other text of its page, where readers saw it."""
    alias = schema_editor.connection.alias
    passages = apps.get_model("articles", "Passage").objects.using(alias)
    for item in apps.get_model("articles", "TrashItem").objects.using(alias).iterator(20):
        kept = [row["pk"] for row in item.rows if row["model"] == "articles.passage"]
        for at in range(0, len(kept), 500):
            some = passages.filter(pk__in=kept[at : at + 500], article=None, feature=None, part="other")
            some.update(part="removed")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0029_counted_by_indexes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='passage',
            name='part',
            field=models.CharField(choices=[('title', '标题'), ('byline', '署名'), ('participant', '主持人与嘉宾'), ('lead', '导语'), ('body', '正文'), ('heading', '小标题'), ('note', '作者单位注'), ('author_note', '作者简介'), ('address', '单位地址'), ('box', '框文'), ('abstract', '摘要'), ('keywords', '关键词'), ('references', '参考文献'), ('feature_title', '专题标题'), ('editor_note', '编者按'), ('caption', '图注'), ('credit', '摄影署名'), ('column', '栏目'), ('markup', '标记'), ('dateline', '报头'), ('page', '版次'), ('editors', '编辑署名'), ('contact', '联系方式'), ('source_line', '来源与采写'), ('jump', '转接'), ('rule', '分隔线'), ('other', '其他'), ('removed', '已删除')], max_length=20, verbose_name='部分'),
        ),
        migrations.RunPython(mark_removed, migrations.RunPython.noop),
    ]
