from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("compose", "0015_suggestions")]

    operations = [
        migrations.AddField(
            model_name="piece",
            name="is_kept_private",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Its owner may use the music but not publish it: nobody else may ever open it by a link or the gallery.",
            ),
        ),
    ]
