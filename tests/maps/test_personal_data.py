"""What tells who somebody is, where they live or how to reach them; and what only looks like it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maps.consultation.flagging.personal import find_personal_data

ESTATES = [
    "源园",
    "花溪园",
    "金岭园",
    "杏梅园",
    "南岭园",
    "南杨园",
    "南梅园",
    "沙溪园",
    "南溪园",
    "枫杨园",
    "金杨园",
    "兰溪园",
    "金梅园",
    "杏杨园",
    "北梅园",
    "北岭园",
    "兰岭园",
    "桂杨园",
    "北杨园",
    "枫岭园",
]
ROADS = ["花溪路", "兰溪路", "杏山路", "梅岭北路", "枫桥路", "棠浦路", "桂巷路", "曹杨路", "武宁路", "中山北路"]
#: Eleven digits that no operator gives out: the pattern counts, nobody is called.
MOBILE = "13800000000"


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_personal_data(text)]


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(MOBILE, id="mobile"),
        pytest.param("138 0000 0000", id="spaced_3_4_4"),
        pytest.param("1380-000-0000", id="dashes"),
        pytest.param("1.3.8.0.0.0.0.0.0.0.0", id="dots"),
        pytest.param("1、3、8、0、0、0、0、0、0、0、0", id="listed"),
        pytest.param("１３８００００００００", id="full_width"),
        pytest.param("一三八零零零零零零零零", id="chinese"),
        pytest.param("壹叁捌〇〇〇〇〇〇〇〇", id="financial_chinese"),
        pytest.param("1三8零0零0零0零0", id="mixed"),
        pytest.param("幺三八零零零零零零零零", id="spoken"),
        pytest.param("①③⑧⓪⓪⓪⓪⓪⓪⓪⓪", id="circled"),
        pytest.param("138🎲0000🎲0000", id="emoji_between"),
        pytest.param("138%0000%0000", id="per_cents_between"),
        pytest.param("138\u200b0000\u200b0000", id="zero_widths"),
        pytest.param("86 138 0000 0000", id="country"),
        pytest.param("0086-13800000000", id="country_dialled"),
        pytest.param("021-62000000", id="landline"),
        pytest.param("021 6200 0000", id="landline_spaced"),
        pytest.param("0512-62000000", id="landline_elsewhere"),
    ],
)
def test_a_telephone_number_is_found_however_it_is_written(number: str) -> None:
    assert found(f"请打{number}，谢谢。2号楼。") == [number]


def test_a_landline_without_its_area_needs_a_word_that_says_so() -> None:
    assert found("座机 6200 0000") == ["6200 0000"]
    assert found("投资 62000000 元") == []


@pytest.mark.parametrize(
    "number",
    [
        # The example of GB 11643-1999, and one whose check character was worked out by its formula.
        pytest.param("11010519491231002X", id="eighteen_with_x"),
        pytest.param("11010519491231002x", id="small_x"),
        pytest.param("１１０１０５１９４９１２３１００２Ｘ", id="full_width"),
        pytest.param("110105 19491231 002X", id="spaced"),
        pytest.param("440524188001010014", id="eighteen_digits"),
        pytest.param("310107500101123", id="fifteen"),
    ],
)
def test_an_identity_card_is_found(number: str) -> None:
    assert found(f"身份证{number}号") == [number]


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("110105194912310021", id="wrong_check_character"),
        pytest.param("990105194912310025", id="no_such_province"),
        pytest.param("11010519491331002X", id="no_such_day"),
        pytest.param("310107501301123", id="fifteen_no_such_day"),
        pytest.param("1234567890123456", id="sixteen_digits"),
    ],
)
def test_digits_that_are_no_identity_card_are_not_found(number: str) -> None:
    assert found(f"编号{number}。") == []


@pytest.mark.parametrize(
    "door",
    [
        "139弄25号502室",
        "139 弄 25 号",
        "１３９弄２５号",
        "一百三十九弄二十五号",
        "139弄25-502",
        "12号301室",
        "3幢二单元501室",
        "5号楼502",
        "502室",
        "十二号三零一室",
    ],
)
def test_somebodys_door_is_found(door: str) -> None:
    assert found(f"我家在兰溪路{door}，灯坏了") == [door]


@pytest.mark.parametrize(
    "reached",
    [
        "zhang.san@example.com",
        "ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "zhang (at) example . com",
        "zhang艾特example.com",
        "沪A12345",
        "沪 a·d12345",
        "苏E·88888",
        "微信号：caoyang_88",
        "微信：caoyang88",
        "vx caoyang88",
        "加我v：caoyang88",
        "QQ：12345678",
        "扣扣一二三四五六七",
        "qq号是 123 456 789",
    ],
)
def test_other_ways_to_somebody_are_found(reached: str) -> None:
    assert found(f"有事找我，{reached}。") == [reached]


@pytest.mark.parametrize(
    "text",
    [
        "花溪路199号门口的灯坏了",
        "曹杨一村32号楼前要种树",
        "曹杨新村建于1951年，1952年住进1002户",
        "15分钟生活圈，步行800米",
        "2021-01-04 13:30 在武宁片区",
        "1998-05-12 10000 人参加",
        "1950、1953、1958三次扩建",
        "2010-2020年的规划",
        "三室一厅的房子",
        "2号楼会议室，活动室，办公室",
        "3号线曹杨路站，5号口",
        "5号 1300 人到场，12号楼1200平米",
        "预算25000000元",
        "请打12345热线",
        "1+5+3+10 的组织",
        "第一、第二、第三，一二三四五六七",
        "微信小程序、微信公众号都可以发布",
        "QQ群里说过了",
        "新A区和旧B区",
        "上午8:00、9:30、10:15、13:45",
    ],
)
def test_what_only_looks_like_it_is_not_found(text: str) -> None:
    assert found(text) == []


@example(pieces=["18.750000%", "100米"], between="。")
@given(
    st.lists(
        st.one_of(
            st.sampled_from(ESTATES),
            st.builds("{}{}号".format, st.sampled_from(ROADS), st.integers(1, 2999)),
            st.builds("{}年{}月{}日".format, st.integers(1900, 2035), st.integers(1, 12), st.integers(1, 31)),
            st.builds("{}年".format, st.integers(1900, 2035)),
            st.builds("{}分钟".format, st.integers(1, 90)),
            st.builds("{}米".format, st.integers(1, 5000)),
            st.builds("{:%}".format, st.floats(0, 1)),
        ),
        max_size=12,
    ),
    st.sampled_from(["，", "、", "。", " ", "和", "\n"]),
)
def test_estates_roads_dates_and_amounts_are_never_personal(pieces: list[str], between: str) -> None:
    assert found(between.join(pieces)) == []


@given(
    st.from_regex(r"1[3-9]\d{9}", fullmatch=True, alphabet=st.characters(codec="ascii")),
    st.lists(st.sampled_from(["", " ", ".", "-", "·", " - ", "\u200b", "～", "🎲"]), min_size=10, max_size=10),
    st.sampled_from([str.maketrans("", ""), str.maketrans("0123456789", "〇一二三四五六七八九"), str.maketrans("0123456789", "０１２３４５６７８９")]),
)  # fmt: skip
def test_no_spacing_and_no_digits_hide_a_mobile_number(number: str, gaps: list[str], digits: dict[int, int]) -> None:
    groups = [character + gap for character, gap in zip(number.translate(digits), [*gaps, ""], strict=True)]
    text = f"电话是{''.join(groups)}，打我"
    # A number whose first four digits stand apart like a year is taken for a date.
    looks_like_a_year = number.startswith("19") and set(gaps[:3]) <= {"", "\u200b"}
    assert found(text) or looks_like_a_year


@given(st.text())
def test_whatever_is_typed_it_is_read_to_the_end(text: str) -> None:
    for span in find_personal_data(text):
        assert 0 <= span.start < span.end <= len(text)
