"""Documents are downloads from a view that asks for permission."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from wagtail.documents.forms import get_document_form
from wagtail.models import Collection, CollectionViewRestriction

from media.models import Material
from tests.factories import make_user
from tests.media import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uploads(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def make_material(name: str = "plan.pdf", content: bytes = b"%PDF-1.7 ...", **fields: object) -> Material:
    return Material.objects.create(title="规划说明", file=ContentFile(content, name=name), **fields)


@pytest.mark.parametrize("name", ["plan.pdf", "plan.zip", "说明.docx", "page.html"])
def test_a_document_is_a_download_that_runs_nothing(client: Client, name: str) -> None:
    answer = client.get(make_material(name, files.HTML).url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_document_is_not_reached_beside_its_view(client: Client) -> None:
    assert client.get(make_material().file.url).status_code == 404


def test_a_document_of_a_closed_collection_is_for_those_it_is_open_to(client: Client) -> None:
    closed = Collection.get_first_root_node().add_child(name="内部")
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name="planner"))
    url = make_material(collection=closed).url
    assert client.get(url)["Location"].startswith("/accounts/login/")
    client.force_login(make_user(groups=("planner",)))
    answer = client.get(url)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "good"), [("a.pdf", True), ("a.gpkg", True), ("a.html", False), ("a.svg", False), ("a.exe", False)]
)
def test_only_kinds_of_documents_that_are_meant_come_in(name: str, good: bool) -> None:
    typed = {"title": "a", "collection": str(Collection.get_first_root_node().pk), "tags": ""}
    form = get_document_form(Material)(
        typed, {"file": SimpleUploadedFile(name, b"x")}, user=make_user(groups=("editor",))
    )
    assert ("file" not in form.errors) is good
