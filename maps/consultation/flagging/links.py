"""Addresses that lead away: of pages, short ones, bare domains, and the ids of WeChat's public accounts."""

import re

from maps.consultation.flagging.folding import canonical
from maps.consultation.flagging.spans import Span, merged

#: The endings that spam uses, and the common ones; a full list would find file names and abbreviations.
_ENDINGS = (
    "com cn net org gov edu top xyz vip cc info shop site club app link online icu tv io co ly me gl im ltd wang work fun"
    " pro store tech live asia biz mobi hk tw ink red website space art cloud group today world life"
).replace(" ", "|")
_DOT = r"\s{0,2}(?:[.。·•]|点|\(dot\)|\[dot\]|\[\.\])\s{0,2}"
_TAIL = r"(?:[/?#][^\s,;\u3000-\u9fff]{0,300})?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bh(?:tt|xx)ps?\s{0,2}:\s{0,2}/\s{0,2}/\s{0,2}[^\s,;\u3000-\u9fff]{1,300}",
        rf"(?<![a-z0-9@._-])www{_DOT}[a-z0-9]",
        rf"(?<![a-z0-9@._-])(?:[a-z0-9][a-z0-9-]{{0,62}}{_DOT}){{1,4}}(?:{_ENDINGS})(?![a-z0-9-]){_TAIL}",
        r"[\u4e00-\u9fffa-z0-9-]{1,30}\.(?:中国|公司|网络|网址|在线|集团)(?![\u4e00-\u9fff])",
        r"公\s{0,2}众\s{0,2}号(?:id|名称|账号|帐号|搜索|[:\s“”\"'「」【】《》是为,，]){0,6}[a-z][-_a-z0-9]{5,19}",
        r"(?<![a-z0-9])gh_[0-9a-f]{12}(?![a-z0-9])",
    )
)


def find_links(text: str) -> list[Span]:
    """Return where a text leads away from the site, also with spaces, full-width dots and 点 in the address."""
    plain = canonical(text)
    return merged(plain.span(*found.span()) for pattern in _PATTERNS for found in pattern.finditer(plain.text))
