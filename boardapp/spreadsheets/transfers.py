"""Moves between own accounts, which are neither income nor spending."""

import re

from boardapp.spreadsheets.cells import squeeze
from boardapp.spreadsheets.listing import is_money

_WORDS = re.compile(
    r"提现|提取现金|支取现金|^取现|^取现金|提现金"
    r"|^(?:将)?(?:库存)?现金(?:存|缴存|解存|送存|交存)(?:入)?(?:银行|信用社|农商行|农行|基本户|账户|帐户)"
    r"|^存现|^(?:缴|送|解|交)存(?:银行|现金)|^现金(?:缴存|解款|存款|存入)|^存(?:入)?银行"
    r"|(?:账户|帐户|户)(?:之?间)?(?:互转|划转|转账|调拨)|内部(?:转账|转帐|划转|调拨)"
    r"|转存定期|转(?:入|为|作)?定期|定期(?:存款)?(?:转活期|到期转存|到期转入|转回|支取转)"
    r"|(?:基本|一般|专用?)户(?:转|划)(?:入|到|至|往)?(?:基本|一般|专用?)户|活期转|同名划转|本单位账户"
)
_NOT = re.compile(
    r"利息|结息|手续费|工本费|服务费|租|补助|补贴|捐|奖|工资|电费|水费|货款|报销|^收(?!回?定期)"
)


def by_counter(counter: str) -> bool:
    """Whether the other side of a line is an own account too."""
    parts = [part for part in re.split(r"[、,，;；]", squeeze(counter)) if part]
    return bool(parts) and all(is_money(part) for part in parts)


def by_words(summary: str) -> bool:
    """Whether only the summary says that money moved between own accounts."""
    text = squeeze(summary)
    return len(text) <= 24 and bool(_WORDS.search(text)) and not _NOT.search(text)
