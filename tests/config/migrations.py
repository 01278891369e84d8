"""What a database knows of its own migrations."""

from django.db.migrations.recorder import MigrationRecorder


def newest_migration(app: str) -> str:
    name: str = MigrationRecorder.Migration.objects.filter(app=app).latest("name").name
    return name
