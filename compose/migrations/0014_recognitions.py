import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("compose", "0013_credits")]

    operations = [
        migrations.CreateModel(
            name="Recognition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("taken_until", models.DateTimeField(blank=True, null=True)),
                ("facts", models.JSONField(blank=True, help_text="As `generation/recognition.py` tells them.", null=True)),
                ("failure", models.CharField(blank=True, help_text="A code, where there is no answer.", max_length=80)),
                ("version", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="recognition", to="compose.version")),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "indexes": [
                    models.Index(condition=models.Q(("facts__isnull", True), ("failure", "")), fields=["asked_at"], name="recognition_unanswered"),
                ],
            },
        ),
    ]
