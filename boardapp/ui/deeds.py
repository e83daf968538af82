"""The journal in plain words: who did what, and when."""

import json
from collections import deque
from typing import Any

from boardapp.services.desk import Desk
from boardapp.store import journal

WORDS = {
    "set-up": "建立村庄",
    "change-village": "修改村庄资料",
    "change-body": "修改公开主体",
    "take-office": "登记任职",
    "open-account": "登记账户",
    "change-setting": "修改设置",
    "keep-data-files": "记下规定和目录文件",
    "import": "导入账目",
    "undo-import": "撤销导入",
    "remember-columns": "记住各列的含义",
    "save-entry": "登记或修改一笔账",
    "remove-entries": "删除账目",
    "restore-entries": "恢复账目",
    "state-opening": "填写期初余额",
    "state-year": "填写年初以来累计",
    "declare-none": "登记本期无收支",
    "save-draft": "保存草稿",
    "event": "登记事件",
    "forget-event": "删去事件",
    "waive": "登记为不适用",
    "take-back-waiver": "改为适用",
    "override": "放行",
    "submit": "提交审查",
    "approve": "审查同意",
    "meeting": "会议通过",
    "return": "退回",
    "withdraw": "撤回",
    "publish": "公布",
    "correct": "提交更正公告",
    "void-number": "编号作废",
    "open-board": "登记公开栏",
    "change-board": "修改公开栏",
    "close-board": "停用公开栏",
    "reopen-board": "重新启用公开栏",
    "put-up": "张贴",
    "take-down": "揭下",
    "add-photo": "补张贴照片",
    "archive": "归档",
    "year-file": "写出年度档案",
    "handover": "登记移交",
    "handover-pack": "写出移交包",
    "handover-sheet": "存入移交清单的签字照片",
    "close-year": "年结",
    "backup-copy": "存第二份备份",
    "backup-drill": "恢复演练",
    "clock-ran-back": "电脑的时间倒退了",
    "clock-confirmed": "确认电脑的时间没有错",
    "new-instance": "恢复或拷贝来的数据取得新身份",
    "confirm-instance": "确认墙上的编号",
    "remove-copied-keys": "删去拷贝来的签名密钥",
    "moved-folder": "数据挪到新的地方",
    "save-card": "登记或修改台账卡片",
    "remove-card": "删去台账卡片",
    "restore-card": "恢复台账卡片",
    "import-cards": "导入台账卡片",
    "undo-import-cards": "撤销导入台账卡片",
    "pay": "登记合同收付款",
    "take-back-payment": "取消合同收付款",
    "move-debt": "登记债权债务增减",
    "take-back-movement": "取消债权债务增减",
    "state-funds": "填写月末实存数额",
    "take-opinion": "登记群众意见",
    "correct-opinion": "改正群众意见",
    "void-opinion": "意见编号作废",
    "answer-opinion": "答复群众意见",
    "pass-on-opinion": "意见转交乡镇",
    "note-result": "记入转交结果",
    "close-opinion": "意见结案",
    "post-answers": "选入公开答复",
    "make-key": "生成签名密钥",
    "make-card": "打印或保存登记卡",
    "close-key-file": "收紧签名密钥文件的权限",
    "number-bundle": "编定报送序号",
    "export": "导出到U盘",
    "take-receipt": "读入乡镇的回执",
    "register-township-key": "登记乡镇的公钥",
    "revoke-township-key": "作废乡镇的公钥",
    "attach": "添加附件",
    "detach": "取下附件",
}
"""What each action of the journal is called; one that is not here shows its own name."""


def last_deeds(desk: Desk, most: int = 100) -> list[tuple[str, str, str]]:
    """Return time, operator and deed of the journal's last lines, the newest first."""
    last = deque(journal.lines(desk.db), maxlen=most)
    return [
        (line.at[:16].replace("T", " "), line.operator, deed(line.action, line.details))
        for line in reversed(last)
    ]


def deed(action: str, details: str) -> str:
    """Say what one line of the journal tells."""
    word = WORDS.get(action, action)
    about = _about(json.loads(details))
    return f"{word}：{about}" if about else word


def _about(details: dict[str, Any]) -> str:
    """Return the name of what an action was done to, where its line bears one."""
    for key in ("file", "number", "contract", "debt"):
        if details.get(key):
            return str(details[key])
    cards = details.get("cards")
    if cards:
        first = cards[0]["after"] or cards[0]["before"]
        name = f"{first.get('code', '')} {first.get('name') or first.get('party', '')}"
        return f"{name} 等 {len(cards)} 张" if len(cards) > 1 else name
    after = details.get("after")
    if isinstance(after, str):
        return after
    if "owner" in details:
        return str(details.get("name", ""))
    if isinstance(after, dict):
        parts = [after.get(key) for key in ("title", "person", "summary", "name")]
        return " ".join(str(part) for part in parts if part)
    return ""
