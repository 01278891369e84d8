"""What would tell strangers who somebody is, where they live or how to reach them."""

import re

from maps.consultation.flagging.folding import canonical
from maps.consultation.flagging.numbers import find_numbers
from maps.consultation.flagging.spans import Span, merged

_NUMBER = r"(?:\d{1,5}|[〇零一二三四五六七八九十百]{1,7})"
_GAP = r"[\s,，、.\-]{0,3}"
_ROOM = r"室(?![一二两三四1234]厅|内|外)"
#: After these, three or four digits are an amount and not a flat.
_AMOUNT = "[弄号人名位个平米㎡元年棵株辆张条块万千百家厘%路线:：]"
_DOORS = (
    rf"{_NUMBER}{_GAP}弄{_GAP}第?{_NUMBER}(?:{_GAP}(?:号|幢|栋|支弄|室)|\s?[-/#]\s?\d{{2,4}})",
    rf"{_NUMBER}{_GAP}(?:号楼?|幢|栋|单元|弄|楼|层){_GAP}(?:{_NUMBER}{_GAP}(?:单元|楼|层){_GAP})?{_NUMBER}{_GAP}{_ROOM}",
    rf"(?<!\d)\d{{3,4}}\s?{_ROOM}",
    rf"{_NUMBER}{_GAP}(?:号楼?|幢|栋)\s{{0,2}}\d{{3,4}}(?!\d|\s?{_AMOUNT})",
)
_MAIL = (
    r"[a-z0-9][a-z0-9._%+\-]{0,63}\s{0,3}(?:@|\(at\)|\[at\]|艾特)\s{0,3}"
    r"(?:[a-z0-9\-]{1,63}\s{0,2}[.。]\s{0,2}){1,4}[a-z]{2,10}"
)
_PLATE = (
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[a-hj-np-z][\s.·•\-]{0,2}"
    r"(?=[a-z\s.·\-]{0,11}\d)[a-hj-np-z0-9](?:[\s.·\-]?[a-hj-np-z0-9]){4,5}(?![a-z0-9])"
)
_FILLER = r"(?:号码?|群|id|是|为|[:\s,，=\-()“”\"'《》「」【】]){0,8}"
_WECHAT = (
    r"(?:微信|薇信|威信|徽信|v信|(?<![a-z])(?:wechat|weixin|vx|wx)|加我?v)"
    rf"{_FILLER}(?!wechat|weixin)(?:[a-z][-_a-z0-9]{{5,19}}|\d{{6,11}})"
)
_QQ = rf"(?:(?<![a-z])qq|扣扣|球球|企鹅){_FILLER}[1-9](?:[ .\-]?\d){{4,10}}"
_PATTERNS = tuple(re.compile(pattern) for pattern in (*_DOORS, _MAIL, _PLATE, _WECHAT))
_CHINESE_QQ = re.compile(_QQ)
_FIGURES = str.maketrans("〇零一二三四五六七八九", "00123456789")


def find_personal_data(text: str) -> list[Span]:
    """Return where telephones, identity cards, doors, letters' addresses, number plates and accounts stand.

    A house at a road (花溪路199号) is a place everybody knows; with its lane and house, or a flat, it is somebody's door.
    """
    plain = canonical(text)
    figures = plain.text.translate(_FIGURES)
    found = [plain.span(*hit.span()) for pattern in _PATTERNS for hit in pattern.finditer(plain.text)]
    found += [plain.span(*hit.span()) for hit in _CHINESE_QQ.finditer(figures)]
    return merged([*find_numbers(plain), *found])
