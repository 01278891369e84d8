"""Who hears of what, and by which way; and the link in a letter that ends letters."""

from typing import Any

import pytest
from django.core import mail, signing
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from residents import phone_sign_in, preferences, unsubscribing
from residents.models import Notice, NoticePreference, User
from residents.notices import notify
from residents.preferences import Ways
from tests.factories import make_user
from tests.residents.by_phone import NUMBER, SAME, RecordingSender, ask

pytestmark = pytest.mark.django_db

PAGE = "/me/notices/"


@pytest.fixture
def resident(client: Client) -> User:
    user = make_user("apo", email="apo@example.org", display_name="阿婆", phone_verified=False)
    client.force_login(user)
    return user


@pytest.fixture
def reachable(resident: User) -> User:
    """Has proved a number and wants text messages about their own words."""
    phone_sign_in.attach(user=resident, phone=SAME)
    prefer(resident, "own_words", by_text=True)
    return resident


def tell(user: User, kind: str = "decision", title: str = "您的意见已发布") -> Notice:
    return notify(user=user, kind=kind, title=title, url="/plan/ring/")


def prefer(user: User, category: str, **ways: bool) -> None:
    preferences.choose(user=user, ways={category: Ways(**ways)})


# ── at once or not ──────────────────────────────────────────────────────────────


def test_every_kind_of_notice_has_a_category() -> None:
    assert set(preferences.CATEGORY_OF) == set(Notice.Kind.values)


@pytest.mark.parametrize(
    ("kind", "letters"),
    [("decision", 1), ("answer", 1), ("appeal", 1), ("report", 1), ("progress", 0), ("queue", 0), ("lecture", 1)],
)
def test_only_news_of_ones_own_words_and_places_leave_at_once(resident: User, kind: str, letters: int) -> None:
    notice = tell(resident, kind)
    assert len(mail.outbox) == letters
    notice.refresh_from_db()
    assert (notice.sent_at is not None) == bool(letters)


def test_a_letter_is_readable_and_says_how_to_end_such_letters(resident: User, mailoutbox: list[EmailMessage]) -> None:
    tell(resident)
    letter = mailoutbox[0]
    lines = [line for line in letter.body.splitlines() if line]
    assert lines[:2] == ["阿婆，您好：", "您的意见已发布"]
    assert "http://127.0.0.1:8000/plan/ring/" in lines
    off = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert lines[-1] == off
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_wants_no_letters_gets_none_and_keeps_the_notice(resident: User) -> None:
    prefer(resident, "own_words", by_mail=False)
    tell(resident)
    assert mail.outbox == []
    assert Notice.objects.unread().count() == 1


def test_a_letter_that_was_sent_is_not_sent_again(resident: User) -> None:
    from residents.letters import send_notice

    notice = tell(resident)
    send_notice.call(notice.pk)
    send_notice.call(99_999)
    assert len(mail.outbox) == 1


def test_who_was_deactivated_or_has_left_is_told_nothing(resident: User) -> None:
    resident.is_active = False
    tell(resident)
    resident.closed_at = timezone.now()
    tell(resident)
    assert mail.outbox == []
    assert Notice.objects.count() == 1


# ── text messages ───────────────────────────────────────────────────────────────


def test_a_text_message_says_what_happened_and_nothing_else(reachable: User, texts: list[tuple[str, str]]) -> None:
    tell(reachable)
    assert texts == [(SAME, "您的意见已发布")]


@pytest.mark.parametrize("lacking", ["SMS_SENDER", "PHONE_KEYS"])
def test_without_a_sender_or_a_key_nobody_is_texted(
    reachable: User, texts: list[tuple[str, str]], settings: Any, lacking: str
) -> None:
    setattr(settings, lacking, type(getattr(settings, lacking))())
    tell(reachable)
    assert texts == []


def test_a_sender_that_sends_codes_only_sends_no_news(reachable: User, texts: list[tuple[str, str]]) -> None:
    RecordingSender.tells = False
    tell(reachable)
    assert texts == []


def test_who_has_no_number_or_does_not_want_it_is_not_texted(resident: User, texts: list[tuple[str, str]]) -> None:
    prefer(resident, "own_words", by_text=True)
    tell(resident)
    phone_sign_in.attach(user=resident, phone=SAME)
    prefer(resident, "own_words", by_text=False)
    tell(resident)
    assert texts == []


def test_a_provider_that_fails_loses_neither_the_notice_nor_the_letter(
    reachable: User, texts: list[tuple[str, str]]
) -> None:
    RecordingSender.fails = True
    tell(reachable)
    assert texts == []
    assert (len(mail.outbox), Notice.objects.unread().count()) == (1, 1)


def test_news_use_half_of_the_days_messages_and_the_other_half_is_for_codes(
    reachable: User, texts: list[tuple[str, str]], settings: Any, client: Client
) -> None:
    settings.SMS_PER_DAY = 4
    for _number in range(3):
        tell(reachable)
    assert len(texts) == 2
    for number in ("13911114441", "13911114442"):
        assert ask(Client(), number).status_code == 302
    assert len(RecordingSender.messages) == 2
    assert ask(Client(), "13911114443").status_code == 429


def test_news_do_not_keep_their_reader_from_a_code(reachable: User, texts: list[tuple[str, str]]) -> None:
    for _number in range(6):
        tell(reachable)
    assert ask(Client(), NUMBER).status_code == 302


# ── the page ────────────────────────────────────────────────────────────────────


def test_the_page_shows_what_is_so_now(client: Client, resident: User) -> None:
    page = client.get(PAGE)
    form = page.context["form"]
    assert form["followed-by_mail"].value() is True
    assert form["own_words-in_site"].field.disabled
    assert set(form.fields) == {
        "own_words-in_site",
        "own_words-by_mail",
        "followed-in_site",
        "followed-by_mail",
        "lectures-in_site",
        "lectures-by_mail",
    }
    assert "no-store" in page["Cache-Control"]


def test_what_is_ticked_is_kept(client: Client, resident: User) -> None:
    client.post(PAGE, {"own_words-by_mail": "on", "followed-in_site": "on"})
    chosen = preferences.ways_of(resident)
    assert chosen["own_words"] == Ways(in_site=True, by_mail=True)
    assert chosen["followed"] == Ways(in_site=True, by_mail=False)
    client.post(PAGE, {})
    assert preferences.ways_of(resident)["followed"] == Ways(in_site=False, by_mail=False)
    assert NoticePreference.objects.count() == 3


def test_news_of_ones_own_words_cannot_be_switched_off_in_the_site(client: Client, resident: User) -> None:
    client.post(PAGE, {"own_words-in_site": ""})
    prefer(resident, "own_words", in_site=False)
    tell(resident)
    assert preferences.ways_of(resident)["own_words"].in_site
    assert "您的意见已发布" in client.get("/me/").content.decode()


def test_what_is_switched_off_in_the_site_is_neither_shown_nor_counted(client: Client, resident: User) -> None:
    tell(resident, "progress", "方案有进展")
    tell(resident)
    assert '<span class="num">2</span>' in client.get("/me/state/").content.decode()
    prefer(resident, "followed", in_site=False)
    prefer(make_user(), "own_words", in_site=False)
    assert "方案有进展" not in client.get("/me/").content.decode()
    assert '<span class="num">1</span>' in client.get("/me/state/").content.decode()


def test_text_messages_are_offered_only_where_they_are_sent_to_a_verified_number(
    client: Client, resident: User, texts: list[tuple[str, str]]
) -> None:
    User.objects.update(phone_verified=False)
    assert "手机短信" not in client.get(PAGE).content.decode()
    prefer(resident, "followed", by_text=True)
    client.post(PAGE, {})
    assert preferences.ways_of(resident)["followed"].by_text  # not asked, so not changed
    User.objects.update(phone_verified=True)
    assert "手机短信" in client.get(PAGE).content.decode()
    client.post(PAGE, {})
    assert not preferences.ways_of(resident)["followed"].by_text


def test_who_works_here_chooses_about_work_too(client: Client) -> None:
    client.force_login(make_user(groups=("moderator",)))
    assert "work-by_mail" in client.get(PAGE).context["form"].fields


def test_a_stranger_chooses_nothing() -> None:
    client = Client()
    for answer in (client.get(PAGE), client.post(PAGE, {"followed-by_mail": "on"})):
        assert answer["Location"] == "/accounts/login/?next=/me/notices/"
    assert not NoticePreference.objects.exists()


# ── the link in a letter ────────────────────────────────────────────────────────


def off(user: User, *categories: str) -> str:
    return unsubscribing.link_for(user, categories or ("followed",)).removeprefix("http://127.0.0.1:8000")


def test_the_link_asks_first_and_then_ends_the_letters_of_its_kind(resident: User) -> None:
    stranger = Client(enforce_csrf_checks=True)  # whoever holds the letter, and a mail program
    path = off(resident)
    page = stranger.get(path)
    assert "我关注的方案" in page.content.decode()
    assert "阿婆" not in page.content.decode()
    assert preferences.ways_of(resident)["followed"].by_mail
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    ways = preferences.ways_of(resident)
    assert (ways["followed"].by_mail, ways["followed"].in_site, ways["own_words"].by_mail) == (False, True, True)


def test_pressing_it_twice_changes_nothing_more(client: Client, resident: User) -> None:
    for _number in range(2):
        assert "已经关掉" in client.post(off(resident, "followed", "work")).content.decode()
    assert NoticePreference.objects.filter(by_mail=False).count() == 2


@pytest.mark.parametrize("path", ["/me/notices/off/nonsense/", "/me/notices/off/WzEsImZvbGxvd2VkIl0:1x:abc/"])
def test_a_made_up_link_is_told_so(client: Client, path: str) -> None:
    answer = client.post(path)
    assert answer.status_code == 410
    assert "这个链接不能用了" in answer.content.decode()
    assert not NoticePreference.objects.exists()


def test_a_link_for_one_thing_does_not_open_another(client: Client, resident: User) -> None:
    token = signing.dumps([resident.pk, "followed"], salt="another.purpose")
    assert client.post(f"/me/notices/off/{token}/").status_code == 410


def test_a_link_that_is_too_old_is_told_so(client: Client, resident: User, monkeypatch: pytest.MonkeyPatch) -> None:
    path = off(resident)
    monkeypatch.setattr(unsubscribing, "LONGEST", -1)
    assert client.post(path).status_code == 410
    assert preferences.ways_of(resident)["followed"].by_mail


def test_the_link_of_who_has_left_does_nothing(client: Client, resident: User) -> None:
    path = off(resident)
    User.objects.update(is_active=False)
    assert client.post(path).status_code == 410
