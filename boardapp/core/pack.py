"""A folder that proves itself: which files it holds, and what a second look finds in it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SUMS = ("SHA256SUMS", "校验和.txt")
"""The lists of digests, one alike in two names: for ``sha256sum -c``, and for people."""
OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
"""Files that a file manager leaves behind by itself."""

_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")


@dataclass(frozen=True)
class PackedFile:
    """One file of a pack: ``path`` below its folder with ``/``, ``size`` in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Checked:
    """What a second look at a pack found; ``files`` counts those that are as they were.

    ``sums`` says what is wrong with the list of digests itself, and is empty when it is sound.
    """

    files: int
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    sums: str = ""

    @property
    def ok(self) -> bool:
        """Whether every file is there as it was, and nothing else."""
        return not (self.missing or self.changed or self.extra or self.sums)

    @property
    def sentence(self) -> str:
        """Say in one sentence what was found and what to do."""
        if self.sums:
            return self.sums
        parts = [
            f"{word} {len(names)} 个（{_some(names)}）"
            for word, names in (
                ("缺少", self.missing),
                ("被改动或损坏", self.changed),
                ("多出", self.extra),
            )
            if names
        ]
        if not parts:
            return f"完好：{self.files} 个文件都与校验和相符，没有缺少，没有多出。"
        return (
            f"与校验和不符：{'，'.join(parts)}；其余 {self.files} 个完好。"
            "请换另一份拷贝，或从数据里重新写一份。"
        )


def sums_text(files: Iterable[PackedFile]) -> bytes:
    """Return the list of digests as ``sha256sum`` writes it, in the order of the paths."""
    lines = sorted((one.path, one.sha256) for one in files)
    return "".join(f"{digest}  {path}\n" for path, digest in lines).encode()


def read_sums(data: bytes) -> dict[str, str]:
    """Read a list of digests; raises ValueError for what ``sums_text`` would not write.

    A path that leads out of the folder is no line of ours.
    """
    found: dict[str, str] = {}
    text = data.decode("utf-8-sig")
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not line:
            continue
        read = _LINE.fullmatch(line)
        if not read or not _inside(read[2]) or read[2] in found:
            raise ValueError(f"line {number}")
        found[read[2]] = read[1].lower()
    if not found:
        raise ValueError("no line")
    return found


def compared(told: Mapping[str, str], there: Mapping[str, str]) -> Checked:
    """Compare what a list of digests tells with the digests of the files that are there."""
    extra = sorted(
        path for path in there.keys() - told if path.rsplit("/")[-1].lower() not in OF_THE_SYSTEM
    )
    changed = sorted(path for path in told.keys() & there if told[path] != there[path])
    missing = sorted(told.keys() - there)
    good = len(told) - len(missing) - len(changed)
    return Checked(good, tuple(missing), tuple(changed), tuple(extra))


def _inside(path: str) -> bool:
    parts = path.split("/")
    return "\\" not in path and ":" not in path and not {"", ".", ".."} & set(parts)


def _some(names: tuple[str, ...]) -> str:
    more = " 等" if len(names) > 3 else ""
    return "、".join(names[:3]) + more
