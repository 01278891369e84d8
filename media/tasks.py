"""What happens beside a request: a PDF is taken apart."""

from django_tasks import task

from media.slide_making import make_slides


@task()
def make_some_slides(material_id: int, sha256: str) -> None:
    """Make the next few pages of one file; the rest is another task's."""
    make_slides(material_id, sha256)
