"""The pages of a finished notice as pictures and sizes, for the window and for its printing."""

from boardapp.notices.pictures import Picture, page_picture, page_pictures, page_sizes_mm

__all__ = ["Picture", "page_picture", "page_pictures", "page_sizes_mm"]
