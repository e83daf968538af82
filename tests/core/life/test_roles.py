from datetime import date

import pytest

from boardapp.core.disclosure import Step
from boardapp.core.finding import Finding
from boardapp.core.life.roles import holder, role_findings
from boardapp.core.rules import parse_pack
from boardapp.core.village import Body, BodyKind, Office
from tests.core.life.builders import DAY, submission

COMMITTEE = Body("v", BodyKind.COMMITTEE, "村民委员会", "公开")
COLLECTIVE = Body("c", BodyKind.COLLECTIVE, "股份经济合作社", "集体公开")
START = date(2025, 1, 1)
OFFICES = (
    Office("1", "c", "负责人", "张某", START),
    Office("2", "v", "负责人", "周某", START),
    Office("3", "c", "报账员", "王某", START, date(2026, 6, 30)),
    Office("4", "c", "村务监督委员会主任", "李某", START),
    Office("5", "c", "会计", "赵某", START),
)


def rules(*words: str, confirmed: bool = True) -> str:
    named = ", ".join(f'"{word}"' for word in words)
    note = "" if confirmed else 'confirmed = false\nnote = "没有核对"\n'
    return (
        f'name = "省"\nprefix = ""\n[[rule]]\nkey = "incompatible_offices"\nvalue = [{named}]\n'
        f'from = 2020-01-01\nsource = "条例"\n{note}'
    )


def found(
    by: str, text: str, kind: Step = Step.SUPERVISION, day: date = DAY
) -> tuple[Finding, ...]:
    held = parse_pack(text).rules
    one = submission(submitted_by="孙某")
    return role_findings(kind, by, day, one, (COLLECTIVE, COMMITTEE), OFFICES, held)


@pytest.mark.parametrize(
    ("word", "refused"),
    [
        ("村财会人员", "赵某"),
        ("村民委员会成员及其近亲属", "周某"),
        ("农村集体经济组织负责人", "张某"),
    ],
)
def test_an_office_that_the_law_keeps_apart_is_refused(word: str, refused: str) -> None:
    codes = [(one.code, one.level.value) for one in found(refused, rules(word))]
    assert ("incompatible-office", "must") in codes
    assert found("李某", rules(word)) == ()


def test_the_head_of_one_body_is_not_taken_for_that_of_the_other() -> None:
    word = "农村集体经济组织负责人"
    assert "incompatible-office" not in {one.code for one in found("周某", rules(word))}


def test_what_nobody_confirmed_only_flags() -> None:
    (one, *_) = found("赵某", rules("村财会人员", confirmed=False))
    assert one.level.value == "verify"
    assert "未经核对" in one.sentence


def test_the_rule_of_one_group_only_flags_another() -> None:
    (one, *_) = found("赵某", rules("村财会人员"), Step.FINANCE_GROUP)
    assert one.level.value == "verify"


def test_an_office_is_looked_up_on_the_day_of_the_step() -> None:
    text = rules("村财会人员")
    assert "incompatible-office" in {f.code for f in found("王某", text, day=date(2026, 6, 30))}
    assert "incompatible-office" not in {f.code for f in found("王某", text, day=date(2026, 7, 1))}


def test_who_submitted_should_not_review() -> None:
    held = parse_pack(rules("村财会人员")).rules
    told = role_findings(
        Step.SUPERVISION, "孙某", DAY, submission(submitted_by="孙某"), (), (), held
    )
    assert [one.code for one in told] == ["own-work"]


def test_somebody_else_than_the_holder_is_told() -> None:
    assert [f.level.value for f in found("钱某", rules("村财会人员"))] == ["hint"]
    assert [f.level.value for f in found("钱某", rules("村财会人员"), Step.SIGNATURE)] == ["verify"]


def test_the_holder_of_the_step_is_known_by_its_day() -> None:
    assert holder(OFFICES, Step.SUPERVISION, DAY) == "李某"
    assert holder(OFFICES, Step.SIGNATURE, DAY) == "张某"
    assert holder(OFFICES, Step.ASSEMBLY, DAY) == ""
