from django.db import migrations

from compose.gallery.words import POSTGRESQL, SQLITE


def make(apps, schema_editor):
    statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    # A trigger holds semicolons of its own, so statements are told apart by the line end behind them.
    for statement in statements.split(";\n"):
        schema_editor.execute(statement.strip())


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS gallery_words_gone")
    else:
        schema_editor.execute("DROP FUNCTION IF EXISTS gallery_words_gone CASCADE")
    schema_editor.execute("DROP TABLE gallery_words")


class Migration(migrations.Migration):
    dependencies = [("gallery", "0001_listings_and_responses")]
    operations = [migrations.RunPython(make, drop)]
