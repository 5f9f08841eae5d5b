from django.db import migrations

MOVED = "plan, seed, checkpoint, header, steps, report, created_at"

FORWARD = [
    f"INSERT INTO compose_version (piece_id, number, kind, words, task, {MOVED}) "
    f"SELECT id, 1, 'composed', '', '{{}}', {MOVED} FROM compose_piece",
    "UPDATE compose_piece SET current_id = (SELECT v.id FROM compose_version v WHERE v.piece_id = compose_piece.id)",
    "UPDATE compose_generation SET version_id = (SELECT v.id FROM compose_version v WHERE v.piece_id = compose_generation.piece_id)",
]


class Migration(migrations.Migration):
    """In SQL, so that a site with many pieces is moved without reading their music into memory."""

    dependencies = [("compose", "0004_versions")]

    operations = [migrations.RunSQL(FORWARD)]
