"""How reading a receipt ends: always one of a closed list, each with a sentence and a next step."""

from enum import StrEnum


class ReceiptOutcome(StrEnum):
    """Every way in which a township's receipt can be judged by the village."""

    TAKEN = "taken"
    ALREADY_TAKEN = "already-taken"
    OLDER = "older"
    OTHER_INSTANCE = "other-instance"
    NUMBERED_ANEW = "numbered-anew"
    BEYOND = "beyond"
    FORK = "fork"
    HOLDS_LESS = "holds-less"
    COPIED_DATA = "copied-data"
    POSTING_DIFFERS = "posting-differs"
    OTHER_VILLAGE = "other-village"
    NO_TOWNSHIP_KEY = "no-township-key"
    UNSIGNED = "unsigned"
    BAD_SIGNATURE = "bad-signature"
    WRONG_KEY = "wrong-key"
    REVOKED_KEY = "revoked-key"
    WRONG_ROLE = "wrong-role"
    NOT_THERE = "not-there"
    TOO_LARGE = "too-large"
    TOO_NEW = "too-new"
    DAMAGED = "damaged"
    NOT_A_RECEIPT = "not-a-receipt"

    @property
    def sentence(self) -> str:
        """Say in one Chinese sentence what became of the receipt."""
        return _WORDS[self][0]

    @property
    def next_step(self) -> str:
        """Say in one Chinese sentence what the person does now."""
        return _WORDS[self][1]

    @property
    def exit(self) -> int:
        """Return the exit status of a command that ends so: 0 done, 1 refused."""
        return 0 if self in (ReceiptOutcome.TAKEN, ReceiptOutcome.ALREADY_TAKEN) else 1

    @property
    def asks(self) -> bool:
        """Tell whether a person who has asked the township may have it taken all the same."""
        return self in _ASKING


_ASKING = frozenset(
    (
        ReceiptOutcome.OTHER_INSTANCE,
        ReceiptOutcome.NUMBERED_ANEW,
        ReceiptOutcome.BEYOND,
        ReceiptOutcome.FORK,
        ReceiptOutcome.HOLDS_LESS,
        ReceiptOutcome.COPIED_DATA,
    )
)
_AGAIN = "请乡镇重新写一份回执到U盘，两个文件（.json 和 .json.minisig）一起带回来。"
_CALL = "请用平时的号码打电话问乡镇"
_SURE = "确实如此就确认读入（--confirm）"

_WORDS = {
    ReceiptOutcome.TAKEN: (
        "回执已读入。",
        "有退回的，按理由更正；下次导出只带乡镇还没有的文件。",
    ),
    ReceiptOutcome.ALREADY_TAKEN: (
        "这份回执以前已经读入过，没有改动。",
        "不用再做什么。",
    ),
    ReceiptOutcome.OLDER: (
        "这份回执比已经读入的旧，没有读入。",
        "请选U盘上编号最大的那一份回执。",
    ),
    ReceiptOutcome.OTHER_INSTANCE: (
        "乡镇最后收到的数据包，是本村另一份数据报的，不是这台电脑上的这一份。",
        "同一个村只能用一份数据：请查清是哪台电脑报的，停用其中一份；"
        "确定今后用这一份，就确认读入（--confirm）。",
    ),
    ReceiptOutcome.NUMBERED_ANEW: (
        "这份回执没有读过，编号却不比上次的大，乡镇可能恢复过旧数据。",
        f"{_CALL}是不是恢复过数据；{_SURE}。",
    ),
    ReceiptOutcome.BEYOND: (
        "乡镇已经收到的序号，比这份数据导出过的还大，这份数据是旧的。",
        "请找一找更新的数据或备份，另一台电脑在用就停用一份；"
        "找不到，就确认读入（--confirm）：中间的编号和序号作废，换新的签名密钥，从后面接着用。",
    ),
    ReceiptOutcome.FORK: (
        "乡镇收到的同一个序号的数据包，内容和本村的不同。",
        "请先查清有没有两台电脑在用本村的数据，只留一台；"
        "查清以后确认读入（--confirm），下次导出换新的序号，文件全部带上。",
    ),
    ReceiptOutcome.HOLDS_LESS: (
        "乡镇现在有的比上次回执说的少，乡镇可能恢复过旧数据。",
        f"{_CALL}是不是恢复过数据；{_SURE}，下次导出会补上它缺的。",
    ),
    ReceiptOutcome.COPIED_DATA: (
        "这份数据像是从别处拷贝来的，还没有确认过，回执没有读入。",
        "只是换了文件夹或电脑，先运行 restore --moved；原来的已经不用、要从这一份接着报，"
        "就确认读入（--confirm），会换新的签名密钥。",
    ),
    ReceiptOutcome.POSTING_DIFFERS: (
        "回执里一份公示的内容，和本村公布的不同，没有读入。",
        f"{_CALL}；也请运行 journal --verify，看本村的数据有没有被改动。",
    ),
    ReceiptOutcome.OTHER_VILLAGE: (
        "这是别的村的回执，没有读入。",
        "请选名字里是本村代码的回执。",
    ),
    ReceiptOutcome.NO_TOWNSHIP_KEY: (
        "还没有登记乡镇的公钥，不知道回执是不是乡镇写的，没有读入。",
        "请先登记乡镇的登记卡（设置→签名密钥与登记卡，或 township-key --card），再读回执。",
    ),
    ReceiptOutcome.UNSIGNED: (
        "回执旁边没有它的签名文件（.json.minisig），没有读入。",
        _AGAIN,
    ),
    ReceiptOutcome.BAD_SIGNATURE: (
        "回执和它的签名对不上，可能被改动过，没有读入。",
        f"不要照它做；{_AGAIN}",
    ),
    ReceiptOutcome.WRONG_KEY: (
        "回执不是用登记过的乡镇公钥签的，没有读入。",
        f"{_CALL}这份回执是不是他们写的；乡镇换过密钥的，先登记新的登记卡。",
    ),
    ReceiptOutcome.REVOKED_KEY: (
        "回执是用已经作废的乡镇密钥签的，没有读入。",
        f"{_CALL}；请他们用新的密钥重新写一份。",
    ),
    ReceiptOutcome.WRONG_ROLE: (
        "旁边的签名不是乡镇给回执签的，没有读入。",
        f"不要照它做；{_AGAIN}",
    ),
    ReceiptOutcome.NOT_THERE: (
        "读不出回执文件，没有读入。",
        "请插好U盘，选名字像“receipt-村代码-编号.json”的文件。",
    ),
    ReceiptOutcome.TOO_LARGE: (
        "文件大得不像回执，没有打开。",
        "请选名字像“receipt-村代码-编号.json”的文件。",
    ),
    ReceiptOutcome.TOO_NEW: (
        "回执是更新版本的程序写的，这个版本读不了，没有读入。",
        "回执没有坏，请先安装新版本的村务公开栏，再来读。",
    ),
    ReceiptOutcome.DAMAGED: (
        "回执已损坏，或不是规定的写法，没有读入。",
        _AGAIN,
    ),
    ReceiptOutcome.NOT_A_RECEIPT: (
        "这不是乡镇的回执，没有读入。",
        "请选名字像“receipt-村代码-编号.json”的文件。",
    ),
}
