"""The closed lists on the cards, with the words that files use for their members."""

from boardapp.core.registers.fields import Worded


class AssetClass(Worded):
    """Classes of the tables of 清产核资 (domain 2.2: tables four and five)."""

    BUILDING = (
        "building", "房屋建筑物", "房屋", "建筑物", "建筑", "房屋及建筑物", "房屋及构筑物",
        "构筑物", "固定资产(建筑)",
    )  # fmt: skip
    PRODUCTION = (
        "production", "生产设施设备", "生产设施", "生产设备", "机器设备", "机械设备", "农业机械",
        "农机具", "农田水利设施", "专用设备",
    )  # fmt: skip
    VEHICLE = ("vehicle", "运输工具", "运输设备", "车辆", "交通工具")
    PUBLIC = ("public", "公益设施设备", "公益设施", "公益设备", "文体设施", "公共设施")
    OFFICE = ("office", "办公设备", "办公用具", "家具用具", "电子设备", "通用设备", "办公家具")
    OTHER = ("other", "其他", "其他资产", "其他固定资产", "其它")


class AssetSource(Worded):
    """How an asset came (增加方式)."""

    BOUGHT = ("bought", "购入", "购置", "外购", "直接购入")
    BUILT = ("built", "自建", "自行建造", "在建工程转入", "新建")
    GRANTED = ("granted", "政府拨付", "财政拨付", "上级拨付", "无偿调入", "划拨")
    DONATED = ("donated", "接受捐赠", "捐赠", "受赠")
    INVESTED = ("invested", "投资转入", "投入", "投资者投入")
    FOUND = (
        "found",
        "盘盈",
    )
    OTHER = ("other", "其他", "其它")


class Method(Worded):
    """How an asset loses value."""

    STRAIGHT = ("straight-line", "年限平均", "平均年限法", "年限平均法", "直线法", "平均年限法(一)")
    NONE = ("none", "不折旧", "不提折旧", "不计提折旧", "无")


class AssetUse(Worded):
    """What an asset is used for now (使用状况)."""

    OWN = ("own", "自用", "在用", "使用中", "村自用", "正常使用")
    LET = ("let", "出租", "出租出借", "他人使用", "对外出租")
    IDLE = ("idle", "闲置", "未使用", "停用")
    SCRAPPED = ("scrapped", "报废", "待报废", "毁损")
    DISPOSED = ("disposed", "已处置", "已出售", "已转让", "已拆除")


class LandClass(Worded):
    """The classes of resources that are posted (农经发〔2011〕13号)."""

    PLOUGH = ("plough-land", "耕地", "水田", "旱地", "水浇地")
    FOREST = ("forest", "林地")
    GRASS = ("grassland", "草地", "草原", "天然牧草地", "人工牧草地")
    GARDEN = ("garden", "园地", "果园", "茶园")
    BEACH = ("beach", "滩涂")
    WATER = ("water", "水面", "坑塘水面", "养殖水面")
    WASTE = ("waste", "四荒地", "“四荒地”", '"四荒地"', "荒地", "荒山", "荒沟", "荒丘", "荒滩")
    BUILT = ("built-up", "集体建设用地", "建设用地")


class InventoryClass(Worded):
    """The classes of the inventory of resources (农办经〔2018〕10号, after GB/T 21010)."""

    PLOUGH = ("plough-land", "耕地")
    GARDEN = ("garden", "园地")
    FOREST = ("forest", "林地")
    GRASS_WILD = ("grass-wild", "天然牧草地", "草地")
    GRASS_SOWN = ("grass-sown", "人工牧草地")
    INDUSTRY = ("industry", "工矿仓储用地")
    TRADE = ("trade", "商服用地")
    HOUSING = ("housing", "农村宅基地", "宅基地")
    PUBLIC = ("public", "公共管理与公共服务用地")
    TRAFFIC = ("traffic", "交通运输和水利设施用地")
    UNUSED = ("unused", "未利用地")
    OTHER_FARM = ("other-farm", "其他农用地")
    OTHER_BUILT = ("other-built", "其他建设用地")


class LandUse(Worded):
    """Who works a resource (经营方式)."""

    HOUSEHOLD = ("household", "依法承包", "家庭承包", "承包到户")
    COLLECTIVE = ("collective", "集体经营", "集体统一经营", "自营")
    CONTRACTED = ("contracted", "承包经营", "发包", "对外承包", "出租", "租赁", "承包")
    INVESTED = ("invested", "对外投资", "入股")
    OCCUPIED = ("occupied", "其他占用", "其他", "占用")
    IDLE = ("idle", "闲置", "未利用", "撂荒")


class ContractKind(Worded):
    """What a contract is about."""

    LAND = (
        "land",
        "承包",
        "发包",
        "土地承包",
        "资源发包",
        "农业承包",
        "家庭承包",
        "其他方式承包",
        "土地发包",
        "土地流转",
        "流转",
    )
    LEASE = (
        "lease",
        "租赁",
        "出租",
        "资产租赁",
        "房屋租赁",
        "资产出租",
        "房屋出租",
        "土地租赁",
        "设备租赁",
        "场地租赁",
        "门面租赁",
        "店面出租",
    )
    TRANSFER = ("transfer", "出让转让", "转让", "出让", "出售")
    JOINT = ("joint", "合作入股", "合作经营", "入股", "合作", "投资")
    WORKS = ("works", "工程", "施工", "建设工程", "工程建设")
    BUYING = ("buying", "采购服务", "采购", "服务", "劳务", "购销")
    OTHER = ("other", "其他", "其它")


class Side(Worded):
    """Which way the money of a contract flows."""

    RECEIVE = ("receive", "收款", "收", "收入")
    PAY = ("pay", "付款", "付", "支出")


class Frequency(Worded):
    """How often a contract is paid."""

    YEARLY = (
        "yearly",
        "年付",
        "按年",
        "每年",
        "一年一付",
        "按年支付",
        "年交",
        "逐年支付",
        "按年付",
        "一年一交",
        "每年一次",
        "年缴",
        "按年缴纳",
        "按年交",
    )
    HALF_YEARLY = ("half-yearly", "半年付", "按半年", "半年一付", "每半年", "按半年付", "半年一交")
    QUARTERLY = ("quarterly", "季付", "按季", "按季度", "每季度", "季度付", "一季一付", "按季付")
    MONTHLY = ("monthly", "月付", "按月", "每月", "按月支付", "一月一付", "按月付")
    ONCE = (
        "once",
        "一次性",
        "一次性付清",
        "一次付清",
        "一次性支付",
        "一次性缴清",
        "一次性交清",
        "一次交清",
        "一次性收取",
        "一次性缴纳",
    )
    PLAN = ("plan", "按计划", "分期", "按付款计划", "分期付款", "按约定")

    @property
    def months(self) -> int:
        """The months between two payments; zero when they do not recur."""
        return {"yearly": 12, "half-yearly": 6, "quarterly": 3, "monthly": 1}.get(self.value, 0)


class AtEnd(Worded):
    """What is to happen, or has happened, when a contract ends (到期处理)."""

    OPEN = ("open", "待处理", "未处理", "未到期")
    RENEWED = ("renewed", "续签", "续租", "已续签")
    TAKEN_BACK = ("taken-back", "收回", "已收回", "到期收回")
    LET_ANEW = ("let-anew", "重新发包", "重新招租", "重新出租")
    ENDED = ("ended", "终止", "已终止", "解除", "结束")


class DebtKind(Worded):
    """The four kinds of 债权债务 (农经发〔2011〕13号)."""

    RECEIVABLE = ("receivable", "应收款", "应收", "应收单位和个人欠款", "债权", "应收欠款")
    LOAN = ("loan", "银行贷款", "贷款", "银行(信用社)贷款", "借款", "信用社贷款")
    PAYABLE = ("payable", "应付款", "应付", "欠单位和个人款", "债务", "应付欠款")
    OTHER = ("other", "其他", "其他债权债务", "其它")

    @property
    def owed_to_us(self) -> bool:
        """Whether others owe the village rather than the village others."""
        return self.value == "receivable"
