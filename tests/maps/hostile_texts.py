"""Texts that somebody sends who means harm: more than two hundred, made from few families."""

from itertools import product

WORDS = ("赌博", "无抵押贷款", "代开发票", "去死", "刷单")
TRADITIONAL = ("賭博", "無抵押貸款", "代開發票", "刷單")
GAPS = ("", " ", "\u3000", ".", "，", "*", "\u200b", "\u2060", "🎲", "-_-", "1", "ab", "\n", "\u0301", "（", "\u00ad")
MOBILE = "13800000000"
DIGITS = (
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "٠١٢٣٤٥٦٧٨٩",
)
NUMBER_GAPS = ("", " ", ".", "-", "·", "\u200b", "🎲", "_")
LINKS = (
    "http://example.com", "HTTP://EXAMPLE.COM/?a=b&c=d", "https://example.com/%00", "hxxp://example.com", "example.com",
    "example点com", "ｅｘａｍｐｌｅ．ｃｏｍ", "www。example。cn", "t.cn/Abc", "user:pass@example.com/x", "公众号：abc_example", "gh_0123456789ab",
)  # fmt: skip
MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "javascript:alert(1)", "<!--", "]]>",
    "</textarea><script>alert(1)</script>", "<iframe src=//x></iframe>", "&lt;script&gt;", "<a href='data:text/html,x'>点我</a>",
    "<style>*{display:none}</style>", "<mark>x</mark></mark>", "<b", "'\"`;--", "<math><mi//xlink:href='x'>", "\\u003cscript\\u003e",
)  # fmt: skip
INJECTION = (
    "'; DROP TABLE consultation_comment;--", "1 OR 1=1", "%s%s%s%n", "%(proposal)s", "{0.__class__}", "{{ 7*7 }}", "{% load x %}", "${7*7}", "#{7*7}",
    "$(reboot)", "`id`", "| cat /etc/passwd", "../../../../etc/passwd", "..\\..\\windows", "\r\nSet-Cookie: a=b", "=cmd|'/c calc'!A1", "+1+1", "@SUM(1)",
    "__proto__", "None", "null", "undefined", "NaN", "true", "[object Object]", "0x00", "1e309", "\\", "\\\\", "%00", "%", "%%", "%d",
)  # fmt: skip
LETTERS = (
    "\u202e倒过来写的字\u202c", "\u2066隔离\u2069", "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307" * 5, "ﷺ" * 20, "﷽" * 20, "𠮷野家𠮷野家", "👨‍👩‍👧‍👦" * 30,
    "\ufeff开头的标记", "ß" * 50, "ŉ" * 50, "İıſ" * 20, "\u1160\u3164\u115f看不见", "ﬁﬂﬀ" * 20, "㍿㌀㌫" * 10, "⼈⼝⼤⼩⽉", "Ⅷ½²₃①㊙", "\u0e33\u0e33\u0e33\u0e33\u0e33", "नमस्ते दुनिया",
    "مرحبا بالعالم", "שלום עולם", "Ｚ̷̢̡a̸l̷g̶o̵ 文字", "\U000e0041\U000e0042标签字符", "\ufff9注\ufffa释\ufffb", "\x07\x08\x1b[31m颜色", "\x00空字符在这里", "\ud800孤立的代理", "\uffff\ufffe非字符",
    "\u2028\u2029\u0085行分隔", "\t\v\f制表", "　　　　　全角空格", "🏴\U000e0067\U000e0062\U000e007f旗", "ꙮ" * 40, "𒐫" * 20, "⸻" * 20,
)  # fmt: skip
LONG = (
    "字" * 2001, "字" * 2000, "a" * 2000, "1 " * 1000, "一" * 2000, "1" * 2000, "赌1" * 1000, "a.a-" * 500, "号1" * 1000, "微信号" * 660, "弄1" * 1000, "@" * 2000,
    "http://" * 280, "\n" * 500 + "五个字的话" + "\n" * 500, "((((" * 500, "1弄1号1室" * 300, "x@y." * 500, "沪A" * 1000, "qq" * 1000, "公众号" * 660,
)  # fmt: skip


def words() -> list[str]:
    """Words of the short list in disguise: each has to be flagged."""
    return [f"请看这里{gap.join(word)}，谢谢" for word, gap in product((*WORDS, *TRADITIONAL), GAPS)]


def numbers() -> list[str]:
    """A mobile number in disguise: each has to be flagged."""
    written = [MOBILE.translate(str.maketrans("0123456789", digits)) for digits in DIGITS]
    return [f"电话是{gap.join(number)}，打我" for number, gap in product(written, NUMBER_GAPS)]


def links() -> list[str]:
    return [f"请看 {link} 就知道" for link in LINKS]


def oddities() -> list[str]:
    """Markup, injections, odd letters, great lengths: some are flagged, none may do anything."""
    return [f"说一句：{text}" for text in (*MARKUP, *INJECTION, *LETTERS)] + list(LONG)


def all_texts() -> list[str]:
    return list(dict.fromkeys([*words(), *numbers(), *links(), *oddities()]))
