"""Secret keys on the disk: one file each, named by the key, for its owner's eyes only.

A key is written whole under a name of its own before the database speaks of it, so that whenever
the program is killed the key that the database names is there. Windows knows no such permissions;
there the user's own profile folder keeps other accounts out.
"""

import os
import re
from pathlib import Path

from boardapp.bundles.minisign import LIMIT, SecretKey, parse_secret, secret_text
from boardapp.services.instance import KEYS
from boardapp.services.whole_files import flush, forget, put_in_place, sentences

_OURS = re.compile(r"[0-9A-F]{16}\.key(\.part)?")
_FOLDER, _FILE = 0o700, 0o600


def path_of(folder: Path, key_id: str) -> Path:
    """Return where the secret of a key lies in a data folder."""
    return folder / KEYS / f"{key_id}.key"


def write(folder: Path, secret: SecretKey) -> None:
    """Write a secret key so that it is whole or not there; raises UserError with a sentence."""
    path = path_of(folder, secret.public.id_text)
    part = path.with_name(path.name + ".part")
    with sentences("生成签名密钥", path.parent):
        path.parent.mkdir(mode=_FOLDER, exist_ok=True)
        path.parent.chmod(_FOLDER)
        try:
            # Nobody else can read it even in the moment in which it is made.
            number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE)
            with os.fdopen(number, "wb") as file:
                file.write(secret_text(secret).encode("ascii"))
                flush(file.fileno(), file.flush)
            put_in_place(part, path)
        finally:
            forget(part)


def read(folder: Path, key_id: str) -> SecretKey:
    """Read the secret of a key; raises ValueError with a clause that says what is wrong."""
    path = path_of(folder, key_id)
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
    except FileNotFoundError as error:
        raise ValueError(f"签名密钥的文件 {path} 不见了") from error
    except OSError as error:
        raise ValueError(f"签名密钥的文件 {path} 读不出来") from error
    try:
        secret = parse_secret(raw)
    except ValueError as error:
        raise ValueError(f"签名密钥的文件 {path} 坏了（{str(error).rstrip('。')}）") from error
    if secret.public.id_text != key_id:
        raise ValueError(f"签名密钥的文件 {path} 里是另一把密钥")
    return secret


def is_closed(folder: Path, key_id: str) -> bool:
    """Whether nobody but the owner can get at the secret, as far as the system tells."""
    places = (folder / KEYS, path_of(folder, key_id))
    return os.name == "nt" or not any(one.stat().st_mode & 0o077 for one in places)


def close_up(folder: Path, key_id: str) -> bool:
    """Take away other people's access to the secret; true when there was some and is no more.

    A disk that knows no permissions, such as a FAT stick, is left as it is.
    """
    try:
        if is_closed(folder, key_id):
            return False
        (folder / KEYS).chmod(_FOLDER)
        path_of(folder, key_id).chmod(_FILE)
        return is_closed(folder, key_id)
    except OSError:
        return False


def sweep(folder: Path, key_id: str) -> None:
    """Remove what no longer signs: secrets of retired keys, and what was cut off half-way."""
    try:
        held = [path for path in (folder / KEYS).iterdir() if _OURS.fullmatch(path.name)]
    except OSError:
        return
    for path in held:
        if path.name != f"{key_id}.key":
            forget(path)
