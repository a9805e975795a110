"""What a name looks like: a person's, of any nationality and with any surname, or an institution's."""

from __future__ import annotations

import math
import re

from articles.parsing.dictionary import lexicon
from articles.parsing.types import Person, Role

_COMMON = 5000  # times that the dictionary met a common word
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_DISTRICT = re.compile(  # 云县, 青石镇, 七里铺读者; 返乡, 驻村 and 特色小镇 are none
    r"(?:[\u4e00-\u9fff]{2,8}(?:[省市区县]|(?<![小古城乡集重强名])镇|(?<![家故回下返城还异水])乡|(?<![乡农进驻山古渔强名])村)|[^\W全本我该各每某]县)"
    r"(?:读者|市民|网友|居民|村民)?|[\u4e00-\u9fff]{3}(?:读者|村民)"
)
_READERS = re.compile("[\u4e00-\u9fff]{0,10}(?:读者|市民|网友|居民|村民)")
_HAN_NAME = re.compile(rf"^[{_HAN}]{{2,4}}$")
_DOTTED_NAME = re.compile(
    rf"^(?:[{_HAN}]{{1,4}}[-－])?[{_HAN}A-Z]{{1,10}}(?:[·•‧∙⋅・･．.․][{_HAN}A-Z]{{1,10}})+$"
)  # 阿不都热合曼·艾力, 让-皮埃尔·杜邦
_LATIN_NAME = re.compile(r"^[A-Z][A-Za-z.’'-]*(?:\s[A-Z][A-Za-z.’'-]*)*$")
_INSTITUTION = re.compile(
    rf"^[{_HAN}A-Za-z0-9“”·（）()《》]{{2,50}}"
    r"(?:委|委员会|部|厅|局|署|办|办公室|院|所|室|中心|组|会|联盟|大学|学校|校|医院|智库|评论员|观察员|社|集团|公司|银行|政府|工作队|人大|政协|研究基地|(?<![学本百文理工专])科|(?:中心|大学|学院|党校|研究院)[\u4e00-\u9fff]{0,12}基地)$"
)
_NAMES_ITSELF = re.compile(
    r"^(?:中共|中国(?!特色|式)|中央|国家|国务院|全国|新华社|人民日报|求是|本报|本刊|本网|北京|上海|[\u4e00-\u9fff]{1,6}(?:省|市|县|区|州|盟|旗|大学|学院|日报))"
    r"|(?:委员会|党委|省委|市委|县委|区委|党组|中心组|课题组|调研组|研究组|写作组|编写组|评论员|观察员|编辑部|研究院|研究所|研究中心|研究室|研究会|研究基地|党校|社科院|科学院)$"
)
_EVENT = re.compile("(?:研讨|座谈|交流|发布|推进|报告|博览|展销|论证|动员|表彰|茶话|联欢|洽谈|恳谈|音乐|运动|听证)会$")
# What posts, ranks, titles and trades end in: 研究馆员, 一级编剧, 自由撰稿人, 种粮大户.
_POST = re.compile(
    r"(?:(?:教授|讲师|博士生?|硕士生?|博士后|研究生|本科生|大学生|学生|选调生|院士|学士|工程师"
    r"|[院校所馆站台社厂场园矿行组队团班店船连营村局处厅部科股]长|[省市县区镇乡]长|主任|书记|支书|政委|常委|主席|会长|秘书长?"
    r"|[理监董]事长?|干事|参事|顾问|参谋|助理|经理|总监|总裁|主管|[主总]编|编[审辑剧导译]|译审|主笔|导演|作曲|记者"
    r"|(?:农艺|园艺|工艺|茶艺|经济|会计|审计|统计|咨询|规划|设计|建筑|分析|营养|摄影|畜牧|兽医|评估|美术|造价|监理|培训|调解|精算|针灸"
    r"|药|护|技|医|教|讲|导|律|厨|老|大)师"
    r"|(?<![动全人复满减裁增])(?<!评论)(?<!观察)员|(?:学|工作|志愿|爱好|研究|创业|亲历|从业)者|(?:专|作|画|评论|艺术|书法|学|企业|收藏|音乐|歌唱|翻译|摄影)家"
    r"|(?:诗|匠|媒体|出版|音乐|手艺|电影|新闻|策展|撰稿|传承|创始|合伙|发言|带头|负责|主持|制片|策划|牵头|当家|召集|代表|代理|经纪)人"
    r"|(?:法|检察|警|外交|教)官|[民交特辅狱]警|医生|大夫|护士|代表|教练|战士|老兵|干部|农民|职工|工匠|司机"
    r"|(?:种粮|种植|养殖|专业|个体|承包|示范)大?户))$"
)
_SHORTEST_POST = 5  # characters; a shorter word is a post where it is no name: 农艺师
_AT_WORK = re.compile(  # within what names a place of work, whatever post stands behind it
    r"大学|学院|党校|中学|小学|学校|幼儿园|研究[院所室会中]|[图博纪文美档体展科][书物念化术案育览技]馆|医院|委员会|管委会|管理处|办事处|(?:农技|水文|监测|工作|文化|服务)站|[协学]会|公司|集团|[作文]联|作协|社科院"
    r"|法院|检察院|出版社|杂志社|报社|电视台|[剧乐]团|剧院|事务所|合作社|街道|社区|[省市县区镇乡][\u4e00-\u9fff]{0,8}[委厅局办]"
)
_SAYS_SOMETHING = re.compile(
    "^(?:追?记(?![者录账])|专访|访(?![问谈])|对话|走[近进]|致敬|怀念|追忆)|[的了让把被最]|(?<!求)是|在(?![读职校])|如何|怎么?|出版(?![社人集商])|好(?:干部|农民|代表)"
)  # no post has it
_STATE_ORGAN = re.compile(
    r"^[\u4e00-\u9fff]{2,12}(?:部|委|局|署|厅|办)(?<!干部|[全内外东西南北中局总]部|[布格结开大全当]局|[举承主创督]办)$"
)
_SHORTEST_NAME, _LONGEST_NAME = 2, 3  # characters of one that is surely a person's
_NOT_NAMES = frozenset(
    {"核心", "本文", "本人", "编者", "记者", "作者", "导语", "引言", "前言", "结语", "摘要", "目录", "开栏"}
)
_WORD_CLASSES_OF_NAMES = frozenset({"nr", "nrt", "nrfg", "ns", "nz", "x"})
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇"
    "栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲台丛鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩"
    "桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越夔"
    "隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公闫肖仉覃付涂代佟晋岳帅缑亢况有琴商牟佘伯赏"
    "墨哈谯笪年爱阳亓仝佀佴冼初剧库战操旷来楚楼母海税矫粟续者脱芦苑药菅补覃谌过违遆郄鄢门院雒青鲜麦麴黑卡折员洗祭啜"
)
_DOUBLE_SURNAMES = (
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "南宫",
    "单于", "宇文", "长孙", "司空", "呼延", "赫连", "澹台", "轩辕", "闾丘", "濮阳", "淳于", "申屠", "鲜于", "独孤",
    "万俟", "西门", "拓跋", "完颜", "爱新觉罗",
)  # fmt: skip


def read_name(word: str) -> Person | None:
    """The person or institution that this word names, or None where it looks like neither."""
    if _is_institution(word):
        return Person(word, Role.ORGANISATION)
    return Person(word) if _is_person(word) else None


def _is_person(word: str) -> bool:
    if _HAN_NAME.match(word):
        return word not in _NOT_NAMES and (len(word) < 4 or has_surname(word[:3]) or has_surname(word[:2]))
    return bool(_DOTTED_NAME.match(word) or _LATIN_NAME.match(word))


def _is_institution(word: str) -> bool:
    """国家发展改革委, 财政部, …课题组; 王学会 is a person, 建设研究中心 a headline, 某某研讨会 an event."""
    if not _INSTITUTION.match(word) or _EVENT.search(word):
        return False
    if len(word) <= 3 and has_surname(word):
        return lexicon().count(word) > 0 and not is_known_as_name(word)
    return len(word) > 2 and not (word.startswith(_DOUBLE_SURNAMES) and len(word) <= 4)


def is_clearly_institution(word: str) -> bool:
    """Whether a word names an institution even without a byline's mark: by its place name or its kind of body."""
    if "的" in word or (lexicon().word_class(_first_word(word)) == "v" and not _NAMES_ITSELF.match(word)):
        return False
    return bool(_NAMES_ITSELF.search(word) or _STATE_ORGAN.match(word))


def begins_as_institution(word: str) -> bool:
    """Whether it is an institution's name by its first words, too: 中央党校…, 某某大学…."""
    return _is_institution(word) and bool(_NAMES_ITSELF.match(word))


def _first_word(text: str) -> str:
    return next((text[:length] for length in (4, 3, 2) if lexicon().count(text[:length])), text[:1])


def has_surname(name: str) -> bool:
    """Whether the name begins with a surname of the lists, or shows a foreign name's form."""
    if not _HAN_NAME.match(name):
        return bool(_DOTTED_NAME.match(name) or " " in name)
    return name.startswith(_DOUBLE_SURNAMES) or (name[0] in _SURNAMES and len(name) <= 3)


def is_double_surname(word: str) -> bool:
    """欧阳, 单于: waits for a given name that is printed apart."""
    return word in _DOUBLE_SURNAMES


def is_known_as_name(word: str) -> bool:
    """Whether the dictionary, if it has the word at all, has it as a name."""
    return not lexicon().count(word) or lexicon().word_class(word) in _WORD_CLASSES_OF_NAMES


def is_likely_name(word: str) -> bool:
    """Whether it begins as a name does, and is no other word."""
    return has_surname(word) and is_known_as_name(word)


def commonness(word: str) -> float:
    """How common a word of the dictionary is, 0 to 1, on a scale of logarithms: a rare one may be a name yet."""
    return min(math.log1p(lexicon().count(word)) / math.log(_COMMON), 1.0)


def is_post(word: str) -> bool:
    """某某大学教授, and what is a post and nothing else: the 董事长 of 某某公司党委书记、董事长."""
    found = _POST.search(word) if not _SAYS_SOMETHING.search(word) else None
    if not found or len(word) >= _SHORTEST_POST or found.start() == 0:
        return found is not None
    return not is_likely_name(word)


def may_be_post(word: str, *, sure: bool) -> bool:
    """Whether a word may say what somebody is, though it ends as no post: `sure` says that a name beside it is one."""
    return len(word) > _LONGEST_NAME and not _SAYS_SOMETHING.search(word) and bool(sure or _AT_WORK.search(word))


def works_at_named(word: str) -> bool:
    """Whether a post is one at a place of work with a name: 某某大学教授; 社区工作者 and 中学教师 are anywhere."""
    place = _AT_WORK.search(word, _SHORTEST_NAME) if may_be_post(word, sure=False) else None
    return place is not None


def names_district(word: str) -> bool:
    """Whether a word says which place a reader writes from: 江北区, 石梁县, 渝中区居民. 李自省 is who writes."""
    if not _DISTRICT.fullmatch(word):
        return False
    ends_no_name = word[-1] in "县区镇者民"
    return ends_no_name or not is_likely_name(word) or is_place(word) or is_place(word[:-1])


def names_readers(word: str) -> bool:
    """Whether a word before a likely name says that a reader writes: 楚川市民, 热心读者."""
    return _READERS.fullmatch(word) is not None


def is_place(word: str) -> bool:
    """Whether the dictionary has the word as a place's name."""
    return lexicon().word_class(word) == "ns"
