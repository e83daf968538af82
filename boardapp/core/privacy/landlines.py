"""Landlines of persons: an area code and a number, or a number after 电话; no office's."""

import re
from collections.abc import Iterator

from boardapp.core.privacy.identity import has_date
from boardapp.core.privacy.labels import Label, label_before

_FULL = re.compile(
    r"(?<![\d.A-Za-z])(?<!\d-)\(?(?P<area>010|02\d|0[3-9]\d{2})\)?[ -]{0,3}"
    r"(?P<local>[2-8]\d{6,7}|[2-8]\d{2,3} \d{4})(?![\d.,]*\d)(?![A-Za-z*])"
)
_LOCAL = re.compile(
    r"(?<![\d.A-Za-z*-])(?P<local>[2-8]\d{2,3}[ -]?\d{4})(?![\d.,-]*\d)(?![A-Za-z*])"
)
_OFFICE = re.compile(
    r"热线|咨询|监督|举报|投诉|服务|值班|办公|村委|居委|村部|政府|街道|派出所|医院|卫生|学校|小学|幼儿园|公司"
    r"|合作社|中心|站|局|部|委|传真|报警|急救|单位|厂|店|银行|纪检|总机|公开|反映|联系单位|大队|科|厅"
)
_UNIT = re.compile(r"\s{0,4}(?:元|万|亩|度|吨|公斤|平方|立方|㎡|%)")


def landlines(text: str, head: str = "") -> Iterator[tuple[int, int, str]]:
    """Yield start, end and masked form of each landline that seems to be a person's."""
    for match in _FULL.finditer(text):
        area, local = match["area"], match["local"].replace(" ", "")
        split = match["area"] + match["local"] != match[0]
        label = label_before(text, match.start(), head)
        if label in {Label.CODE, Label.NUMBER, Label.AMOUNT, Label.CARD} or _UNIT.match(
            text, match.end()
        ):
            continue
        if len(area + local) < 11 or (not split and len(area + local) > 12):
            continue
        if not _is_office(text, match.start(), match.end(), head):
            start = match.start() + match[0].startswith("(") * (")" not in match[0])
            yield start, match.end(), f"{area}-{'*' * (len(local) - 3)}{local[-3:]}"
    for match in _LOCAL.finditer(text):
        local = re.sub(r"\D", "", match["local"])
        if label_before(text, match.start(), head) is not Label.PHONE or has_date(local.ljust(8)):
            continue
        if not _UNIT.match(text, match.end()) and not _is_office(text, *match.span(), head):
            yield match.start(), match.end(), "*" * (len(local) - 3) + local[-3:]


def _is_office(text: str, start: int, end: int, head: str) -> bool:
    before = re.split(r"[。；;\n]", f"{head} {text[max(0, start - 18) : start]}")[-1]
    after = re.match(r"\s{0,4}[(（]?[^,，。；;\n]{0,8}", text[end : end + 10])
    return bool(_OFFICE.search(before) or (after and _OFFICE.search(after[0])))
