"""Sentences of the demonstration that stand in no content file."""

PLAN_SUMMARY = (
    "示例：以曹杨环浜为“一环”，两条“轴线”穿过，“三湾”聚起核心，五片临水的“连环浜”，加上十五分钟生活服务圈和五个文化空间体系。"
    "位置都是示意，非测绘成果。"
)
CHANNELS = "示例：不用手机也可以说。请到本页页脚写明的窗口，或打页脚的电话，由工作人员代为录入。"
#: What a real site says of itself in its settings: here, only where it stands.
CONTACT = {
    "phone": "示例：这里写电话号码",
    "desk": "示例：这里写窗口的地址",
    "desk_hours": "示例：这里写开放时间",
}
