"""The name a resident shows to others: tidied as typed, and not posing as an office."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHORTEST = 2
LONGEST = 30

#: A display name may not pose as an office or its staff (互联网用户账号信息管理规定 8).
OFFICE_WORDS = (
    "街道", "居委", "居民委员会", "党委", "党工委", "党支部", "党总支", "党组织", "区委", "政府", "办事处", "派出所", "公安", "民警",
    "规划局", "工作人员", "管理员", "审核员", "官方", "版主", "客服", "美好曹杨", "admin",
)  # fmt: skip
#: Only what the words above need; a library of all traditional forms would not make them safer.
SIMPLIFIED = str.maketrans("黨辦處員會區總組織規劃審門號楊務組", "党办处员会区总组织规划审门号杨务组")
#: Controls, invisible format characters (zero width, direction), surrogates, private use, line and paragraph separators.
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

#: Letters by category that show nothing: Hangul fillers, the braille blank.
BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u180e")
#: Cyrillic and Greek letters that look like Latin ones.
LOOK_ALIKES = str.maketrans("аеіорсухмнтваοαερινκ", "aeiopcyxmhtbaoaepivk")


def tidy(name: str) -> str:
    """Return ``name`` composed, without invisible characters, each stretch of white space one space."""
    words = unicodedata.normalize("NFC", name).split()
    seen = ("".join(c for c in word if unicodedata.category(c) not in INVISIBLE and c not in BLANKS) for word in words)
    return " ".join(word for word in seen if word)


def bare(name: str) -> str:
    """Return what ``name`` reads as: full-width and traditional forms folded, only letters and digits kept."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(SIMPLIFIED).translate(LOOK_ALIKES)
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


def validate_display_name(name: str) -> None:
    """Refuse a tidied name that is too short to be one, or that reads as an office's."""
    letters = bare(name)
    if len(letters) < SHORTEST:
        raise ValidationError(_("显示名至少要有两个字，请再写长一点。"), code="display_name_short")
    if any(word in letters for word in OFFICE_WORDS):
        raise ValidationError(_("显示名不能像单位或工作人员的名称，请换一个。"), code="display_name_office")
