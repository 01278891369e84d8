from typing import Any

from django.core.management.base import BaseCommand

from pagecache.models import ReadCount


class Command(BaseCommand):
    help = "Delete counts of reads that have been kept long enough. Safe to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        ReadCount.objects.over().delete()
