import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import compose.models


class Migration(migrations.Migration):
    """Tables and columns for versions; 0005 fills them, 0006 takes away what they replace."""

    dependencies = [
        ("compose", "0003_token_buckets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="From 1 within the piece.")),
                ("kind", models.CharField(choices=compose.models.VersionKind.choices, default="composed", max_length=10)),
                ("words", models.TextField(blank=True, help_text="What was asked for, in words.")),
                ("task", models.JSONField(blank=True, default=dict, help_text="What the composer is to keep of the parent; empty for a whole new piece.")),
                ("plan", models.JSONField(blank=True, default=dict)),
                ("seed", models.PositiveBigIntegerField(default=compose.models.new_seed)),
                ("checkpoint", models.CharField(blank=True, max_length=100)),
                ("header", models.JSONField(blank=True, null=True)),
                ("steps", models.JSONField(blank=True, help_text="Every measure's steps; empty while it is being composed.", null=True)),
                ("report", models.JSONField(blank=True, null=True)),
                ("style", models.BinaryField(help_text="Its place in the style space, 256 numbers of two bytes.", null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("made_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("parent", models.ForeignKey(blank=True, help_text="What it was made from; of a remix, a version of another piece.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="children", to="compose.version")),
                ("piece", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="compose.piece")),
            ],
            options={"ordering": ["piece_id", "number"]},
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("piece", "number"), name="one_version_a_number"),
        ),
        migrations.AddField(
            model_name="piece",
            name="current",
            field=models.ForeignKey(blank=True, help_text="What is shown, played and exported. Undo, redo, restore and choosing a candidate move it.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="compose.version"),
        ),
        migrations.AddField(
            model_name="piece",
            name="locks",
            field=models.JSONField(blank=True, default=list, help_text="[first measure, last measure, staff or null] each, from 1, staves from 0: what no change may touch."),
        ),
        migrations.AddField(
            model_name="piece",
            name="locks_are_fixed",
            field=models.BooleanField(default=False, help_text="Set by an exercise: their owner may not lift them."),
        ),
        migrations.AddField(
            model_name="piece",
            name="machine_allowance",
            field=models.PositiveSmallIntegerField(blank=True, help_text="How many more versions the machine may write here. Empty: any number.", null=True),
        ),
        migrations.AddField(
            model_name="generation",
            name="version",
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="generation", to="compose.version"),
        ),
        migrations.AlterField(
            model_name="generation",
            name="piece",
            field=models.ForeignKey(help_text="That of the version.", on_delete=django.db.models.deletion.CASCADE, related_name="generations", to="compose.piece"),
        ),
    ]
