"""Photos and scans: taken in without hidden data, kept under their digest, found again whole."""

import hashlib
import io
import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlite_utils import Database

from boardapp.core.errors import UserError
from boardapp.core.privacy import mask
from boardapp.services.desk import Desk
from boardapp.services.files import write_whole
from boardapp.store import attachments as store
from boardapp.store.attachments import Attachment

FOLDER = "attachments"
LARGEST_FILE = 40 * 1024 * 1024
LARGEST_PDF = 20 * 1024 * 1024
LONGEST_SIDE = 2000
MOST_PIXELS = 120_000_000

_PICTURES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"BM": "BMP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"RIFF": "WEBP",
}


def attach(desk: Desk, owner_kind: str, owner_id: str, path: Path, name: str = "") -> Attachment:
    """Take a photo or a PDF in and say what it belongs to; ``owner_kind`` is the record's table.

    A photo loses its hidden data (place, phone, time), is turned upright and scaled down. The
    same file twice is kept once. Numbers that identify a person are masked in its name. Raises
    UserError when it is neither photo nor PDF.
    """
    one = taken_in(desk, path, name)
    details = {"owner": owner_kind, "id": owner_id, "digest": one.digest, "name": one.name}
    with desk.writing("attach", details) as db:
        keep(db, one, owner_kind, owner_id)
    return one


def taken_in(desk: Desk, path: Path, name: str = "") -> Attachment:
    """Copy a photo or a PDF into the data folder, for ``keep`` to note in a transaction.

    A file that nothing was noted of afterwards does no harm: it lies there under its digest.
    """
    data, media = cleaned(path)
    digest = hashlib.sha256(data).hexdigest()
    label = mask(name.strip() or path.name)
    one = Attachment(digest, label, media, len(data), desk.today, desk.operator)
    target = desk.folder / FOLDER / one.file_name
    if not _whole(target, digest):
        write_whole(target, data)
    return one


def keep(db: Database, one: Attachment, owner_kind: str, owner_id: str) -> None:
    """Note a file that was taken in and what it belongs to, within somebody's transaction."""
    store.save(db, one)
    store.link(db, one.digest, owner_kind, owner_id, one.name)


def detach(desk: Desk, owner_kind: str, owner_id: str, digest: str) -> Attachment:
    """Take a file off a record, named by the beginning of its digest; the file itself is kept."""
    found = [
        one
        for one in store.of_owner(desk.db, owner_kind, owner_id)
        if digest and one.digest.startswith(digest)
    ]
    if len(found) != 1:
        raise UserError(f"这里没有编号以“{digest}”开头的附件，或不止一个。没有改动。")
    one = found[0]
    details = {"owner": owner_kind, "id": owner_id, "digest": one.digest, "name": one.name}
    with desk.writing("detach", details) as db:
        store.unlink(db, one.digest, owner_kind, owner_id)
    return one


def attachment_path(desk: Desk, one: Attachment) -> Path:
    """Return where a file lies, having checked that it is whole; raises UserError otherwise."""
    path = desk.folder / FOLDER / one.file_name
    if not path.exists():
        raise UserError(
            f"附件“{one.name}”的文件不在数据文件夹里了，其他数据完好。"
            "请从备份恢复，或重新拍照、扫描后再添加一次。"
        )
    if not _whole(path, one.digest):
        raise UserError(
            f"附件“{one.name}”的文件已损坏或被改动，其他数据完好。请从备份恢复，或重新添加一次。"
        )
    return path


def cleaned(path: Path) -> tuple[bytes, str]:
    """Return a file as it is kept, and its media type; raises UserError with one sentence."""
    data = _bytes_of(path)
    if data.startswith(b"%PDF-"):
        if len(data) > LARGEST_PDF:
            raise UserError(f"“{path.name}”超过 20MB，没有添加。请降低扫描的清晰度再试。")
        return data, "application/pdf"
    kind = next((kind for mark, kind in _PICTURES.items() if data.startswith(mark)), "")
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        raise UserError(
            f"“{path.name}”是苹果手机的 HEIC 照片，没有添加。请在手机上另存为 JPG 再试。"
        )
    if not kind:
        raise UserError(
            f"“{path.name}”不是照片或 PDF，没有添加。请选 JPG、PNG 照片或 PDF 扫描件；"
            "Word 文件请先另存为 PDF。"
        )
    return _redrawn(data, kind, path.name)


def _redrawn(data: bytes, kind: str, name: str) -> tuple[bytes, str]:
    """Draw a picture anew, upright and no larger than needed, without what a camera hides in it."""
    broken = f"“{name}”打不开，照片可能不完整，没有添加。请重新拷贝或再拍一张。"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[kind]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise UserError(f"“{name}”太大（{picture.width}×{picture.height}），没有添加。")
                upright = ImageOps.exif_transpose(picture)
                media = "image/png" if kind == "PNG" else "image/jpeg"
                plain = _flat(upright)
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise UserError(broken) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as error:
        raise UserError(broken) from error
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    if media == "image/png":
        plain.save(out, "PNG", optimize=True)
    else:
        plain.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue(), media


def _flat(picture: Image.Image) -> Image.Image:
    """Return the bare pixels on white, in colour or grey, without any other information."""
    mode = "L" if picture.mode in ("1", "L") else "RGB"
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture)
    flat = picture.convert(mode)
    flat.info.clear()
    return flat


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"“{path.name}”是文件夹，没有添加。请选里面的照片或 PDF。")
        if path.stat().st_size > LARGEST_FILE:
            raise UserError(f"“{path.name}”超过 40MB，没有添加。请缩小照片再试。")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(
            f"找不到文件“{path.name}”，没有添加。请检查它是否移走或改名，U盘是否插好。"
        ) from error
    except OSError as error:
        raise UserError(f"读不出“{path.name}”，没有添加。请把它拷到桌面上再试。") from error


def _whole(path: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False
