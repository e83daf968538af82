"""Illness, disability and children: words that a person must look at, with the programs left out.

残疾人两项补贴 in a title names a benefit; beside a person's name it tells of that person.
"""

import re
from collections.abc import Iterator

from boardapp.core.privacy.kinds import Kind

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆"
    "金石戴贾韦夏邱侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟"
    "殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘"
)
_GIVEN = r"[一-龥]{1,2}"
_ENDED = r"(?=$|[^一-龥]|[奖助学补慰住家患等的和之与同、]|救助|资助)"
NAME = rf"(?:[一-龥]某{{1,2}}|[一-龥]{{1,2}}[×xX*○]{{1,2}}|[{_SURNAMES}]{_GIVEN}{_ENDED})"
_NOT_GIVEN = re.compile(
    r"[的了和及与等在为费款员人户名个们老师校园班金额元补发放购买修建活动宣传保护教育工作组织举办经营门口食堂围墙设施设备学生]"
)
_NO_NAME = re.compile(
    r"管[理道网护]|关[爱心注于]|安[排置全]|高[龄中]|支付|应付|全[部村体]|成[立员]|计划|平[安时]|常[住年]|万元|方便|时节"
)
_SOME = re.compile(r"[一-龥]某|[一-龥][×xX*＊○]{1,2}")
_ILL = re.compile(
    r"(?<![两防])癌(?!筛|症筛|症防|症早)|肿瘤|白血病|尿毒症|透析|精神(?:病|残疾|分裂|障碍|疾病|疾患)|抑郁症?|癫痫|艾滋|HIV"
    r"|[甲乙丙]肝|肝炎|肺?结核|肺癌|糖尿病|高血压|心脏病|冠心病|脑瘫|脑梗死?|脑出血|脑溢血|中风(?![雨景貌险格扇力光])|偏瘫|瘫痪|脑卒中|帕金森"
    r"|阿尔茨海默|老年痴呆|痴呆|尘肺|矽肺|血友病|梅毒|(?<![慢急良恶天])性病|截肢|肾衰竭?|肾病|肝硬化|红斑狼疮|先天性\S{0,4}病|智障|肝腹水|渐冻症"
    r"|自闭症|孤独症|唐氏|地中海贫血|类风湿|精神异常|聋哑|失明|双目失|(?:肢体|视力|听力|言语|智力|精神|多重)(?:残疾|重度残)"
    r"|(?:肢体|视力|听力|言语|智力|精神|多重)[一二三四1-4]级|残疾?[一二三四1-4]级|[一二三四1-4]级(?:残疾(?!军)|残(?!疾)|肢体|视力|听力|言语|智力|精神|多重)"
    r"|化疗|放疗|器官移植|肾移植|骨髓移植|重病|患病|患有|病重|病危|病情|植物人|失能|重残|瘫|身患|确诊|病故|因病(?![虫害毒])|残疾(?!人|预防|军|儿童)"
)
_PROGRAM_AFTER = re.compile(
    r"[一-龥]{0,6}(?:防治|预防|筛查|宣传|疫苗|接种|普查|体检|检查|义诊|讲座|知识|防控|宣教|健康教育|主题|日活动|随访|培训|科普|筛检|监测"
    r"|保险|等级评定|评定补贴|护理补贴|预防日|康复站|机构|中心|医院|评估|照护|免费|减免|标准|规定|办法)"
)
_PROGRAM_BEFORE = re.compile(
    r"(?:防|抗|预防|防治|关爱|世界|全国|动物|禽|畜|猪|牛|鸡|松|树|果|植物|作物|水稻|非洲)[一-龥]{0,4}$"
)
_BENEFIT = re.compile(
    r"残疾人|重度残疾|大病(?:救助|保险|补助|医疗)|医疗救助|慢性病|大病|住院|两项补贴|手术|残疾证|残疾军人|伤残"
)
_OWN_ORGAN = re.compile(
    r"残疾人(?:联合会|联络|专职|之家|就业保障金|保障金|专委|协会|日|运动会|停车|无障碍|通道|专干|工作|康复站)|助残"
)
_AGE = re.compile(
    r"(?<![\d.\-~至到一二三四五六七八九十])(?:满|年龄:?)?\s{0,4}(1[0-3]|\d|十[一二三]?|[一二三四五六七八九两])\s{0,4}周?岁(?!以|及|至|-|~|到|的?标准|[上下内])"
)
_AGE_AFTER = re.compile(
    r"\s{0,4}(?:儿童|幼儿|婴幼儿)?(?:以下|以上|以内|及以|至|到|-|~|树|古树|年龄段|组)"
)
_TREE = re.compile(r"树龄|房龄|船龄|工龄|党龄|楼龄|车龄|龄期")
_BABY = re.compile(
    rf"\d{{1,2}}\s{{0,4}}个?月(?:大|龄)(?!以|及|至|-)|(?:婴儿|婴幼儿|幼儿|新生儿)(?={NAME})"
)
_KIN = re.compile(
    rf"(?:之子|之女|长子|长女|次子|次女|幼子|幼女|三子|三女|孙子|孙女|外孙女?|儿子|女儿|小孩|孩子|其子|其女|养子|养女|婴儿|子女)\s{{0,4}}[:(]?\s{{0,4}}(?P<name>{NAME})"
)
_WARDS = re.compile(
    r"孤儿|事实无人抚养儿童|无人抚养儿童|留守儿童|困境儿童|困难儿童|残疾儿童|弃婴|流浪儿童|未成年人|未成年子女|适龄儿童|儿童"
)
_PUPIL = re.compile(
    rf"(?:幼儿园|小学|学前班?|托儿所|托班|[一二三四五六]年级|[小中大]班|初一|小学生|七年级)(?:[一二三四五六][12]?年级|[小中大]班|[(]?[\d一二三四五六]+[)]?班|学生|幼儿|学童|在读|就读|生|新生|:|\s)*(?P<name>{NAME})"
)
_STAFF = re.compile(r"[一-龥]{0,2}(?:老师|教师|校长|园长|主任|师傅|保安|厨师|同志)")
_ILL_HEAD = re.compile(
    r"残疾(?:类别|类型|等级|级别|程度|情况)|病种|疾病|病情|患病|健康状况|诊断|身体状况|致贫原因|致困原因|病名"
)
_WELL = re.compile(
    r"\s{0,4}(?:|无|健康|良好|正常|否|—|-+|/|缺技术|缺劳力|缺资金|因学|因灾|其他|较好|一般)\s{0,4}"
)
_AGE_HEAD = re.compile(r"^(?:年龄|周岁|岁数)")
PERSON_HEAD = re.compile(
    r"姓名|户主|对象$|申请人|受助人|领取人|领款人|收款人|受益人|补助人|家庭成员|监护人|承包人|被救助|保障人|享受人|患者|学生|儿童|残疾人$"
)
"""Heads of columns that hold persons, so that the row is a person's."""

ANYTHING = re.compile(
    r"病|癌|瘤|透析|抑郁|癫痫|艾滋|HIV|肝|结核|血压|脑|中风(?![雨景貌险格扇力光])|瘫|帕金森|阿尔茨|痴呆|尘肺|梅毒|截肢|肾|红斑|智障|肺|渐冻|症|唐氏|贫血|类风湿|精神"
    r"|聋|失明|双目|残|[一二三四1-4]级|疗|移植|患|植物人|失能|确诊|住院|手术|伤|岁|月龄|月大|婴|幼|子|女|孙|孩|孤儿|儿童|未成年|小学|学前|托|年级|班"
    r"|初一|补贴"
)
"""Whether a text can hold anything of this module, told quickly."""


def people(text: str, head: str = "", in_row: bool = False) -> Iterator[tuple[Kind, int, int]]:
    """Yield kind, start and end of what tells of an illness or a child of one person.

    ``in_row`` says that the text stands in a person's row.
    """
    yield from ((Kind.ILLNESS, *span) for span in _illness(text, head, in_row))
    yield from ((Kind.CHILD, *span) for span in _children(text, head, in_row))


def _illness(text: str, head: str, in_row: bool) -> Iterator[tuple[int, int]]:
    if _ILL_HEAD.search(head) and not _WELL.fullmatch(text):
        yield 0, len(text)
        return
    for match in _ILL.finditer(text):
        program = _PROGRAM_AFTER.match(text, match.end()) or _PROGRAM_BEFORE.search(
            text[max(0, match.start() - 6) : match.start()]
        )
        around = text[max(0, match.start() - 8) : match.end() + 10]
        if not program or _SOME.search(around):
            yield match.span()
            return
    for match in _BENEFIT.finditer(text):
        if _OWN_ORGAN.match(text, match.start()):
            continue
        if in_row or _named_beside(text, match.start(), match.end()):
            yield match.span()
            return


def _named_beside(text: str, start: int, end: int) -> bool:
    """Whether a person is named in front of a benefit, or right after it."""
    before = re.split(r"[。；;\n]", text[:start])[-1]
    after = text[end : end + 12]
    if _SOME.search(before[-12:]) or _SOME.search(after):
        return True
    near = re.search(
        rf"(?:^|[付给补发助问:，,、\s])((?:[一-龥]某{{1,2}}|[{_SURNAMES}]{_GIVEN}))(?:的|同志)?$",
        before,
    )
    if near and _is_given(near[1]):
        return True
    beside = re.match(rf"[:（(\s]{{0,2}}({NAME})(?=$|[\d，,、。)）\s])", after)
    return bool(beside and _is_given(beside[1]))


def _is_given(name: str) -> bool:
    return not _NOT_GIVEN.search(name[1:]) and not _NO_NAME.match(name)


def _children(text: str, head: str, in_row: bool) -> Iterator[tuple[int, int]]:
    if _AGE_HEAD.search(head) and re.fullmatch(
        r"\s{0,4}(?:1[0-3]|\d)\s{0,4}(?:周?岁)?\s{0,4}", text
    ):
        yield 0, len(text)
        return
    for match in _AGE.finditer(text):
        before = text[max(0, match.start() - 4) : match.start()]
        if not _AGE_AFTER.match(text, match.end()) and not _TREE.search(before):
            yield match.span()
            return
    for pattern in (_BABY, _KIN, _PUPIL):
        for match in pattern.finditer(text):
            if _is_name(match, text):
                yield match.span()
                return
    for match in _WARDS.finditer(text):
        if in_row or _named_beside(text, match.start(), match.end()):
            yield match.span()
            return


def _is_name(match: re.Match[str], text: str) -> bool:
    name = match.groupdict().get("name")
    if name is None:
        return True
    if _SOME.search(name):
        return not _STAFF.match(text, match.start("name"))
    after = text[match.start("name") : match.start("name") + 5]
    return _is_given(name) and not _STAFF.match(after)
