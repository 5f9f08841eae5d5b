import compose.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('compose', '0008_visibility_links_and_grants'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Thumbnail',
            fields=[
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='compose.version')),
                ('svg', models.BinaryField(help_text='Compressed with gzip.')),
                ('png', models.BinaryField(help_text='The picture that other sites show beside a link.', null=True)),
                ('made_at', models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=compose.models.new_public_id, editable=False, max_length=12, unique=True)),
                ('title', models.CharField(max_length=100)),
                ('description', models.TextField(blank=True, max_length=1000)),
                ('is_public', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='collections', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=1000)),
                ('measure', models.PositiveIntegerField(blank=True, help_text='From 1; empty: about the whole piece.', null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=300)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to=settings.AUTH_USER_MODEL)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='compose.piece')),
            ],
            options={
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Like',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likes', to='compose.piece')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('piece', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='listing', serialize=False, to='compose.piece')),
                ('instruments', models.CharField(help_text='|Piano|Violin|', max_length=200)),
                ('key', models.CharField(max_length=20)),
                ('time', models.CharField(max_length=10)),
                ('tempo_qpm', models.PositiveSmallIntegerField()),
                ('measure_count', models.PositiveIntegerField()),
                ('seconds', models.PositiveIntegerField()),
                ('difficulty', models.PositiveSmallIntegerField(help_text='1 to 8.')),
                ('licence', models.CharField(choices=[('all-rights-reserved', 'All rights reserved'), ('CC-BY-4.0', 'Credit me (CC BY 4.0)'), ('CC-BY-SA-4.0', 'Credit me, share alike (CC BY-SA 4.0)'), ('CC0-1.0', 'No conditions (CC0)')], max_length=20)),
                ('tags', models.CharField(blank=True, help_text='|calm|study|', max_length=300)),
                ('shared_at', models.DateTimeField()),
                ('featured_at', models.DateTimeField(blank=True, null=True)),
                ('like_count', models.PositiveIntegerField(default=0)),
                ('updated_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('composer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listings', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='compose.version')),
            ],
            options={
                'ordering': ['-shared_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PieceTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='compose.piece')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('spam', 'It advertises something'), ('hate', 'It insults or threatens somebody'), ('copy', 'It is somebody else’s work'), ('other', 'Something else')], max_length=10)),
                ('words', models.TextField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('kept', 'nothing wrong with it'), ('hidden', 'hidden'), ('suspended', 'its author was suspended')], max_length=10)),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='gallery.comment')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='compose.piece')),
                ('reporter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CollectionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('collection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='gallery.collection')),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='compose.piece')),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('collection', 'piece'), name='one_item_a_collection_and_piece')],
            },
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['piece', 'created_at'], name='comment_of_a_piece'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(fields=('follower', 'person'), name='one_follow_a_person'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.CheckConstraint(condition=models.Q(('follower', models.F('person')), _negated=True), name='nobody_follows_themselves'),
        ),
        migrations.AddConstraint(
            model_name='like',
            constraint=models.UniqueConstraint(fields=('piece', 'user'), name='one_like_a_person'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['-shared_at', '-piece'], name='listing_new'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['-like_count', '-shared_at', '-piece'], name='listing_loved'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('featured_at__isnull', False)), fields=['-featured_at'], name='listing_featured'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['composer', '-shared_at'], name='listing_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['difficulty', '-shared_at'], name='listing_difficulty'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['key', '-shared_at'], name='listing_key'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['time', '-shared_at'], name='listing_time'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['licence', '-shared_at'], name='listing_licence'),
        ),
        migrations.AddIndex(
            model_name='piecetag',
            index=models.Index(fields=['name'], name='tag_name'),
        ),
        migrations.AddConstraint(
            model_name='piecetag',
            constraint=models.UniqueConstraint(fields=('piece', 'name'), name='one_tag_a_piece_and_name'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('decided_at', None)), fields=['created_at'], name='report_open'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('comment', None)), fields=('piece', 'reporter'), name='one_report_a_person_and_piece'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('comment', None), _negated=True), fields=('comment', 'reporter'), name='one_report_a_person_and_comment'),
        ),
    ]
