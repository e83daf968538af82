"""File names: what they tell by themselves."""

import pytest

from boardapp.core.finding import Level
from boardapp.core.privacy import Kind, scan_name
from tests.core.privacy.numbers import identity

ID = identity()


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        (f"王某{ID}.jpg", Kind.IDENTITY, Level.MUST),
        (f"王某_{ID}.jpg", Kind.IDENTITY, Level.MUST),
        (f"{ID[:6]}_{ID[6:]}.pdf", Kind.IDENTITY, Level.MUST),
        ("13812341234.jpg", Kind.MOBILE, Level.MUST),
        ("wangmou_13812341234.7z", Kind.MOBILE, Level.MUST),
        ("王某13812341234", Kind.MOBILE, Level.MUST),
        ("青石桥村3组12号.jpg", Kind.ADDRESS, Level.MUST),
        ("身份证正面.jpg", Kind.IDENTITY, Level.VERIFY),
        ("王某残疾证.png", Kind.ILLNESS, Level.VERIFY),
        ("户口本扫描件.pdf", Kind.IDENTITY, Level.VERIFY),
    ],
)
def test_private_file_names(name: str, kind: Kind, level: Level) -> None:
    assert (kind, level) in [(one.kind, one.level) for one in scan_name(name)]


@pytest.mark.parametrize(
    "name",
    [
        "IMG_20261008_123000.jpg",
        "mmexport1697012345678.jpg",
        "微信图片_20261008123000.jpg",
        "Screenshot_20261008-123000.png",
        "WX20261008-123000@2x.png",
        "DSC_0012.JPG",
        "合同HT-2026-0001-00012.pdf",
        "centre-2026-10.xlsx",
        "boardbundle-331181102299-0012.zip",
        "331181102299-2026-003.pdf",
        "发票24332000000012345678.pdf",
        "公示照片12号.jpg",
        "",
        ".jpg",
    ],
)
def test_file_names_of_cameras_and_papers_are_left_alone(name: str) -> None:
    assert scan_name(name) == ()
