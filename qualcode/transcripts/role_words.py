"""The words by which transcripts call interviewers, respondents and third persons.

All in the form that `labels.canonical` gives a label: half-width, lower case, no
blanks, no number at the end, simplified and traditional side by side.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


INTERVIEWER = _set(
    """
    问 問 访 訪 提问 提問 问题 問題 提问者 提問者 提问人 问者 问话人 访谈者 訪談者 访谈人 訪談人
    访谈员 訪談員 访员 訪員 访者 访问者 訪問者 访问员 訪問員 访问人 采访者 採訪者 采访人 採訪人
    采访员 采访 採訪 记者 記者 主持 主持人 主持者 主访人 主访 主訪 调研员 調研員 调研者 调研人员
    调查员 調查員 调查者 调查人 研究者 研究員 研究员 课题组 笔者 筆者 q question interviewer
    intervieweur interviewers int intv inter i iv ivr moderator mod facilitator researcher host
    ethnographer fieldworker you 追问 追問 probe follow-up followup
    """
)

SELF = _set("我 me")
"""How who wrote the transcript calls themselves: the one who asked, where it comes again."""
INTERVIEWER |= SELF

RESPONDENT = _set(
    """
    答 回答 答者 答复 受 受访 受訪 受访者 受訪者 受访人 受訪人 受访对象 受访户 受访村民 被访
    被访者 被訪者 被访人 被访谈者 被访谈人 被采访者 被採訪者 被采访人 被调查者 被调查人 访谈对象
    訪談對象 采访对象 口述人 口述者 讲述人 讲述者 村民 农户 a answer r resp respondent
    respondents interviewee interviewees participant informant subject befragte befragter
    """
)

THIRD = _set(
    """
    翻译 翻譯 译 譯 口译 口译员 译员 译者 同传 旁白 画外音 字幕 系统 录音员 记录员 记录人
    interpreter translator narrator transcriber transcriptionist notetaker note-taker system
    """
)
"""Persons who are neither asked nor asking: their words are context, like the interviewer's."""

DIARISED = (
    r"(?:说话人|說話人|发言人|發言人|讲话人|讲者|发言者|参会人|嘉宾|speaker|spk|spkr|s)"
    r"[ _-]?[0-9a-z]{1,3}"
)
"""What speech recognition calls a voice it cannot name (canonical form)."""

KIN = _set(
    """
    丈夫 妻子 老公 老婆 爱人 老伴 婆婆 公公 儿子 女儿 儿媳 媳妇 女婿 孙子 孙女 外孙 母亲 父亲
    爸爸 妈妈 爷爷 奶奶 外婆 姥姥 姥爷 大爷 大妈 大娘 大叔 大婶 大哥 大嫂 哥哥 嫂子 弟弟 弟媳
    姐姐 妹妹 姐夫 妹夫 侄子 侄女 外甥 岳父 岳母 邻居 亲戚 家属 家人 朋友 同学 工友 旁边工友
    旁人 众人 大家 老人 老汉 老太太 孩子 小孩 老板 老板娘 老师 学生 村民 工人 群众 农民 男 女
    男声 女声 甲 乙 丙 丁 戊 己 husband wife son daughter mother father neighbour neighbor
    friend grandson granddaughter brother sister man woman boy girl student teacher villager all
    everyone others unknown unidentified 未知 不明 某人 路人 夫 妻
    """
)
"""Persons who may speak only once, and are still speakers."""

PERSON_ENDINGS = (
    *(
        "某",
        "某某",
        "主任",
        "书记",
        "镇长",
        "村长",
        "社长",
        "组长",
        "队长",
        "会长",
        "厂长",
        "经理",
        "文书",
    ),
    *(
        "干部",
        "队员",
        "站长",
        "所长",
        "局长",
        "院长",
        "校长",
        "老师",
        "医生",
        "大夫",
        "师傅",
        "老板",
        "会计",
    ),
    *(
        "代表",
        "主席",
        "委员",
        "工友",
        "村民",
        "邻居",
        "司机",
        "护士",
        "科长",
        "处长",
        "部长",
        "秘书",
        "助理",
    ),
    *(
        "丈夫",
        "妻子",
        "儿子",
        "女儿",
        "媳妇",
        "叔",
        "婶",
        "姨",
        "姐",
        "哥",
        "嫂",
        "爷",
        "奶",
        "爸",
        "妈",
    ),
    *("婆婆", "公公", "老公", "老婆", "爱人", "老伴", "母亲", "父亲", "女儿", "儿媳", "女婿"),
    *("孙子", "孙女", "阿婆", "阿公", "阿嬷", "阿嬤", "伯", "舅"),
)
"""How a Chinese label ends that names a person by office or kin."""

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛"
    "温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢骆岳齐梅庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭許傅盧蔣賈葉閻鍾陸譚鄒龔龐蘭顏倪嚴溫蘆韋畢聶叢駱齊莊塗紀費歐項陽衛萬錢湯賀賴"
)
