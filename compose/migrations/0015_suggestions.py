from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("compose", "0014_recognitions")]

    operations = [
        migrations.AddField(
            model_name="piece",
            name="machine_suggests",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Set by an exercise: what the machine writes here is to look at and to hear, and cannot be taken.",
            ),
        ),
    ]
