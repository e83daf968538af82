"""Addresses down to the door: 3组12号, 青石路5号, 8幢2单元301室, not works or papers."""

import re
from collections.abc import Iterator

from boardapp.core.finding import Level

_N = r"(?:[\dA-Za-z]{1,5}|[一二三四五六七八九十百零〇两]{1,4})"
_NUMBER = (
    rf"(?:第\s{{0,4}})?{_N}(?:\s{{0,4}}-\s{{0,4}}{_N}){{0,2}}\s{{0,4}}号"
    r"(?:之[\d一二三四五六七八九]+|-\d+)?"
)
_FLAT = (
    rf"{_N}\s{{0,4}}(?:号楼|栋|幢|座|号|\#)\s{{0,4}}(?:{_N}\s{{0,4}}(?:单元|门)\s{{0,4}})?(?:{_N}\s{{0,4}}[楼层]\s{{0,4}})?\d{{2,4}}\s{{0,4}}[室号房]"
    rf"|{_N}\s{{0,4}}(?:号楼|栋|幢|座|号|\#)\s{{0,4}}{_N}\s{{0,4}}单元|{_N}\s{{0,4}}单元\s{{0,4}}\d{{2,4}}\s{{0,4}}[室号房]?"
    rf"|{_N}\s{{0,4}}(?:号楼|栋|幢|座|\#)\s{{0,4}}(?:{_N}\s{{0,4}}(?:单元|门)\s{{0,4}})?\d{{3,4}}(?![\d号%元亩平米㎡.])"
)
_DOOR = re.compile(
    rf"门牌号?码?\s{{0,4}}[:为是]?\s{{0,4}}(?P<plate>第?{_N}\s{{0,4}}号?)(?!牌)"
    rf"|(?P<flat>{_FLAT})"
    rf"|(?<=[组队社])\s{{0,4}}(?P<group>{_NUMBER})"
    rf"|(?<=[路街巷弄里坊道区苑园])\s{{0,4}}(?P<street>(?<![一二三四五六七八九十百零〇两\d]){_NUMBER}(?:\s{{0,4}}\d{{2,4}}\s{{0,4}}室)?)"
    rf"|(?<=[村屯庄寨坑湾冲坪坞垟岙坳])(?!第)\s{{0,4}}(?P<hamlet>{_NUMBER})"
    r"|(?<=[苑园区庭村城])\s{0,4}(?P<dashed>\d{1,3}-(?:\d{1,2}-)?\d{3,4})(?![\d-]|\s?号)"
    rf"|(?<=[苑园区庭村城])(?P<house>{_N}(?:号楼|栋|幢))(?=$|[^一-龥\d])"
)
_LOOSE = re.compile(
    rf"(?P<loose>(?:{_N}\s{{0,4}}(?:号楼|栋|幢|座|单元)\s{{0,4}})+(?:\d{{2,4}}\s{{0,4}}室?)?|{_NUMBER}|\d{{1,4}}\s{{0,4}}室"
    r"|\d{1,3}-\d{1,2}-\d{3,4}(?![\d-]))"
)
_THING = re.compile(
    r"\s{0,4}(?:\(\S{0,4}\))?\s{0,4}(?:路灯|灯|电?杆|地块|地|田|塘|池|井|机|泵|变压|变|台区|线|桥|公厕|垃圾|凭证|文件|文|票"
    r"|山|水库|厂|店|仓库|摊|鱼塘|林班|小班|图斑|大棚|商铺|门面|楼|院|亭|渠|沟|坝|闸|洞|点|表|合同|议案|决议|公告|通知"
    r"|标段|档|柜|橱窗|公示|公告栏|宣传栏|栏|样|车|船|会议|活动|老年|文化|办公|卫生|村委|礼堂|祠堂|学校|幼儿园|服务|教|分会|会场|窗|岗|大门|提案|议题|令|包厢|机房"
    r"|监控|消防|停车|充电|球场|广场|绿化|花坛|路|管|线路|方案|工程|项目|房屋租|厂房|综合|便民|食堂|党群)"
)
_PLACE = re.compile(
    r"幼儿园|公园|校园|工业园|产业园|园区|景区|老[年人]公寓|敬老院|养老院|村委|村部|政府|办公|服务中心|银行|学校|小学|公司|厂房|店面|门面|商铺|仓库|文化礼堂|礼堂|祠堂|活动中心|卫生室|卫生院"
    r"|派出所|合作社|市场|综合楼|办公楼|教学楼|招标|开标|会议室|坐落|店|酒店|宾馆|中心|停车|广场|食堂|厂区"
)
_WORKS = re.compile(
    r"维修|修缮|修理|改造|新建|修建|安装|更换|粉刷|拆除|清运|疏通|硬化|工程|项目|施工|采购|检修|加装|翻修|清洗|刷漆|架设|铺设"
    r"|化粪池|路灯|电梯|屋顶|楼道|外墙|管道|下水|监控|清淤|绿化|空调|门锁|桌椅|购置|防水|屋面"
)
_PERSON = re.compile(
    r"某|户主|村民|低保|五保|特困|救助|慰问|补助|补贴|居住|家住|住在|同志|老人(?!公寓)|危房|住址|住所|家庭|户籍|现住|租住|本人|邻居"
    r"|农户|身份证|电话|手机|\d\*{3}"
)
_HOME_HEAD = re.compile(
    r"(?:家庭|居住|户籍|现|常住|详细|通信|通讯|联系|身份证|本人|住房)(?:所在)?(?:住|地)?(?:地|址|住址|地址)|住址|住所|住处|门牌|^地址|家住|现住|户籍地"
)


def addresses(text: str, head: str = "") -> Iterator[tuple[int, int, Level]]:
    """Yield start, end and level of each house number in a plain text.

    Where the clause tells of works, a shop or an office and of no person it is no home; where it
    tells of works at a numbered home a person should look.
    """
    at_home = bool(_HOME_HEAD.search(head))
    taken = -1
    for match in _DOOR.finditer(text):
        start, end = match.span(str(match.lastgroup))
        home = at_home or match.lastgroup == "plate"
        level = _level(text, start, end, home, match.lastgroup == "house")
        if level:
            taken = end
            yield start, end, level
    if taken < 0 and (at_home or _HOME_HEAD.search(text)):
        yield from _under_home(text, head, at_home)


def _under_home(text: str, head: str, at_home: bool) -> Iterator[tuple[int, int, Level]]:
    begin = 0
    if not at_home and (home := _HOME_HEAD.search(text)):
        begin = home.end()
    stop = re.compile(r"[。；;\n]").search(text, begin)
    area = text[: stop.start() if stop else len(text)]
    plate = re.fullmatch(rf"\s{{0,4}}({_N})\s{{0,4}}", text) if "门牌" in head else None
    if plate:
        yield *plate.span(1), Level.MUST
    for match in _LOOSE.finditer(area, begin):
        if not _THING.match(text, match.end()) and not _PLACE.search(area, begin):
            yield *match.span(), Level.MUST


def _level(text: str, start: int, end: int, at_home: bool, is_house: bool) -> Level | None:
    clause = _clause(text, start, end)
    if at_home or (is_house and _HOME_HEAD.search(text[:start])):
        return None if _PLACE.search(clause) else Level.MUST
    person = _PERSON.search(clause)
    if _THING.match(text, end) and not re.match(
        r"\s{0,4}(?:山|田|车|路|文|管|柜|井|池)[^一-龥]?某", text[end:]
    ):
        return None
    if person:
        return Level.MUST
    if _PLACE.search(clause):
        return None
    return Level.VERIFY if is_house or _WORKS.search(clause) else Level.MUST


def _clause(text: str, start: int, end: int) -> str:
    before = re.split(r"[,，。；;、\n:：()（）]", text[:start])[-1]
    after = re.split(r"[,，。；;、\n:：()（）]", text[end:], maxsplit=1)[0]
    return before[-24:] + text[start:end] + after[:24]
