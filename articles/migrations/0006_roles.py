"""The two roles, 编辑 and 管理员, with the rights they have at first; what people change of them later stays."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from articles.roles import RIGHTS, rights_of


def make_roles(apps, schema_editor):
    alias = schema_editor.connection.alias
    for app in ("articles", "search", "auth"):  # permissions are made after all migrations; these are wanted now
        create_permissions(installed.get_app_config(app), verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    for role in RIGHTS:
        group, made = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=role)
        if made:
            wanted = set(rights_of(role))
            rows = permissions.select_related("content_type")
            group.permissions.set([row for row in rows if (row.content_type.app_label, row.codename) in wanted])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_file_kinds"),
        ("search", "0006_recutting"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
