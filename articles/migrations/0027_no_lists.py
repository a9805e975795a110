"""What merges did is rows by now (0026). Apart from that: PostgreSQL changes no table whose rows were just written."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0026_steps'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='merge',
            name='moved',
        ),
        migrations.RemoveField(
            model_name='merge',
            name='removed',
        ),
    ]
