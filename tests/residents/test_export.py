"""Taking all of mine away: one file to read, one for machines."""

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from residents import agreements, personal_data, preferences
from residents.models import Neighbourhood, User
from residents.notices import notify
from residents.personal_data import PersonalData, Row
from tests.factories import make_user

pytestmark = pytest.mark.django_db

EXPORT = "/me/export/"


@pytest.fixture
def resident(client: Client) -> User:
    place = Neighbourhood.objects.get(name="枫杨园")
    user = make_user("apo", agreed=False, display_name="枫桥边的<阿婆>", email="apo@example.org", neighbourhood=place)
    client.force_login(user)
    return user


def unzip(answer: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def data_of(client: Client) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(unzip(client.get(EXPORT)).read("my-data.json"))
    return data


def page_of(client: Client) -> str:
    return unzip(client.get(EXPORT)).read("my-data.html").decode()


def register(**kind: Any) -> None:
    values = {"name": "things", "title": "东西", "labels": {"word": "字"}}
    personal_data.register(PersonalData(**(values | kind)))


@pytest.fixture(autouse=True)
def _registry_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal_data, "_registry", dict(personal_data._registry))


def test_it_is_a_file_that_nobody_keeps_a_copy_of(client: Client, resident: User) -> None:
    answer = client.get(EXPORT)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="caoyang-my-data-20')
    assert "no-store" in answer["Cache-Control"]
    archive = unzip(answer)
    assert archive.testzip() is None
    assert archive.namelist() == ["my-data.json", "my-data.html"]


def test_it_says_in_which_form_it_is_and_when_it_was_made(client: Client, resident: User) -> None:
    data = data_of(client)
    assert (data["format"], data["version"]) == ("caoyang-my-data", 1)
    assert datetime.fromisoformat(data["exported_at"]).tzinfo == UTC


def test_the_account_is_in_it(client: Client, resident: User) -> None:
    (account,) = data_of(client)["account"]
    assert account["display_name"] == "枫桥边的<阿婆>"
    assert account["email"] == "apo@example.org"
    assert account["neighbourhood"] == "枫杨园"
    assert (account["email_verified"], account["phone_verified"]) == (False, True)
    assert account["roles"] == []
    assert "password" not in json.dumps(account)


def test_consents_and_notices_and_preferences_are_in_it(client: Client, resident: User) -> None:
    agreements.agree(user=resident, versions={"privacy": "1", "terms": "1"})
    agreements.withdraw(user=resident, name="terms")
    notify(user=resident, kind="decision", title="您的意见已发布", url="/plan/")
    preferences.choose(user=resident, ways={"followed": preferences.Ways(by_mail=False)})
    data = data_of(client)
    assert [(c["text"], c["version"], bool(c["withdrawn_at"])) for c in data["consents"]] == [
        ("privacy", "1", False),
        ("terms", "1", True),
    ]
    assert [(n["kind"], n["title"]) for n in data["notices"]] == [("意见审核结果", "您的意见已发布")]
    ways = {p["category"]: p["by_mail"] for p in data["notice_preferences"]}
    assert ways == {"own_words": True, "followed": False, "lectures": True}


def test_nothing_of_anybody_else_is_in_it(client: Client, resident: User) -> None:
    other = make_user("other", agreed=False, display_name="隔壁老王")
    notify(user=other, kind="decision", title="别人的通知", url="/plan/")
    agreements.agree(user=other, versions={"privacy": "1"})
    assert data_of(client)["consents"] == []
    assert not any(word in page_of(client) for word in ("别人的通知", "隔壁老王"))


def test_what_another_room_registers_is_in_both_copies(client: Client, resident: User) -> None:
    rows: list[Row] = [{"word": "甲", "code": "not-for-people"}, {"word": "乙"}]
    register(export=lambda user: rows if user == resident else [])
    assert data_of(client)["things"] == rows
    page = page_of(client)
    assert "<h2>东西</h2>" in page
    assert "<dt>字</dt><dd>甲</dd>" in page
    assert "not-for-people" not in page


def test_files_are_put_beside(client: Client, resident: User) -> None:
    register(files=lambda user: [("photos/1.jpg", io.BytesIO(b"a picture"))])
    assert unzip(client.get(EXPORT)).read("photos/1.jpg") == b"a picture"


def test_the_readable_copy_stands_alone_and_is_no_markup_of_ones_own(client: Client, resident: User) -> None:
    page = page_of(client)
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert "枫桥边的&lt;阿婆&gt;" in page
    assert "<阿婆>" not in page
    assert not any(outside in page for outside in ("<script", "src=", "<link", "url("))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(True, "是", id="yes"),
        pytest.param(False, "否", id="no"),
        pytest.param(datetime(2031, 1, 1, 16, 30, tzinfo=UTC), "2031年1月2日 00:30", id="moment_in_shanghai"),
        pytest.param(datetime(2031, 1, 1, tzinfo=UTC).date(), "2031年1月1日", id="day"),
        pytest.param(["甲", "乙"], "<div>甲</div><div>乙</div>", id="list"),
        pytest.param([{"word": "丙"}], "<div><dl><dt>字</dt><dd>丙</dd></dl>\n</div>", id="rows"),
        pytest.param(0, "0", id="zero_is_said"),
        pytest.param("http://x.example/a", '<a href="http://x.example/a">http://x.example/a</a>', id="address"),
        pytest.param("http://x.example/ 别点", "<dd>http://x.example/ 别点</dd>", id="no_address"),
        pytest.param({"type": "Point", "coordinates": [121.4, 31.2]}, "[121.4, 31.2]", id="shape"),
        pytest.param("<b>", "&lt;b&gt;", id="markup"),
    ],
)
def test_a_value_is_shown_in_words(client: Client, resident: User, value: Any, shown: str) -> None:
    register(export=lambda user: [{"word": value}])
    assert shown in page_of(client)


@pytest.mark.parametrize("value", [None, "", []])
def test_what_is_not_known_is_left_out_of_the_readable_copy(client: Client, resident: User, value: Any) -> None:
    register(export=lambda user: [{"word": value}])
    assert "<dt>字</dt>" not in page_of(client)
    assert data_of(client)["things"] == [{"word": value}]


def test_a_kind_with_nothing_says_so(client: Client, resident: User) -> None:
    register()
    assert "<h2>东西</h2>\n<p>没有。</p>" in page_of(client)


def test_a_stranger_takes_nothing_away() -> None:
    assert Client().get(EXPORT)["Location"] == "/accounts/login/?next=/me/export/"


def test_taking_away_is_no_post(client: Client, resident: User) -> None:
    assert client.post(EXPORT).status_code == 405


def test_the_account_comes_first_and_notices_last(client: Client, resident: User) -> None:
    register(name="things")
    names = [name for name in data_of(client) if name not in ("format", "version", "exported_at")]
    assert names[:2] == ["account", "consents"]
    assert names[-2:] == ["notice_preferences", "notices"]
    assert "things" in names
