"""When two names mean the same: legal forms, width, case, accents, punctuation and old spelling put aside."""

import re
import unicodedata
from functools import lru_cache

_LATIN_FORMS = (
    "co ltd|co limited|company limited|pte ltd|pty ltd|s p a|s a r l|s r l|s a|n v|b v|a g|a s|k k|l l c|"
    "incorporated|inc|corporation|corp|company|co|limited|ltd|llc|llp|lp|plc|gmbh und co kg|gmbh co kg|gmbh|"
    "mbh|ag|kg|se|sa|sas|sarl|spa|srl|nv|bv|ab|oy|oyj|asa|as|aps|kk|kgaa|sdn bhd|bhd"
)
_LATIN_FORM = re.compile(rf"(?<=\S) (?:{_LATIN_FORMS})\Z")
_CHINESE_FORM = re.compile(
    r"(?<=..)(?:有限责任公司|股份有限公司|有限公司|股份公司|责任公司|总公司|公司|股份)\Z"
)
_OLD = (
    "國會業電機車華東廣龍聯發開關長門馬鳥魚麗麥黃齊龜樂體臺灣鐵銀鋼銅鋁錦鎮鴻鵬鷹藥醫療衛術學產製網絡線紡"
    "織紙綠維經濟貿資財貨購賣費質贏運輸達遠進選過連際陽陸險陳陰雲霧靜頭顧顯題類飛飯飲館養餘驗驅點黨區縣鄉"
    "島嶺廠庫廳應張強彈從復徵愛態慶憶懷戰戲戶擇擊據擴攝數斷無時晉曉書條極構標樓樹橋檢權歐歲歷歸氣決沒況淨"
    "測湯滅滿漢潔潤濱燈營爾獅獎獨環現瑪畫當盡監盤眾確碼礦礎禮種穩積競筆節範築簡糧純紅約級細終組結給統絲總"
    "縱績繼續義習聖聞聲職腦膠臨興舊艦藝葉蘇蘭處號蟲衆裝補規視覺覽觀訂計訊記設許訪評詞試詢誠話該認語說課調"
    "談請論諾謀謝證識譯議護讀變讓豐貝負貢責貫貴買賀賓賢賽趙軌軍軟軸載輕輝輛輪轉辦農邊鄭鄰釋針鈞鋒錄錢錶鍋"
    "鍵鏡鐘鑄鑽閉間閣隊階隨隱雙雜離難響頁項順須預領頻願風駐駿騰鬥鮮鹽麵龐啟啓嚴園圖團場塊壓壹壽夢奧婦媽寧"
    "實審寫寬寶專將導層屬歡創劃劉則剛動務勝勞勢協單卻參員問啞喬圓備傳債僅價優億儀儲兒內兩冊凍幣幫幾後徑萬"
    "蕭來個倉們偉側偵吳呂楊孫"
)
_NEW = (
    "国会业电机车华东广龙联发开关长门马鸟鱼丽麦黄齐龟乐体台湾铁银钢铜铝锦镇鸿鹏鹰药医疗卫术学产制网络线纺"
    "织纸绿维经济贸资财货购卖费质赢运输达远进选过连际阳陆险陈阴云雾静头顾显题类飞饭饮馆养余验驱点党区县乡"
    "岛岭厂库厅应张强弹从复征爱态庆忆怀战戏户择击据扩摄数断无时晋晓书条极构标楼树桥检权欧岁历归气决没况净"
    "测汤灭满汉洁润滨灯营尔狮奖独环现玛画当尽监盘众确码矿础礼种稳积竞笔节范筑简粮纯红约级细终组结给统丝总"
    "纵绩继续义习圣闻声职脑胶临兴旧舰艺叶苏兰处号虫众装补规视觉览观订计讯记设许访评词试询诚话该认语说课调"
    "谈请论诺谋谢证识译议护读变让丰贝负贡责贯贵买贺宾贤赛赵轨军软轴载轻辉辆轮转办农边郑邻释针钧锋录钱表锅"
    "键镜钟铸钻闭间阁队阶随隐双杂离难响页项顺须预领频愿风驻骏腾斗鲜盐面庞启启严园图团场块压一寿梦奥妇妈宁"
    "实审写宽宝专将导层属欢创划刘则刚动务胜劳势协单却参员问哑乔圆备传债仅价优亿仪储儿内两册冻币帮几后径万"
    "萧来个仓们伟侧侦吴吕杨孙"
)
_TO_NEW = str.maketrans(_OLD, _NEW)
"""Old spelling of characters that are common in names of companies and people, in the new one."""


@lru_cache(maxsize=50_000)
def company_key(name: str) -> str:
    """What a company's name comes down to; a name without letters is compared as it is written."""
    words = _words(name)
    if not any(char.isalpha() for char in words):
        return name.strip()
    # Bracketed parts stay: share classes and branches are told apart by them.
    for _ in range(3):
        shorter = _CHINESE_FORM.sub("", _LATIN_FORM.sub("", words))
        if shorter == words:
            break
        words = shorter.strip()
    return words.replace(" ", "")


@lru_cache(maxsize=50_000)
def person_key(name: str) -> str:
    """What a person's name comes down to."""
    return _words(name).replace(" ", "")


def _words(name: str) -> str:
    text = name.casefold() if name.isascii() else _without_accents(name)
    return " ".join("".join(char if char.isalnum() else " " for char in text).split())


def _without_accents(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", text).translate(_TO_NEW)


def phone_key(phone: str) -> str:
    """The digits of a telephone number without the way abroad; empty when there are fewer than six."""
    digits = "".join(char for char in unicodedata.normalize("NFKC", phone) if char.isdigit())
    digits = digits.removeprefix("00")
    if len(digits) > 11 and digits.startswith("86"):
        digits = digits[2:]
    return digits.lstrip("0") if len(digits) >= 6 else ""


def email_key(email: str) -> str:
    """An e-mail address without regard to case; empty when it is none."""
    text = email.strip().casefold()
    return text if "@" in text else ""
