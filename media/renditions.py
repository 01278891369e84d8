"""A photograph says where it was taken, when and with what. What we make from it does not."""

from willow.plugins.pillow import PillowImage
from willow.registry import registry

#: Where Pillow keeps what a camera or an editor wrote; Willow would write the first into every rendition.
WRITTEN_BY_A_CAMERA = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment")


def upright_and_forgetful(image: PillowImage) -> PillowImage:
    """Turn a picture upright by what the camera wrote, then drop what it wrote."""
    upright: PillowImage = PillowImage.auto_orient(image)
    for name in WRITTEN_BY_A_CAMERA:
        upright.image.info.pop(name, None)
    return upright


def register() -> None:
    """Take the place of Willow's first step, which every rendition begins with."""
    registry.register_operation(PillowImage, "auto_orient", upright_and_forgetful)
