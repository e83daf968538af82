"""The words that stand over the columns of ledgers.

The survey of real importers (tests/data/reference/14_ledger_header_aliases.csv), with what bank
statements and hand-made books add to it; half-width, lower case, without blanks and currency.
"""

import re

from boardapp.core.reading import Field

EXACT = {
    Field.DATE: """
        交易日 记账日 入账日 voudate accountdate 记帐日 日期/时间
        日期 业务日期 凭证日期 制单日期 记账日期 记帐日期 交易日期 交易时间 入账日期 入帐日期
        发生日期 登记日期 收支日期 经办日期 会计日期 年月日 月日 月/日 月-日 月、日 年/月/日
        年-月-日 年、月、日 年.月.日 月.日
        日期时间 时间 记账时间 发生时间 date 票据日期 收付日期 报账日期
    """,
    Field.YEAR: """
        年 年份 年度 会计年度
    """,
    Field.MONTH: """
        月 月份 会计期间 期间 会计月份
    """,
    Field.DAY: """
        日 日子
    """,
    Field.VOUCHER: """
        凭证号 凭证编号 凭证号数 凭证字号 记账凭证号 记帐凭证号 凭证 voutypenameno 凭单号 单据号
        单据编号 传票号 凭证种类号数 字号 记账凭证 凭证号码 凭证字-号 凭证字/号 凭证序号
        记账凭证字号 凭证编码 voucher
    """,
    Field.VOUCHER_WORD: """
        字 凭证字 凭证类别 凭证类型 凭证种类 种类 凭证类别字
    """,
    Field.VOUCHER_NUMBER: """
        号 号数 号码
    """,
    Field.SUMMARY: """
        摘要 summary 事由 用途 项目内容 事项 收支内容 业务内容 收支事由 款项内容 业务摘要
        经济业务内容 交易摘要 收支摘要 开支内容 款项用途 资金用途 收支项目及内容 摘要说明
        凭证摘要 摘要内容 内容摘要 收支事项 经济事项 经济业务 支出事由 收入事由 支出内容
        收入来源 支出用途 收入摘要 支出摘要 收入内容 项目名称及内容
    """,
    Field.INCOME: """
        借方 借方金额 借方发生额 收入 收入金额 本月收入 借 收 收方 收入数 收入额 增加 增加金额
        增加额 收款 收款金额 借方发生 本期借方 进账 进账金额 存入 存入金额 存入额 转入 转入金额
        收入方 收方金额 收入合计 借方本位币 借方本币 本期收入 本期借方发生额 debit 收入借方
        借方收入 进项 收进 收到 进款 实收 实收金额 到账 到账金额 到帐金额 进项金额 拨入 入 汇入
    """,
    Field.EXPENSE: """
        贷方 贷方金额 贷方发生额 支出 支出金额 本月支出 贷 付 支 付方 付出 付出金额 支出数
        支出额 付款 付款金额 减少 减少金额 减少额 贷方发生 本期贷方 支取 支取金额 支取额 开支
        开支金额 转出 转出金额 支出方 付方金额 支出合计 贷方本位币 贷方本币 本期支出
        本期贷方发生额 credit 支出贷方 贷方支出 出账 出账金额 取出 报销金额 花费
        出款 实付 实付金额 实支 实支金额 支付 支付金额 出项 出项金额 拨出 出 汇出
    """,
    Field.DIRECTION: """
        方向 借/贷 借或贷 借贷 借贷方向 余额方向 收/支 收支 收支方向 收支类型 收付 收/付
        收付标志 借贷标志 借贷标识 借、贷 借贷别 收或付 收或支 收支标志 收付方向 收入/支出
        支出/收入 收入或支出 交易方向 direction 借(贷) 借-贷 借\\贷
    """,
    Field.AMOUNT: """
        金额 发生额 交易金额 发生金额 收支金额 本位币金额 本币金额 本币 金额合计 amount 款额
        收付金额 交易额 入账金额 发生数
    """,
    Field.BALANCE: """
        存 存余 存款余额 结余(余额) 余
        余额 期末余额 结余 结存 账户余额 帐户余额 结余金额 结存金额 账面余额 帐面余额 本币余额
        当前余额 余额本位币 结余数 结存数 结余额 余款 balance 库存余额 现金余额 银行余额
        账户结余 库存 库存现金余额 可用余额 联机余额 剩余 剩余金额
    """,
    Field.SUBJECT_CODE: """
        科目编码 科目代码 会计科目代码 会计科目编码 科目编号 科目号 科目代号 accountcode accocode
        subjectcode
    """,
    Field.SUBJECT_NAME: """
        科目名称 会计科目 明细科目 科目 收支类别 总账科目 总帐科目 科目全称 收支科目 一级科目
        二级科目 三级科目 类别 项目类别 费用类别 会计科目名称 收支项目类别 支出类别 收入类别
        分类 资金类别 子目 细目 一级 二级 科目名 accountname acconame subjectname
    """,
    Field.COUNTER_SUBJECT: """
        对方科目 对应科目 对方科目名称 对应科目名称 对方科目编码 对方会计科目 对方科目代码
        对方名称科目 对应账户
    """,
    Field.HANDLER: """
        经手人 经办人 报账人 报销人 经手 经办 领款人 handler
    """,
}
"""Heads that mean one thing."""

WEAK = {
    Field.SUMMARY: """
        项目 内容 说明 名称 明细 附言 收支项目 支出项目 收入项目 品名 开支项目 款项
        收支明细 支出明细 名称及用途 事由说明 业务 交易附言 业务说明 交易说明 收支说明 收支名称
        开支名目 收支名目 名目 收入(支出)项目 支出(收入)项目 收支类项目 款项说明
    """,
    Field.VOUCHER: """
        编号 票据号 单号 流水号 交易流水号 票据编号 发票号
    """,
}
"""Heads that mean it only where no better one stands beside them."""

WEAKEST = {
    Field.SUMMARY: "备注 对方户名 附言",
}
"""Heads that mean it only where there is nothing else at all."""

IGNORED = frozenset(
    [
        "√",
        "付款人",
        "付款单位",
        "借方数量",
        "出纳",
        "制单",
        "制单人",
        "制表人",
        "单价",
        "单位",
        "单据张数",
        "原币",
        "复核",
        "外币",
        "大写金额",
        "审批人",
        "审核",
        "审核人",
        "对方单位",
        "对方账号",
        "对账",
        "币别",
        "币种",
        "帐号",
        "序号",
        "张数",
        "往来单位",
        "户名",
        "支票号",
        "收款人",
        "收款单位",
        "数量",
        "核对",
        "汇率",
        "票号",
        "结算号",
        "结算方式",
        "行次",
        "记帐",
        "记账",
        "记账人",
        "证明人",
        "账号",
        "账页",
        "贷方数量",
        "金额大写",
        "附件",
        "附件张数",
        "附单",
        "附单据数",
        "页数",
        "顺序号",
    ]
)
"""Heads of columns that we do not read."""

POCKETS = re.compile(
    r"现金|银行|存款|农商|农信|信用社|农行|工行|建行|中行|邮储|基本户|一般户|专户|专用户|定期|活期|微信|支付宝"
)
"""What tells the columns of one pocket from those of another: 现金收入, 银行收入."""

SUB_WORDS = frozenset(
    [
        "万",
        "亿",
        "元",
        "分",
        "十",
        "十万",
        "千",
        "千万",
        "单价",
        "合计",
        "名称",
        "存款",
        "小计",
        "库存现金",
        "张数",
        "户名",
        "数量",
        "本年累计",
        "本月数",
        "本月累计",
        "本期",
        "现金",
        "百",
        "百万",
        "种类",
        "类别",
        "累计",
        "编号",
        "编码",
        "角",
        "账号",
        "转账",
        "银行",
        "银行存款",
    ]
)
"""Heads that stand only beneath another one."""

DIGITS = frozenset(["万", "亿", "元", "分", "十", "十万", "十亿", "千", "千万", "百", "百万", "角"])
"""Heads of columns that hold one digit each."""
