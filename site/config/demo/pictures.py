"""The demonstration's pictures, each drawn by a program: what they are called, what they show, how to draw them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from PIL import Image

from config.demo.drawing import creek, maps, papers, plans, posters, rooms, streets

CREDIT = "美好曹杨 程序绘制（示例）"
LANDSCAPE = (1600, 1000)
#: Flat inks and the steps between them at edges; more colours than this cannot be told apart.
PNG_COLOURS = 96

Size = tuple[int, int]


class UnknownPicture(KeyError):
    """No picture has this key."""


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """One picture: its name in the library, its text for those who do not see it, and its drawing."""

    title: str
    alt: str
    scene: Callable[[Size], Image.Image]
    size: Size = LANDSCAPE


def _poster(number: int, title: str, alt: str) -> PictureSpec:
    return PictureSpec(title, alt, partial(_draw_poster, number), posters.SIZE)


def _draw_poster(number: int, size: Size) -> Image.Image:
    return posters.draw_poster(number, size=size)


PICTURES: dict[str, PictureSpec] = {
    "ring-walk": PictureSpec(
        "沿河散步",
        "插画：一条小河拐着弯流过草地，柳树垂在水面，河上有一只带篷的小船；小路上两个人散步，一个拄着拐杖，长椅上坐着两个人，远处是三层楼的红顶房子。",
        creek.ring_walk,
    ),
    "market-street": PictureSpec(
        "街边的菜摊",
        "插画：街边三个有条纹雨篷的摊子，摊上堆着黄、绿、红三种果菜；几个大人和一个孩子走过，前面停着一辆自行车。",
        streets.market_street,
    ),
    "notice-board": PictureSpec(
        "公告栏",
        "插画：有红色小屋顶的公告栏上钉着八张纸，纸上没有字；两个大人和一个孩子站在前面，旁边停着一辆自行车。",
        streets.notice_board,
    ),
    "lecture-hall": PictureSpec(
        "讲堂",
        "插画：暗下来的房间里，银幕上画着一圈河、两条红色虚线和三个黄点；三排人背对我们坐着看。",
        rooms.lecture_hall,
    ),
    "meeting-table": PictureSpec(
        "会议桌",
        "插画：从上往下看一张红色长桌，两边各摆七份纸和七只茶杯，中间铺着一张画了十二个方格的长纸；椅子上没有人。",
        rooms.meeting_table,
    ),
    "wall-chart": PictureSpec(
        "挂图",
        "插画：墙上挂着一张有二十三个方格的图，涂满了十一个，一个人拿着笔正在涂第十二个。只是插图，不表示进度。",
        rooms.wall_chart,
    ),
    "organisation": PictureSpec(
        "一、五、三、十",
        "插画：四块苗圃，从远到近种着一棵大树、五棵青色的树、三棵红色的树和十丛灌木，数目是一、五、三、十。",
        rooms.organisation,
    ),
    "tree-rings": PictureSpec(
        "三圈和五圈年轮",
        "插画：草地上两块树干的切面，小的有三圈年轮，大的有五圈，旁边落着三片黄叶。",
        rooms.tree_rings,
    ),
    "four-stacks": PictureSpec(
        "四叠备好的东西",
        "插画：桌上四叠纸，最上面依次是写了几行的材料、画了格子的表、三张挂绳的胸牌、两只口罩。",
        papers.four_stacks,
    ),
    "slips-and-box": PictureSpec(
        "纸条和箱子",
        "插画：桌子中间一只贴了白封条的红箱子，左右两只盘子里堆着折好的纸条，有一张正在箱口。",
        papers.slips_and_box,
    ),
    "still-life": PictureSpec(
        "钟、眼镜和茶",
        "插画：桌上有一只红色闹钟、一叠纸上的一副眼镜、一支铅笔，和一杯冒热气的茶。",
        papers.still_life,
    ),
    "review-trays": PictureSpec(
        "灯下看信",
        "插画：台灯照着一封摊开的信，上面放着放大镜，旁边一枚印章；左边的盘子里信多，右边的少。",
        papers.review_trays,
    ),
    "phone-map": PictureSpec(
        "手机上的地图",
        "插画：一只手拿着手机，屏幕上有一圈河、两条红色虚线和一个黄色的位置标记，下面是三行单子；背后是树和水。",
        maps.phone_map,
    ),
    "map-fold": PictureSpec(
        "折起来的地图",
        "插画：一张折成五面的地图，五面分别画着一圈粗线、红色虚线、点线和斜线块、黄色的块、圆圈和圆点。",
        maps.map_fold,
    ),
    "ring-plan": PictureSpec(
        "规划师的图纸",
        "插画：桌上一张图纸，画着首尾相接的一圈河、两条红色虚线、三处黄色的湾和许多小房子，右下角放着一支铅笔。不是实际的地图。",
        plans.ring_plan,
    ),
    "poster-1": _poster(1, "讲堂海报 一", "海报：一圈又粗又弯的河占满画面，两条红色虚线穿过，河上有三个黄色圆环；底下一个黄点。"),
    "poster-2": _poster(2, "讲堂海报 二", "海报：水面上一条圆环形的白色小路断成三截，断处用黄色脚印连起来，中间一座小桥；底下两个黄点。"),
    "poster-3": _poster(3, "讲堂海报 三", "海报：一扇亮着的窗，窗下是台阶和坡道，一条红色扶手从低处一直通到高处；底下三个黄点。"),
    "poster-4": _poster(4, "讲堂海报 四", "海报：像钟面一样的一圈圈路，右上的四分之一是红色，一条黄色的路从中间的小房子通出来；底下四个黄点。"),
}  # fmt: skip


def draw(key: str, size: Size | None = None) -> Image.Image:
    """Draw a picture, at its own size where none is named.

    Raises ``UnknownPicture``.
    """
    try:
        spec = PICTURES[key]
    except KeyError:
        raise UnknownPicture(key) from None
    return spec.scene(size or spec.size)


def png(key: str, size: Size | None = None) -> bytes:
    """Return a picture as the bytes of a small PNG file."""
    return encoded(draw(key, size))


def encoded(image: Image.Image) -> bytes:
    few = image.quantize(PNG_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = BytesIO()
    few.save(file, "PNG", optimize=True)
    return file.getvalue()
