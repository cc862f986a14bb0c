"""Words of Chinese that turn a claim over, and those that only look as if: see `polarity`.

The order is that in which they are tried at a place: a frame that asserts comes
before the bare negator it holds.
"""

# ruff: noqa: E501  a family of words reads best on one line
from __future__ import annotations

from qualcode.matching.assertion.polarity import Operator, Polarity
from qualcode.matching.assertion.tables import words

_HAN = "[\u4e00-\u9fff]"

# Frames that hold a negator and assert.
ADDITIVE = words("不仅仅 不仅 不光 不只 不单 不但 不止 不独 何止 岂止")
COUNTERFACTUAL = words("要不是 若不是 如果不是 多亏 亏得 幸亏 得亏")
STILL_IS = words(
    r"还不是 可不是(?=[嘛吗,]) 不就是 岂不是 不正是 还不叫 还不算 这不叫(?=[^,?]{1,12}(?:叫啥|叫什么|[吗么]?\?)) 无非是 不外乎"
)
IS_IT_NOT = r"不是(?=[^,?]{1,16}(?:是啥|是什么|又是啥|吗|[么嘛]\?))"
SCALAR = "不是一(?:[两二]|半)?[回次趟天日年](?:半[回次])?(?:[两二][回次趟天])?"
NO_ONE_NOT = words(
    "没有?(?:谁|哪个|哪家|哪[个一]?(?:[月天年回次户]|礼拜|星期))(?:不|没) 无人不 没人不"
)
WHO_NOT = "(?:哪(?:个|一)?(?:[月天年回次家户]|礼拜|星期)|谁(?:家|个)?)(?:还)?(?:不|没|莫)(?=[^,。]{1,10}(?:[?,。]|$))(?!知|晓|清|愿|想|肯|敢)"
WHO_KNOWS_NOT = "谁(?:家|个)?还?(?:不知道?|不晓得|不清楚|没见过)"
MUST = words(
    "不得不 不能不 不会不 不可不 不可能不 不敢不 不由得 不得已 由不得 免不了 少不了 难免 离不开"
)
OFTEN = words("没少 莫少 没断过 没断 没停 没间断 不断 不停 不住地 无不")
HEDGE = words("不敢说 不好说 不便说 不瞒你说 不怕你笑话 不客气地?说 说句不好听的 不夸张")
LOOKALIKES = words("""
    不管 不论 不少 不久 不错 不然 不过 不料 不得了 不行了 不如 不对 不同 不一样 不起眼 不好意思
    不容易 不一会 不几[天年] 不到(?=[一二两三四五六七八九十半]) 不知 不晓得 不清楚 不等(?!靠) 不由
    不说 再不(?=[^,]{1,4}也) 不比 不像(?=以前|过去|从前) 要不 了不起 对不起 来不及 忍不住 舍不得 恨不得 怪不得 巴不得
    不缺 不愁 不拖 [说搞弄分闹]不清 动不动 时不时 差不多 说不定 保不准 没想到 没成想 没料到 没错 没准 没事 没办法 没法子? 没等
    没几天 没多久 没过多久 莫名 莫非 未来 未免 无论 无疑 无奈 无所谓 无非 非常 别人 别的 别处 别家
    别村 别个 特别 分别 区别 级别 个别 识别 性别 告别 派别 零[钱星用碎售花下件头食工]
""")

# Words that turn a claim over.
WHO_SAYS = words("谁说 谁讲 哪个说")
WHO_WOULD = words("""
    谁(?:还|又|都|也|个|家)?(?=愿|想|肯|敢|稀罕|乐意|会|能|喜欢|爱|舍得|不)
    谁家?还(?![没不是])
    谁(?=[^,?!家]{1,3}过(?![个年节去来]))
""")
WHERE_IS = words("""
    哪里?(?:还)?(?:有|能|会|敢|是|像|管|肯|舍得|顾得|用得着|轮得) 哪个(?=愿|想|肯|敢|会) 哪里?(?=[^,?!]{1,4}过)
""")
WHEN_EVER = (
    "(?:啥|什么|几|多|多会儿?)(?:时候|时间|会)?(?<=[候间会])(?:还|又|给|让)?(?=[^,?!]{1,5}过)"
)
NOT_REALLY = words("难道 何必 何苦 何尝(?!不) 何曾(?!不) 岂能 岂会 怎能")
HOW_COULD = "(?:咋|怎么|咋么|怎)(?:还)?(?:能|会|可能|敢|得了)"
WHY_NOT = "(?:咋|怎么|咋么)(?=[没不莫][^?]*,)"
CAN_IT = r"能(?=[^,]{1,15}[吗么]?\?)"
HAVE_WHAT = r"有(?:啥|什么)(?=[^,?]{1,8}\?)"
NOBODY = words("没有?人 莫人 没得人 无人 谁[也都]没有? 谁[也都]不")
IS_NOT = words("""
    并非 绝非 决非 不叫
    并不是 也不是 又不是 倒不是 可不是 不是说 不是(?!个?滋味) 不算是? 算不上 谈不上 说不上 称不上 轮不[到上]
    与其说(?:是)? 用不着 犯不着 不能说 不信 不承认 不存在
""")
CANNOT = f"{_HAN}不(?:了|上|到|着|起|成|出|下|见|动|住|全)"
NOT = words("""
    从来没有? 从来不 从没有? 从不 从未 并没有? 还没有? 都没有? 没有 没得 没 莫(?!名|非|过)
    冒(?=来|见|得|有|给) 未 不会 不想 不愿意? 不肯 不敢 不让 不给 不叫 不许 不用 不必 不再 不
    别 甭 毫无 绝无 决不 绝不 无 非(?=贫) 免得 省得
""")
ZERO = "零"

BREAKS = words("""
    [,:;。?!] 就 却 才 又 反 而是 但 可是 只 光 因为 因此 所以 结果 于是 以后 之后 后来 了(?!解)
    也 的[都就] 的[^,。]{0,3}是 还(?!款|贷|钱|账) 全靠 是因
""")
BREAKS_STATEMENT = words("[,:;。?!] 但 可是 而是")
BREAKS_CORRECTION = BREAKS_STATEMENT + "|(?<![都还])是(?!说)|就是"
LIGHT = "(?:[一哪任几]|[个家户月年天回次遍样点]|何|人|谁|啥|什么|的|说|有|是|能|会|想|地方|时候|过|愿意?|敢|肯)*"
NEGATIVE = "[不没莫未无难缺少差断停空假白]"

POLARITY = Polarity(
    (
        Operator("additive", ADDITIVE, turns=False, reach=8, outcome="this and more"),
        Operator("counterfactual", COUNTERFACTUAL, turns=False, reach=14, outcome="holds in fact"),
        Operator(
            "rhetorical",
            IS_IT_NOT,
            turns=False,
            settles=True,
            reach=14,
            outcome="claimed by asking",
        ),
        Operator("rhetorical", STILL_IS, turns=False, settles=True, reach=10, outcome="claimed"),
        Operator("double negation", MUST, turns=False, reach=8, outcome="cannot but"),
        Operator(
            "double negation", NO_ONE_NOT, turns=False, settles=True, reach=8, outcome="everybody"
        ),
        Operator(
            "rhetorical", WHO_KNOWS_NOT, turns=False, settles=True, reach=14, outcome="known to all"
        ),
        Operator("rhetorical", WHO_NOT, turns=False, settles=True, reach=8, outcome="always"),
        Operator("double negation", SCALAR, turns=False, reach=8, outcome="more than once"),
        Operator("double negation", OFTEN, turns=False, reach=8, outcome="often"),
        Operator("hedge", HEDGE, turns=False, reach=10, outcome="claimed all the same"),
        Operator("word", LOOKALIKES, turns=False, outcome="no negator"),
        Operator(
            "rhetorical",
            WHO_SAYS,
            turns=True,
            reach=14,
            outcome="not so",
            clausal=True,
            breaks=BREAKS_STATEMENT,
        ),
        Operator("rhetorical", WHO_WOULD, turns=True, reach=8, outcome="nobody"),
        Operator("rhetorical", WHEN_EVER, turns=True, reach=10, outcome="never"),
        Operator("rhetorical", WHERE_IS, turns=True, reach=10, outcome="turned over"),
        Operator(
            "rhetorical",
            NOT_REALLY,
            turns=True,
            reach=12,
            clausal=True,
            breaks=BREAKS_STATEMENT,
            outcome="turned over",
        ),
        Operator("rhetorical", HOW_COULD, turns=True, reach=8, outcome="turned over"),
        Operator("rhetorical", WHY_NOT, turns=True, reach=8, outcome="turned over"),
        Operator("rhetorical", CAN_IT, turns=True, reach=6, outcome="turned over"),
        Operator("rhetorical", HAVE_WHAT, turns=True, reach=0, outcome="none"),
        Operator("negation", NOBODY, turns=True, reach=6, outcome="nobody"),
        Operator(
            "negation",
            IS_NOT,
            turns=True,
            reach=14,
            clausal=True,
            breaks=BREAKS_CORRECTION,
            outcome="it is not so",
        ),
        Operator("negation", CANNOT, turns=True, reach=3, outcome="cannot be had"),
        Operator("negation", NOT, turns=True, reach=7, outcome="not so"),
        Operator("negation", ZERO, turns=True, reach=0, outcome="none"),
    ),
    breaks=BREAKS,
    light=LIGHT,
    negative=NEGATIVE,
)
