from media.models.library import Material, Picture, Rendition, Upload, upload_path
from media.models.recordings import Cue, Recording, captions_path, recording_path
from media.models.slides import Slide, SlideSet, slide_path

__all__ = [
    "Cue",
    "Material",
    "Picture",
    "Recording",
    "Rendition",
    "Slide",
    "SlideSet",
    "Upload",
    "captions_path",
    "recording_path",
    "slide_path",
    "upload_path",
]
