"""How reading a bundle ends: always one of a closed list, each with a sentence and a next step."""

from enum import StrEnum


class Outcome(StrEnum):
    """Every way in which a bundle can be judged."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted-in-part"
    ALREADY_HAVE_IT = "already-have-it"
    GAP = "gap"
    OLDER = "older"
    FORK = "fork"
    HISTORY_CHANGED = "history-changed"
    NEW_INSTANCE = "new-instance"
    UNKNOWN_VILLAGE = "unknown-village"
    UNSIGNED = "unsigned"
    BAD_SIGNATURE = "bad-signature"
    WRONG_KEY = "wrong-key"
    REVOKED_KEY = "revoked-key"
    WRONG_ROLE = "wrong-role"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"
    TOO_LARGE = "too-large"
    TOO_NEW = "too-new"
    NOT_A_BUNDLE = "not-a-bundle"

    @property
    def sentence(self) -> str:
        """Say in one Chinese sentence what the bundle is worth."""
        return _WORDS[self][0]

    @property
    def next_step(self) -> str:
        """Say in one Chinese sentence what the person does now."""
        return _WORDS[self][1]

    @property
    def exit(self) -> int:
        """Return the exit status of a command that ends so: 0 done, 1 refused."""
        return 0 if self in _DONE else 1

    @property
    def taken(self) -> bool:
        """Tell whether anything of the bundle may be taken in."""
        return self in _TAKEN


_TAKEN = frozenset((Outcome.ACCEPTED, Outcome.ACCEPTED_IN_PART, Outcome.GAP, Outcome.OLDER))
_DONE = _TAKEN | {Outcome.ALREADY_HAVE_IT}
_AGAIN = "请在村里重新导出到U盘（export），再把新的文件带来。"
_ASK = "先不要接收；请打电话问清村里，确认这个文件是谁、用哪台电脑做的。"

_WORDS = {
    Outcome.ACCEPTED: (
        "数据包完好，签名和登记的密钥相符，可以全部接收。",
        "不用再做什么；请把U盘上的数据包留到乡镇发回回执为止。",
    ),
    Outcome.ACCEPTED_IN_PART: (
        "数据包完好，一部分内容被退回，其余已接收。",
        "请把回执带回村里，按退回的理由改正后重新导出。",
    ),
    Outcome.ALREADY_HAVE_IT: (
        "这个数据包以前已经收过，内容一样，没有重复接收。",
        "不用再做什么；需要时可以再发一份回执。",
    ),
    Outcome.GAP: (
        "数据包完好，已接收，但前面有数据包没有收到，缺了其中的文件。",
        "请把回执带回村里；下次导出会补上缺的文件。",
    ),
    Outcome.OLDER: (
        "这个数据包比已收到的旧，只补收了缺的文件。",
        "不用再做什么；请让村里下次带最新的数据包。",
    ),
    Outcome.FORK: (
        "同一个序号已经收过另一个内容不同的数据包，没有接收。",
        "请村里先读入回执，按乡镇已收到的情况重新导出；"
        "如果有两台电脑在用同一个村的数据，只留一台。",
    ),
    Outcome.HISTORY_CHANGED: (
        "已收到的公开内容在这个数据包里不见了或变了样，没有接收。",
        "已公布的内容只能更正，不能改掉；请村里查明原因，恢复正确的数据后重新导出。",
    ),
    Outcome.NEW_INSTANCE: (
        "这个数据包来自恢复过或复制来的数据库，还没有接收。",
        "请先向村里核实是否换过电脑或恢复过备份，核实无误再确认接收。",
    ),
    Outcome.UNKNOWN_VILLAGE: (
        "这个数据包是另一个村的，或者这个村的密钥还没有登记，没有接收。",
        "请先登记这个村的登记卡（--card），再核对数据包。",
    ),
    Outcome.UNSIGNED: (
        "这个文件包没有签名，说不清是谁做的，没有接收。",
        "请用村务公开栏的“插入U盘”（export）导出带签名的数据包。",
    ),
    Outcome.BAD_SIGNATURE: (
        "签名对不上，内容可能在签名以后被改过，没有接收。",
        f"不要使用这个文件；{_AGAIN}",
    ),
    Outcome.WRONG_KEY: (
        "数据包是用没有登记的密钥签的，没有接收。",
        f"{_ASK}如果村里换过密钥，请先登记新的登记卡。",
    ),
    Outcome.REVOKED_KEY: (
        "数据包是用已经作废的密钥签的，没有接收。",
        f"{_ASK}请村里用新的密钥重新导出。",
    ),
    Outcome.WRONG_ROLE: (
        "这不是村里发出的数据包，没有接收。",
        "请选村里导出的、名字像“boardbundle-村代码-序号.zip”的文件。",
    ),
    Outcome.DAMAGED: (
        "数据包已损坏或不完整，没有接收。",
        f"U盘可能没有拷完就拔了，或者文件被改动过；{_AGAIN}",
    ),
    Outcome.UNSAFE: (
        "文件里有不安全的文件名，可能会写到别的地方去，没有打开。",
        f"不要用别的软件解压它；{_AGAIN}",
    ),
    Outcome.TOO_LARGE: (
        "文件里的内容大得不像数据包，没有打开。",
        f"不要用别的软件解压它；{_AGAIN}",
    ),
    Outcome.TOO_NEW: (
        "数据包是更新版本的程序做的，这个版本读不了，没有接收。",
        "数据包没有坏，请先安装新版本的村务公开栏，再来核对。",
    ),
    Outcome.NOT_A_BUNDLE: (
        "这不是村务公开栏的数据包，没有打开。",
        "请选名字像“boardbundle-村代码-序号.zip”的文件。",
    ),
}
