"""A short list to begin with, in our own words; after that it belongs to the moderators, who change it as they need."""

from typing import Any

from django.db import transaction

from maps.consultation.models import SensitiveWord

WORDS = (
    # gambling
    "赌博", "赌场", "赌球", "博彩", "六合彩", "网赌", "时时彩", "棋牌代理", "下注", "彩票内幕",
    # loans and money games
    "网贷", "高利贷", "无抵押贷款", "小额贷款", "秒批贷款", "信用卡套现", "信用卡提额", "稳赚不赔", "内幕消息", "炒币群", "资金盘",
    # spam
    "代开发票", "刷单", "日结兼职", "兼职日赚", "加微信", "加v", "加vx", "私聊领取", "免费领红包", "扫码进群", "代办证件", "办假证", "刻章", "代刷", "代写论文",
    # what is sold unlawfully, or is nobody's business here
    "迷药", "枪支", "毒品", "裸聊", "约炮", "援交", "上门服务妹", "代孕",
    # abuse
    "傻逼", "煞笔", "他妈的", "你妈的", "去死", "王八蛋", "滚蛋", "狗东西", "脑残", "白痴", "人渣", "贱人", "死全家", "不要脸",
)  # fmt: skip
EXCEPTIONS = (
    "反赌博", "禁止赌博", "禁赌博", "赌博举报", "防范网贷", "抵制高利贷", "远离高利贷", "防范刷单", "刷单诈骗", "拒绝毒品", "远离毒品", "毒品预防", "禁毒品",
    "枪支弹药禁止", "公积金小额贷款", "加微信公众号", "加微信支付",
)  # fmt: skip


@transaction.atomic
def load_default_words(**kwargs: Any) -> None:
    """Fill an empty list; a receiver of ``post_migrate``. What moderators removed does not come back."""
    if SensitiveWord.objects.exists():
        return
    kinds = ((SensitiveWord.Kind.WORD, WORDS), (SensitiveWord.Kind.EXCEPTION, EXCEPTIONS))
    SensitiveWord.objects.bulk_create(SensitiveWord(word=word, kind=kind) for kind, words in kinds for word in words)
