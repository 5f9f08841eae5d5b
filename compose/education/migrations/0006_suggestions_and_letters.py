from django.db import migrations, models


def let_the_machine_suggest(apps, schema_editor):
    """Pieces begun when "help" meant that the machine writes nothing get what it means now."""
    works = apps.get_model("education", "Work").objects.filter(assignment__machine_policy="help")
    pieces = apps.get_model("compose", "Piece").objects.filter(pk__in=works.values("piece"), locks_are_fixed=True)
    pieces.update(machine_allowance=None, machine_suggests=True)


class Migration(migrations.Migration):
    dependencies = [("education", "0005_seeds_of_a_class"), ("compose", "0015_suggestions")]

    operations = [
        migrations.AddField(
            model_name="classroom",
            name="warned_on",
            field=models.DateField(blank=True, help_text="When its teachers were last written to about the end.", null=True),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="machine_policy",
            field=models.CharField(
                choices=[
                    ("off", "off: every note is the pupil’s"),
                    ("help", "help only: explains and suggests, writes nothing"),
                    ("counted", "it may write so many times"),
                    ("free", "free, and shown in the work log"),
                ],
                default="off",
                max_length=7,
                verbose_name="the composing machine",
            ),
        ),
        migrations.RunPython(let_the_machine_suggest, migrations.RunPython.noop),
    ]
