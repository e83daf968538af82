"""Judge a bag that carries a signature: who made it, and that every byte is as it was signed."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from boardapp.bundles import limits
from boardapp.bundles.canonical import check_canonical
from boardapp.bundles.minisign import LIMIT, PublicKey, Signature, parse_signature, verify
from boardapp.bundles.verdict import (
    CheckTables,
    Known,
    PayloadFile,
    Refused,
    Verdict,
    damaged,
    shown,
)
from boardapp.bundles.ziplist import Entry, read_chunks, read_whole
from boardapp.core.bundle.bagit import (
    BAGIT,
    DECLARATION,
    HEADER,
    INFO,
    LISTED,
    MANIFEST,
    PACKAGE,
    SIGNATURE,
    TAG_FILES,
    TAGMANIFEST,
    info_of,
    info_text,
    is_table,
    parse_manifest,
    payload_fault,
    payload_order,
)
from boardapp.core.bundle.header import ROLE, Header, NewerFormat, header_of
from boardapp.core.bundle.names import NameFault
from boardapp.core.bundle.outcome import Outcome
from boardapp.core.progress import Progress

_COMMENT = re.compile(
    r"village:([0-9]{12}) sequence:([1-9][0-9]{0,3}) previous:(?:[0-9a-f]{64}|-)(?: .*)?", re.ASCII
)


@dataclass(frozen=True)
class Proof:
    """Who signed what: proved, once it exists."""

    village: str
    sequence: int
    comment: str
    signer: PublicKey
    tagmanifest: bytes

    @property
    def digest(self) -> str:
        """The bundle's digest: SHA-256 of the tagmanifest."""
        return hashlib.sha256(self.tagmanifest).hexdigest()


@dataclass(frozen=True)
class Bag:
    """The files of a zip by their path in the bag, in the order in which they lie.

    ``strays`` are the names of what lies beside the bag's folder; such a file must never stand in
    for the one of the same path inside.
    """

    file: BinaryIO
    root: str
    entries: Mapping[str, Entry]
    strays: Sequence[str]

    def read(self, path: str, limit: int) -> bytes:
        """Return a whole file; raises Refused when it is missing or too large."""
        entry = self.entries.get(path)
        if entry is None:
            raise damaged(f"缺少{shown(path)}。")
        return read_whole(self.file, entry, limit)


def judge_signed(
    file: BinaryIO,
    entries: Sequence[Entry],
    root: str,
    known: Known,
    check_tables: CheckTables,
    today: date | None,
    progress: Progress,
) -> Verdict:
    """Judge a bag whose signature lies in the folder ``root``; raises Refused before it is proved.

    ``entries`` lie in the order of their bytes, and their names are safe.
    """
    for one in entries:
        if not one.name.isascii():
            raise Refused(Outcome.UNSAFE, f"{shown(one.name)}：{NameFault.NOT_ASCII.word}。")
    inside = {one.name[len(root) :]: one for one in entries if one.name.startswith(root)}
    strays = [one.name for one in entries if not one.name.startswith(root)]
    bag = Bag(file, root, inside, strays)
    proof = _proof(bag, known)
    try:
        header, digests = _head(bag, proof)
        _check_lists(bag, header, digests, proof)
        check_canonical(file, entries)
        files, tables = _payload(bag, digests, progress)
        wrong = check_tables(header, tables)
        if wrong:
            raise damaged(_sentence(wrong[0]))
    except Refused as refusal:
        told = {"village": proof.village, "sequence": proof.sequence, "signer": proof.signer}
        return Verdict(refusal.outcome, refusal.reason, digest=proof.digest, **told)  # type: ignore[arg-type]
    return Verdict(
        Outcome.ACCEPTED,
        header=header,
        digest=proof.digest,
        files=files,
        village=proof.village,
        sequence=proof.sequence,
        signer=proof.signer,
        notes=_notes(header, today),
        tables=tables,
    )


def _proof(bag: Bag, known: Known) -> Proof:
    """Prove by a registered key who signed the tagmanifest; raises Refused."""
    try:
        signature = parse_signature(bag.read(SIGNATURE, LIMIT))
    except ValueError as error:
        raise Refused(Outcome.BAD_SIGNATURE, _sentence(str(error))) from error
    found = _COMMENT.fullmatch(signature.trusted_comment)
    if not found:
        raise _other_comment(signature)
    village, sequence = found[1], int(found[2])
    keys = known(village)
    if not keys:
        raise Refused(Outcome.UNKNOWN_VILLAGE, f"它说自己来自村代码{village}。")
    mine = [one for one in keys if one.public.key_id == signature.key_id]
    if not mine:
        number = signature.id_text
        raise Refused(Outcome.WRONG_KEY, f"签名的密钥编号是{number}，村代码{village}没有登记它。")
    tagmanifest = bag.read(TAGMANIFEST, limits.SMALL)
    right = [one for one in mine if verify(one.public, tagmanifest, signature)]
    if not right:
        raise Refused(Outcome.BAD_SIGNATURE, f"签名不是为这份{TAGMANIFEST}做的。")
    if all(one.revoked for one in right):
        raise Refused(Outcome.REVOKED_KEY, f"密钥编号是{right[0].public.id_text}。")
    signer = next(one.public for one in right if not one.revoked)
    return Proof(village, sequence, signature.trusted_comment, signer, tagmanifest)


def _other_comment(signature: Signature) -> Refused:
    """Refuse a signature whose comment is not that of a village's bundle."""
    comment = signature.trusted_comment
    if comment.startswith("township:"):
        return Refused(Outcome.WRONG_ROLE, "签名说明写着它是乡镇发出的。")
    return Refused(Outcome.BAD_SIGNATURE, f"签名说明{shown(comment)}不是数据包的写法。")


def _head(bag: Bag, proof: Proof) -> tuple[Header, dict[str, str]]:
    """Return the header and the payload's digests, each proved by what was proved before it."""
    tags = _manifest(TAGMANIFEST, proof.tagmanifest)
    if MANIFEST not in tags:
        raise damaged(f"{TAGMANIFEST}里没有列出{MANIFEST}。")
    raw = _hashed(bag, MANIFEST, tags[MANIFEST], limits.TAG_FILE)
    digests = _manifest(MANIFEST, raw)
    if HEADER not in digests:
        raise damaged(f"{MANIFEST}里没有列出{HEADER}。")
    told = _hashed(bag, HEADER, digests[HEADER], limits.HEADER)
    try:
        header = header_of(told)
    except NewerFormat as error:
        raise Refused(Outcome.TOO_NEW, f"它的格式是第{error.version}版。") from error
    except ValueError as error:
        raise damaged(_sentence(str(error))) from error
    if header.role != ROLE:
        raise Refused(Outcome.WRONG_ROLE, f"bundle.json 里的角色是{shown(header.role)}。")
    if set(tags) != set(LISTED):
        odd = sorted(set(tags) ^ set(LISTED))[0]
        raise damaged(f"{TAGMANIFEST}该列三个文件，{shown(odd)}多了或少了。")
    return header, digests


def _check_lists(bag: Bag, header: Header, digests: Mapping[str, str], proof: Proof) -> None:
    """Compare the bag with the closed lists: nothing more, nothing less, nothing elsewhere."""
    wanted = (*TAG_FILES, *sorted(digests, key=payload_order))
    missing, extra = set(wanted) - set(bag.entries), set(bag.entries) - set(wanted)
    for path, digest in digests.items():
        fault = payload_fault(path, digest)
        if fault:
            raise damaged(f"{shown(path)}：{fault}。")
    if missing:
        raise damaged(f"缺少{shown(min(missing))}。")
    if extra:
        raise damaged(f"多了{shown(min(extra))}，清单上没有它。")
    if bag.strays:
        raise damaged(f"{shown(min(bag.strays))}在数据包的文件夹外面。")
    if PACKAGE not in digests:
        raise damaged(f"缺少{PACKAGE}。")
    if header.comment != proof.comment:
        raise damaged("签名说明里的村代码、序号或上一个数据包与 bundle.json 不一样。")
    if bag.root != f"{header.bundle_name}/":
        raise damaged(f"文件夹{shown(bag.root)}应当叫“{header.bundle_name}”。")
    tags = _manifest(TAGMANIFEST, proof.tagmanifest)
    if _hashed(bag, BAGIT, tags[BAGIT], limits.SMALL) != DECLARATION:
        raise damaged(f"{BAGIT}不是规定的两行。")
    info = _hashed(bag, INFO, tags[INFO], limits.SMALL)
    if info != _info(bag, header, digests):
        raise damaged(f"{INFO}与 bundle.json 或文件的数目、大小不符。")


def _info(bag: Bag, header: Header, digests: Mapping[str, str]) -> bytes:
    try:
        sizes = (bag.entries[path].size for path in digests)
        return info_text(header.bundle_name, info_of(header), sizes)
    except ValueError as error:
        raise damaged("bundle.json 里的村名或日期不能写进 bag-info.txt。") from error


def _payload(
    bag: Bag, digests: Mapping[str, str], progress: Progress
) -> tuple[tuple[PayloadFile, ...], dict[str, bytes]]:
    """Hash every payload file; return them, and the bytes of the tables and their description."""
    files, tables, held, done = [], {}, 0, 0
    total = sum(bag.entries[path].size for path in digests)
    for path in sorted(digests, key=payload_order):
        entry, digest = bag.entries[path], hashlib.sha256()
        keep = path == PACKAGE or is_table(path)
        held += entry.size if keep else 0
        if keep and (entry.size > limits.TABLE or held > limits.TABLES):
            raise Refused(Outcome.TOO_LARGE, f"表格{shown(path)}有{entry.size}字节。")
        kept = []
        for chunk in read_chunks(bag.file, entry):
            digest.update(chunk)
            done += len(chunk)
            progress(done, total, "正在核对数据包")
            if keep:
                kept.append(chunk)
        if digest.hexdigest() != digests[path]:
            raise damaged(f"{shown(path)}的内容与清单的摘要不符。")
        if keep:
            tables[path] = b"".join(kept)
        files.append(PayloadFile(path, digests[path], entry.size, entry.start))
    return tuple(files), tables


def _manifest(path: str, raw: bytes) -> dict[str, str]:
    try:
        return parse_manifest(raw)
    except ValueError as error:
        raise damaged(f"{path}：{error}。") from error


def _hashed(bag: Bag, path: str, digest: str, limit: int) -> bytes:
    raw = bag.read(path, limit)
    if hashlib.sha256(raw).hexdigest() != digest:
        raise damaged(f"{shown(path)}的内容与清单的摘要不符。")
    return raw


def _notes(header: Header, today: date | None) -> tuple[str, ...]:
    if today and header.exported_on > today:
        return (
            f"数据包写着导出日期是{header.exported_on}，比今天晚；可能是村里电脑的日期不准，"
            "不影响接收。",
        )
    return ()


def _sentence(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"
