import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("compose", "0005_a_first_version_for_every_piece")]

    operations = [
        migrations.AlterField(
            model_name="generation",
            name="version",
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="generation", to="compose.version"),
        ),
        *(migrations.RemoveField("piece", name) for name in ("plan", "seed", "checkpoint", "header", "steps", "report")),
    ]
