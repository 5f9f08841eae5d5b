import compose.visibility
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compose', '0007_locks_and_last_shown'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='piece',
            name='access_number',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False, help_text='Rises when a link or grant changes.'),
        ),
        migrations.AddField(
            model_name='piece',
            name='hidden_at',
            field=models.DateTimeField(blank=True, help_text='By the staff: only whoever made it still sees it.', null=True),
        ),
        migrations.AddField(
            model_name='piece',
            name='hidden_reason',
            field=models.CharField(blank=True, db_default='', help_text='What its composer is told.', max_length=300),
        ),
        migrations.AddField(
            model_name='piece',
            name='licence',
            field=models.CharField(choices=[('all-rights-reserved', 'All rights reserved'), ('CC-BY-4.0', 'Credit me (CC BY 4.0)'), ('CC-BY-SA-4.0', 'Credit me, share alike (CC BY-SA 4.0)'), ('CC0-1.0', 'No conditions (CC0)')], db_default='all-rights-reserved', default='all-rights-reserved', max_length=20),
        ),
        migrations.AddField(
            model_name='piece',
            name='shared_at',
            field=models.DateTimeField(blank=True, help_text='When it first became public.', null=True),
        ),
        migrations.AddField(
            model_name='piece',
            name='visibility',
            field=models.CharField(choices=[('private', 'Only me'), ('unlisted', 'Whoever has the link'), ('public', 'Everyone')], db_default='private', default='private', max_length=10),
        ),
        migrations.CreateModel(
            name='ShareLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=compose.visibility.new_key, editable=False, max_length=32, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='share_links', to='compose.piece')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_fixed', models.BooleanField(default=False, help_text='Comes with a classroom: whoever made the piece cannot withdraw it.')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='compose.piece')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('piece', 'user'), name='one_grant_a_person')],
            },
        ),
    ]
