

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0004_saved_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='savedsearch',
            name='opened_on',
            field=models.DateField(db_index=True, default=django.utils.timezone.localdate, editable=False, verbose_name='最近打开'),
        ),
        migrations.AlterField(
            model_name='savedsearch',
            name='created_at',
            field=models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='保存时间'),
        ),
    ]
