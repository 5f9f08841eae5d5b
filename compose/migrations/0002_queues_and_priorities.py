from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compose', '0001_pieces_and_their_generation'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='generation',
            name='generation_queued',
        ),
        migrations.AddField(
            model_name='generation',
            name='priority',
            field=models.SmallIntegerField(db_default=0, default=0, help_text='Higher goes first among those with an equal share.'),
        ),
        migrations.AddField(
            model_name='generation',
            name='queue',
            field=models.CharField(db_default='default', default='default', help_text='Which workers may take it.', max_length=40),
        ),
        migrations.AddIndex(
            model_name='generation',
            index=models.Index(condition=models.Q(('status', 'queued')), fields=['queue', '-priority', 'id'], name='generation_waiting'),
        ),
        migrations.AddIndex(
            model_name='generation',
            index=models.Index(fields=['requester', 'started_at'], name='generation_lately'),
        ),
    ]
