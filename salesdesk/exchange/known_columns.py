"""The column names of other programs and of everyday lists, in English and Chinese, by record kind.

Sources: Salesforce data export, its snake_case warehouse form, HubSpot properties, 纷享销客 list exports, and
what sales people write on top of their own lists. Names are compared without case, spaces and punctuation.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from salesdesk.domain.kinds import KINDS
from salesdesk.domain.record import Field, fields_of
from salesdesk.text import label, using

FIRST_NAME, LAST_NAME, PLACE = "+first_name", "+last_name", "+place"
"""Parts of fields: the two halves of a person's name; a town with its province behind a comma."""
IS_DELETED, IS_CURRENT = "+is_deleted", "+is_current"
"""Targets that decide whether a row counts at all."""

_ADDRESS = """
region: region territory 区域 大区 销售区域 所属区域
province: billingstate billingstateprovince state province mailingstate stateregion 省份 省 所在省
  所在省份 省市 省自治区
city: billingcity city town mailingcity 城市 市 所在城市 所在市
address: billingstreet street address streetaddress mailingstreet 地址 详细地址 公司地址 办公地址
  通讯地址 单位地址
"""
_RECORD = """
remarks: description remarks remark notes comment comments 备注 说明 描述 其他说明
owner_id: ownerid owner accountowner hubspotownerid salesrep 负责人 客户负责人 归属人 业务员 销售负责人
  销售员 跟进人
+is_deleted: isdeleted fivetrandeleted
+is_current: fivetranactive
"""
_PERSON = """
+first_name: firstname givenname forename 名
+last_name: lastname surname familyname 姓
phone: phone phonenumber businessphone workphone officephone telephone tel 电话 固定电话 座机 办公电话
  固话 联系电话 联系方式
mobile: mobilephone mobile cell cellphone mobilenumber 手机 手机号 手机号码 移动电话
email: email emailaddress mail 邮箱 电子邮箱 邮件 电子邮件 邮箱地址
"""

_NAMES: dict[str, str] = {
    "account": _ADDRESS
    + _RECORD
    + """
external_id: id accountid companyid customerid symbol ticker hsobjectid recordid customerno 客户编号
  客户编码 客户代码 客户id 编号
name: name accountname companyname company security customername customer organisation organization
  客户名称 客户 公司名称 公司 单位名称 企业名称 名称 客户全称 客户名 单位 公司全称
short_name: shortname abbreviation 客户简称 简称 公司简称
other_names: othernames aliases 别名 曾用名
industry: industry gicssector sector 行业 所属行业 客户行业 行业分类 一级行业
+place: headquarterslocation headquarters hqlocation location 总部 总部所在地 所在地
parent_id: parentid parentaccount parentaccountid parentcompany parentcompanyid 上级客户 母公司 上级单位
  集团
postal_code: billingpostalcode postalcode zip zipcode billingzippostalcode 邮编 邮政编码
country: billingcountry country countryregion 国家 国家地区
latitude: billinglatitude latitude lat 纬度
longitude: billinglongitude longitude lng 经度
website: website domain url companydomainname websiteurl 网址 官网 网站 公司网址 公司网站
phone: phone phonenumber telephone tel mainphone 电话 公司电话 联系电话 总机 客户电话
employees: numberofemployees employees headcount 员工数 员工人数 人员规模 人数 职工人数
tier: tier customerlevel accounttier 客户级别 客户等级 级别 等级 价值分层 客户分级
life_cycle: lifecycle lifecyclestage 生命周期 客户生命周期
source: accountsource leadsource source 来源 客户来源
channel: channel 渠道 渠道来源
""",
    "site": _ADDRESS
    + _RECORD
    + """
external_id: id siteid 编号
account_id: accountid account accountname company customer 客户 客户名称 公司 公司名称 所属客户
name: name sitename plant branch 名称 厂区 分部 厂区名称 分公司
phone: phone telephone tel 电话
""",
    "contact": _PERSON
    + _RECORD
    + """
external_id: id contactid hsobjectid recordid vid 联系人编号 联系人id 编号
account_id: accountid account accountname company companyname customer associatedcompany
  associatedcompanyid 客户 客户名称 公司 公司名称 所属客户 单位 所属公司 单位名称 所在单位 所在公司
name: name fullname contactname contact person 姓名 联系人 联系人姓名 名字 客户联系人
salutation: salutation 称呼 尊称
title: title jobtitle position 职务 职位 岗位 头衔
department: department dept 部门 所在部门 所属部门
reports_to_id: reportstoid reportsto manager managerid 上级 直属上级 汇报对象 直接上级
wechat: wechat weixin wechatid 微信 微信号
address: mailingstreet address street 地址 联系地址
interests: interests hobbies 兴趣 爱好 兴趣爱好
""",
    "lead": _PERSON
    + _RECORD
    + """
external_id: id leadid hsobjectid recordid 线索编号 编号
contact_name: name fullname contactname leadname 姓名 联系人 联系人姓名
name: subject topic 线索名称 线索 主题 线索标题
company: company companyname account accountname organisation organization 公司 公司名称 客户名称 单位
  企业名称
contact_title: title jobtitle position 职务 职位
website: website url 网址 官网
industry: industry 行业 所属行业
province: state province 省份 省
city: city 城市 市
source: leadsource source 来源 线索来源
rating: rating 评级 意向度
state: status leadstatus 状态 线索状态
amount: amount value 金额 预计金额
currency: currency currencyisocode 币种
need: need requirement 需求 需求描述
account_id: convertedaccountid
contact_id: convertedcontactid
deal_id: convertedopportunityid
""",
    "deal": _RECORD
    + """
external_id: id opportunityid dealid hsobjectid recordid 商机编号 项目编号 编号 商机id
account_id: accountid account accountname company companyname customer associatedcompany
  associatedcompanyid 客户 客户名称 所属客户 公司 公司名称 最终用户
name: name opportunityname opportunity dealname deal project projectname 商机名称 项目名称 项目 商机
deal_kind: dealkind 项目类型 商机类型
stage: stagename stage dealstage dealpipelinestageid salesstage 销售阶段 阶段 商机阶段 项目阶段
status: status dealstatus 状态 商机状态 赢单状态
amount: amount value dealamount 金额 预计销售金额 预计金额 商机金额 项目金额 预计成交金额 合同金额
currency: currencyisocode currency dealcurrencycode 币种 货币
close_date: closedate expectedclosedate 预计成交日期 预计签约日期 预计结单日期 预计成交时间 签约日期
  预计签单日期
next_step: nextstep 下一步 下一步计划 后续计划
source: leadsource source 来源 商机来源 项目来源
known_since: createddate createdate dateentered 创建时间 创建日期 登记日期
reason: lossreason lostreason closedlostreason closedwonreason 输单原因 丢单原因 赢单原因
lost_to: lostto competitor 竞争对手
budget: budget 预算 项目预算
""",
    "stage_move": """
external_id: id opportunityhistoryid
deal_id: opportunityid dealid deal opportunity 商机 项目 商机名称 项目名称
moved_at: createddate dateentered movedat timestamp fivetranstart 变更时间 时间 创建时间
to_stage: stagename stage newstage tostage value 阶段 销售阶段 变更后阶段
amount: amount 金额
currency: currencyisocode currency 币种
close_date: closedate 预计成交日期
reason: reason 原因
+is_deleted: isdeleted fivetrandeleted
""",
    "visit": _RECORD
    + """
external_id: id engagementid uid eventid 编号
account_id: accountid account accountname company whatid 客户 客户名称 拜访客户
deal_id: opportunityid dealid 商机 项目
starts_at: startdatetime activitydatetime starttime start startdate dtstart 开始时间 拜访时间 拜访日期
  日期 时间
ends_at: enddatetime endtime end dtend 结束时间
place: location place 地点 拜访地点
objective_minimum: subject title summary 主题 拜访目的 目的
kind: kind 拜访方式 行为类型 拜访类型
learned: description body 内容 拜访内容 拜访记录
""",
    "product": _RECORD
    + """
external_id: id productid product2id 产品id
name: name productname product 产品名称 产品 品名
code: productcode code sku stockkeepingunit 产品编号 产品编码 型号
family: family productfamily category 产品系列 产品分类 类别
unit: unit quantityunitofmeasure 单位 计量单位
list_price: listprice unitprice price standardprice 价格 标准价格 单价
currency: currencyisocode currency 币种
""",
    "deal_line": """
external_id: id opportunitylineitemid
deal_id: opportunityid dealid 商机 项目 商机名称 项目名称
product_id: product2id productid product 产品 产品名称
description: description name 说明 描述
quantity: quantity 数量
unit_price: unitprice price 单价
amount: totalprice amount 金额 小计
currency: currencyisocode currency 币种
+is_deleted: isdeleted fivetrandeleted
""",
    "member": _PERSON
    + """
external_id: id userid ownerid 员工编号 工号
name: name fullname username 姓名 员工姓名
manager_id: managerid manager 上级 直属上级
region: region 区域 大区
role: role 角色
+is_deleted: isdeleted fivetrandeleted
""",
    "intel": """
subject: subject title 主题 标题
text: text content body description 内容 正文
noted_on: date notedon 日期
source: source 来源
external_id: id 编号
""",
}

_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_CUSTOM_SUFFIX = re.compile(r"__c\Z", re.IGNORECASE)


def plain_name(name: str) -> str:
    """A column name as it is compared: without width, case, spaces, punctuation and brackets."""
    text = _CUSTOM_SUFFIX.sub("", unicodedata.normalize("NFKC", name).strip())
    text = _BRACKETS.sub("", text) or text
    letters = "".join(char for char in text.casefold() if char.isalnum())
    return letters.removeprefix("property") or letters


@cache
def ranked_targets(kind: str) -> Mapping[str, tuple[str, int]]:
    """Plain column name → field or part, and its place among the names for it; the nearest name comes first.

    The labels of the fields in both languages count too, and the names of the fields.
    """
    found: dict[str, tuple[str, int]] = {}
    # A table has one target to a line; lines that begin with spaces go on with the names of the one above.
    for line in _NAMES.get(kind, "").replace("\n  ", " ").splitlines():
        target, _, names = line.partition(":")
        if _is_target(kind, target):
            found.update((plain_name(name), (target, rank)) for rank, name in enumerate(names.split()))
    for field in fields_of(KINDS[kind]):
        for words in (*_labels(field.label_key), field.name):
            found.setdefault(plain_name(words), (field.name, 0))
    found.pop("", None)
    return found


def own_names(field: Field) -> frozenset[str]:
    """The plain names of a field itself: its code, and its labels in both languages."""
    return frozenset(map(plain_name, (*_labels(field.label_key), field.name)))


def _is_target(kind: str, target: str) -> bool:
    return target.startswith("+") or any(field.name == target for field in fields_of(KINDS[kind]))


def _labels(key: str) -> tuple[str, ...]:
    words = []
    for code in ("en", "zh_CN"):
        with using(code):
            words.append(label(key))
    return tuple(words)


@cache
def _all_names() -> frozenset[str]:
    return frozenset(name for kind in _NAMES for name in ranked_targets(kind))


def is_known_column(name: str) -> bool:
    """True when any kind of record has a column of that name."""
    return len(name) <= 80 and plain_name(name) in _all_names()
