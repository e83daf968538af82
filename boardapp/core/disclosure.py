"""The words that rule packs and the catalogue share: classes, steps, stages, kinds of column."""

from enum import StrEnum


class ItemClass(StrEnum):
    """The four classes of what a village makes public."""

    PARTY = "party"
    GOVERNMENT = "government"
    AFFAIRS = "affairs"
    FINANCE = "finance"

    @property
    def word(self) -> str:
        """The word over a column of the board."""
        return {"party": "党务", "government": "政务", "affairs": "事务", "finance": "财务"}[
            self.value
        ]


class Step(StrEnum):
    """What must have happened before something is posted, in the order in which it happens."""

    PROPOSAL = "proposal"
    FINANCE_GROUP = "finance-group"
    SUPERVISION = "supervision"
    COMMITTEE_MEETING = "committee-meeting"
    JOINT_MEETING = "joint-meeting"
    ASSEMBLY = "assembly"
    SIGNATURE = "signature"

    @property
    def word(self) -> str:
        """The step as the statutes call it."""
        return {
            "proposal": "提出方案",
            "finance-group": "民主理财小组审核",
            "supervision": "村务监督委员会审查",
            "committee-meeting": "村民委员会会议确定",
            "joint-meeting": "村党组织和村民委员会联席会议",
            "assembly": "村民会议或村民代表会议表决",
            "signature": "负责人签字",
        }[self.value]


class Stage(StrEnum):
    """When in the course of one matter a posting is due."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"

    @property
    def word(self) -> str:
        """The stage as people say it."""
        return {"before": "事前", "during": "事中", "after": "事后"}[self.value]


class ColumnKind(StrEnum):
    """What a column of a plain list holds."""

    TEXT = "text"
    AMOUNT = "amount"
    DATE = "date"
    NUMBER = "number"
    PERSON = "person"

    @property
    def word(self) -> str:
        """The kind as people say it."""
        return {
            "text": "文字",
            "amount": "金额",
            "date": "日期",
            "number": "数量",
            "person": "姓名",
        }[self.value]
