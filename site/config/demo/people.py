"""The people of the demonstration: one for every role, and residents who do not exist."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from config.kept_secrets import kept_secret
from residents import agreements, phone_sign_in
from residents.models import Neighbourhood, User

#: User name → display name and groups. The administrator is a superuser.
STAFF: dict[str, tuple[str, tuple[str, ...]]] = {
    "admin": ("管理员（示例）", ()),
    "writer": ("撰稿人（示例）", ("writer",)),
    "editor": ("编辑（示例）", ("editor",)),
    "reviewer": ("审稿人（示例）", ("reviewer",)),
    "moderator": ("审核员甲（示例）", ("moderator",)),
    "moderator2": ("审核员乙（示例）", ("moderator",)),
    "planner": ("规划师（示例）", ("planner",)),
    "desk": ("服务窗口（示例）", ("desk",)),
}
RESIDENTS = {"resident": "居民甲（示例）", "resident2": "居民乙（示例）"}
#: Numbers to try the door with; nothing is ever sent there (示例).
PHONES = {"resident": "+8619900000001", "resident2": "+8619900000002"}
SUBDISTRICT = "310107005"


def password() -> str:
    """Return the one password of the demonstration: given, or made up once and kept beside the data."""
    kept = Path(settings.VAR) / "demo-password"
    if given := os.environ.get("DEMO_PASSWORD", ""):
        kept.touch(mode=0o600)
        kept.write_text(given)
        return given
    return kept_secret(kept, lambda: "-".join(secrets.token_hex(2) for _ in range(3)))


def make_people(cast: dict[str, tuple[str, str]]) -> dict[str, User]:
    """Make everybody; ``cast`` is key → (display name, three digits of the neighbourhood). Return them by key."""
    hashed = make_password(password())
    people = {}
    for name, (display_name, groups) in STAFF.items():
        people[name] = _make(name, display_name, hashed, is_superuser=name == "admin", is_staff=name == "admin")
        people[name].groups.set(Group.objects.filter(name__in=groups))
    for name, display_name in RESIDENTS.items():
        people[name] = _make(name, display_name, hashed, email=f"{name}@example.org")
        phone_sign_in.attach(user=people[name], phone=PHONES[name])
    neighbourhoods = {n.code: n for n in Neighbourhood.objects.all()}
    for key, (display_name, digits) in cast.items():
        if key not in people:
            people[key] = _make(
                f"cast-{key}",
                display_name,
                make_password(None),
                phone_verified=True,  # nobody signs in with it, and it may write
            )
        people[key].neighbourhood = neighbourhoods.get(SUBDISTRICT + digits)
        people[key].save(update_fields=("neighbourhood",))
    for person in people.values():
        agreements.agree_to_all(user=person)
    return people


def set_password() -> str:
    """Give everybody who can sign in the present password, if it changed; return it."""
    chosen = password()
    first = User.objects.filter(username="admin").first()
    if first and not first.check_password(chosen):
        User.objects.filter(username__in=[*STAFF, *RESIDENTS]).update(password=make_password(chosen))
    return chosen


def _make(name: str, display_name: str, hashed: str, **fields: object) -> User:
    return User.objects.create(username=name, display_name=display_name, password=hashed, **fields)
