import io
from pathlib import Path

import pytest
from PIL import Image

from boardapp.core.errors import UserError
from boardapp.core.village import Book
from boardapp.services import attachments
from boardapp.services.desk import Desk
from boardapp.store import attachments as store


def photo(path: Path, size: tuple[int, int] = (300, 200), kind: str = "JPEG") -> Path:
    """Write a photo that tells where and with what it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", size, "green").save(path, kind, exif=exif)
    return path


def test_a_photo_loses_its_hidden_data_stands_upright_and_is_scaled(
    desk: Desk, tmp_path: Path
) -> None:
    source = photo(tmp_path / "a.jpg", (4000, 1000))
    one = attachments.attach(desk, "asset", "id", source, "外观")
    kept = attachments.attachment_path(desk, one)
    assert kept.parent.parent == desk.folder / "attachments"
    assert kept.name == f"{one.digest}.jpg"
    data = kept.read_bytes()
    assert b"PhoneMaker" in source.read_bytes()
    assert b"PhoneMaker" not in data
    with Image.open(io.BytesIO(data)) as picture:
        assert not picture.getexif()
        assert picture.size == (500, 2000)
    assert store.of_owner(desk.db, "asset", "id") == (one,)
    assert store.begun(desk.db, one.digest[:6]) == (one,)


def test_the_same_file_twice_is_kept_once_and_can_belong_to_two(desk: Desk, tmp_path: Path) -> None:
    source = photo(tmp_path / "a.jpg")
    first = attachments.attach(desk, "asset", "1", source)
    attachments.attach(desk, "asset", "1", source)
    attachments.attach(desk, "contract", "2", source)
    files = [path for path in (desk.folder / "attachments").rglob("*") if path.is_file()]
    assert len(files) == 1
    assert attachments.detach(desk, "asset", "1", first.digest[:8]).digest == first.digest
    assert store.of_owner(desk.db, "asset", "1") == ()
    assert len(store.of_owner(desk.db, "contract", "2")) == 1
    with pytest.raises(UserError, match="没有编号"):
        attachments.detach(desk, "asset", "1", first.digest)


@pytest.mark.parametrize(
    ("kind", "media"),
    [("PNG", "image/png"), ("BMP", "image/jpeg"), ("TIFF", "image/jpeg"), ("WEBP", "image/jpeg")],
)
def test_pictures_of_other_kinds_are_kept_as_common_ones(
    tmp_path: Path, kind: str, media: str
) -> None:
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, (9, 9)).save(tmp_path / "a", kind)
    assert attachments.cleaned(tmp_path / "a")[1] == media


def test_a_pdf_is_kept_as_it_is(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 ...")
    one = attachments.attach(desk, "contract", "id", tmp_path / "a.pdf")
    assert (one.media, one.name) == ("application/pdf", "a.pdf")
    assert attachments.attachment_path(desk, one).read_bytes() == b"%PDF-1.4 ..."


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "不是照片或 PDF"),
        (b"PK\x03\x04word", "不是照片或 PDF"),
        (b"MZ program", "不是照片或 PDF"),
        (b"\x00\x00\x00\x18ftypheic....", "HEIC"),
        (b"\xff\xd8\xff broken", "可能不完整"),
        (b"\x89PNG\r\n\x1a\n broken", "可能不完整"),
        (b"RIFFxxxxWAVE", "可能不完整"),
        (b"BM", "可能不完整"),
    ],
)
def test_what_is_no_photo_or_is_cut_short_is_refused(
    desk: Desk, tmp_path: Path, data: bytes, told: str
) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    with pytest.raises(UserError, match=told):
        attachments.attach(desk, "asset", "id", tmp_path / "a.jpg")
    assert store.of_owner(desk.db, "asset", "id") == ()


def test_a_cut_photo_is_refused(tmp_path: Path) -> None:
    whole = photo(tmp_path / "a.jpg").read_bytes()
    (tmp_path / "b.jpg").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UserError, match="可能不完整"):
        attachments.cleaned(tmp_path / "b.jpg")


def test_files_that_are_too_large_or_not_there_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="找不到"):
        attachments.cleaned(tmp_path / "none.jpg")
    with pytest.raises(UserError, match="文件夹"):
        attachments.cleaned(tmp_path)
    source = photo(tmp_path / "a.jpg")
    monkeypatch.setattr(attachments, "MOST_PIXELS", 100)
    with pytest.raises(UserError, match="太大"):
        attachments.cleaned(source)
    monkeypatch.setattr(attachments, "LARGEST_FILE", 10)
    with pytest.raises(UserError, match="40MB"):
        attachments.cleaned(source)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1")
    monkeypatch.setattr(attachments, "LARGEST_PDF", 1)
    with pytest.raises(UserError, match="20MB"):
        attachments.cleaned(tmp_path / "a.pdf")


def test_a_file_that_is_gone_or_altered_is_said_and_mended_by_adding_it_again(
    desk: Desk, book: Book, tmp_path: Path
) -> None:
    source = photo(tmp_path / "a.jpg")
    one = attachments.attach(desk, "asset", book.id, source)
    path = attachments.attachment_path(desk, one)
    path.write_bytes(b"other")
    with pytest.raises(UserError, match="已损坏"):
        attachments.attachment_path(desk, one)
    path.unlink()
    with pytest.raises(UserError, match="不在数据文件夹里"):
        attachments.attachment_path(desk, one)
    attachments.attach(desk, "asset", book.id, source)
    assert attachments.attachment_path(desk, one) == path
