"""The demonstration: alive, labelled, loaded once, and never into a real site."""

import socket
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Value
from django.db.models.functions import Concat
from PIL import Image

from cms.models import LecturePage, LectureSeriesPage, NewsPage
from config.demo import comments, pages, people, plan, prepare
from config.demo.pictures import encoded
from config.management.commands import demo
from config.management.commands.serve import is_loopback, refuse_taken_port, refuse_to_be_public
from maps.consultation.models import Answer, Comment, Consultation, Tally
from maps.plan.models import Layer, Plan, Proposal
from residents.models import User

STAFF = {"admin", "writer", "editor", "reviewer", "moderator", "moderator2", "planner", "desk"}


@pytest.fixture(autouse=True)
def _nothing_is_running(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own demonstration may hold the port."""
    monkeypatch.setattr(demo, "refuse_taken_port", lambda host, port: None)


@pytest.fixture
def demonstration(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR = tmp_path
    monkeypatch.setenv("DEMO_PASSWORD", "given-for-the-test")
    monkeypatch.setattr(prepare, "collect_static", lambda: False)
    # One small picture for all: the drawing has tests of its own.
    small = encoded(Image.new("RGB", (80, 50), "#0A5F63"))
    monkeypatch.setattr(pages, "png", lambda key: small)
    call_command("demo")


@pytest.mark.usefixtures("demonstration")
def test_the_demonstration_looks_alive_and_is_loaded_once() -> None:
    assert NewsPage.objects.live().count() >= 12
    assert LectureSeriesPage.objects.live().count() == 1
    assert LecturePage.objects.live().count() >= 2
    assert Proposal.objects.published().count() >= 15
    assert Comment.objects.count() >= 40
    assert set(Comment.objects.values_list("status", flat=True)) == set(Comment.Status.values)
    assert Answer.objects.filter(comments__isnull=False).exists()
    assert User.objects.filter(username__in=[*STAFF, "resident", "resident2"]).count() == 10
    before = (NewsPage.objects.count(), Comment.objects.count(), User.objects.count())
    call_command("demo")
    assert (NewsPage.objects.count(), Comment.objects.count(), User.objects.count()) == before


@pytest.mark.usefixtures("demonstration")
def test_what_people_did_to_it_is_kept() -> None:
    """A planner renames the plan; another deletes it; an admin lets the staff go: it is not loaded over them."""
    Plan.objects.update(slug="renamed")
    call_command("demo")
    assert Plan.objects.count() == 1
    before = NewsPage.objects.count()
    User.objects.filter(username__in=STAFF).update(username=Concat(Value("old-"), "username"))
    call_command("demo")
    assert (NewsPage.objects.count(), Plan.objects.count()) == (before, 1)


@pytest.mark.usefixtures("demonstration")
def test_it_is_not_brought_up_beside_a_running_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is migrated, and no static file is taken away from the one that runs."""
    monkeypatch.setattr(demo, "refuse_taken_port", refuse_taken_port)
    touched: list[str] = []
    monkeypatch.setattr(prepare, "migrate", lambda: touched.append("database"))
    monkeypatch.setattr(prepare, "collect_static", lambda: touched.append("static files"))
    with socket.create_server(("127.0.0.1", 0)) as running:
        monkeypatch.setenv("PORT", str(running.getsockname()[1]))
        with pytest.raises(CommandError, match="已被占用"):
            call_command("demo")
    assert touched == []


@pytest.mark.usefixtures("demonstration")
def test_the_plan_has_what_the_words_promise() -> None:
    kinds = list(Proposal.objects.published().values_list("kind", flat=True))
    counted = {kind: kinds.count(kind) for kind in set(kinds)}
    assert (counted["ring"], counted["axis"], counted["bay"], counted["waterside"]) == (1, 2, 3, 5)
    assert counted["life_circle"] == 1
    assert counted["project"] >= 3
    systems = set(Proposal.objects.filter(kind="culture").values_list("culture_system", flat=True))
    assert systems == set(Proposal.CultureSystem.values)
    assert set(Layer.objects.values_list("style", flat=True)) >= {"streets", "water"}
    assert all("示意" in body for body in Proposal.objects.values_list("body", flat=True))


@pytest.mark.usefixtures("demonstration")
def test_the_counters_agree_with_the_rows() -> None:
    for tally in Tally.objects.all():
        assert tally.comments == Comment.objects.published().filter(proposal=tally.proposal_id).count()
    assert Tally.objects.filter(comments__gt=0).exists()


@pytest.mark.usefixtures("demonstration")
def test_who_does_not_exist_says_so() -> None:
    assert all("示例" in name for name in User.objects.values_list("display_name", flat=True))
    assert all("示例" in text for text in Answer.objects.values_list("text", flat=True))
    assert all("示例" in title for title in Consultation.objects.values_list("title", flat=True))


@pytest.mark.usefixtures("demonstration")
def test_everybody_signs_in_with_the_given_password_and_a_new_one_takes_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert User.objects.get(username="resident").check_password("given-for-the-test")
    monkeypatch.setenv("DEMO_PASSWORD", "another-one")
    call_command("demo")
    assert User.objects.get(username="moderator").check_password("another-one")


@pytest.mark.django_db
def test_an_interrupted_first_start_leaves_nothing_behind(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("the power went")

    settings.DEMO, settings.VAR = True, tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(prepare, "collect_static", lambda: False)
    monkeypatch.setattr(pages, "make_pages", fail)
    with pytest.raises(RuntimeError):
        call_command("demo")
    assert not Plan.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_real_site_is_not_filled_with_a_demonstration(settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="正式环境"):
        call_command("demo")
    assert not Plan.objects.exists()


def test_a_made_up_password_is_kept_for_its_owner_only(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    settings.VAR = tmp_path
    first = people.password()
    assert len(first) >= 12
    assert people.password() == first
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0


def test_an_empty_password_is_no_password(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk was full when it was kept."""
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    settings.VAR = tmp_path
    (tmp_path / "demo-password").touch(mode=0o600)
    first = people.password()
    assert len(first) >= 12
    assert people.password() == first


def test_every_comment_of_the_content_names_a_proposal_and_a_person() -> None:
    cast = comments.read_cast()
    assert len(cast) >= 10
    assert all("示例" in name for name, _code in cast.values())


def test_static_files_are_collected_again_only_after_a_change(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[str] = []
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").touch()
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: collected.append(name))
    monkeypatch.setattr(prepare, "_fingerprint", lambda: "one")
    assert (prepare.collect_static(), prepare.collect_static()) == (True, False)
    monkeypatch.setattr(prepare, "_fingerprint", lambda: "two")
    assert prepare.collect_static()
    assert collected == ["collectstatic", "collectstatic"]


# --- serving --------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
def test_a_loopback_address_is_one(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_the_demonstration_refuses_to_be_public_unless_told(
    host: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    monkeypatch.delenv("DEMO_PUBLIC", raising=False)
    with pytest.raises(CommandError, match="DEMO_PUBLIC"):
        refuse_to_be_public(host)
    monkeypatch.setenv("DEMO_PUBLIC", "yes")
    refuse_to_be_public(host)


def test_a_taken_port_is_named_with_what_to_do() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="PORT="):
            refuse_taken_port("127.0.0.1", taken.getsockname()[1])


def test_a_free_port_is_taken() -> None:
    refuse_taken_port("127.0.0.1", 0)


def test_the_outline_covers_every_proposal_of_the_files() -> None:
    from maps.geometry import covers
    from maps.workbench.reading import read_features

    outline = read_features(plan.SHAPES / "outline.geojson", surroundings=plan.WORLD).features[0].shape
    rows = read_features(plan.SHAPES / "proposals.geojson", surroundings=plan.WORLD).features
    assert [row.code for row in rows if not covers(outline, row.shape)] == []
