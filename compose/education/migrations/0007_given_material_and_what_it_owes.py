from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("education", "0006_suggestions_and_letters")]

    operations = [
        migrations.AddField(
            model_name="exercise",
            name="origin",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Of given material from a piece: its checkpoint, its credits, and whether it stays private.",
            ),
        ),
    ]
