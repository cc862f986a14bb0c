"""Sentences of our own with the status their marked words must come out as, by kind.

None is taken from a study. A line is the status, the kind of code (what a rule
means for a problem differs from what it means for a measure), and the sentence;
after a bar the sentence that the interviewer asked.
"""

from __future__ import annotations

CHINESE = """
# plain negation, negators that belong to the words
denied problem 我们组里真没有【混日子】的人。
denied problem 这几年莫有【断过水】。
historical problem 村里头【乱收费】的事情早就没有了。
denied cause 他不是【没文化】，高中念完的。
denied problem 说我们【不管事】？这话我不认。
asserted problem 一家子【没有个主心骨】，娃娃也跟着受罪。
asserted cause 腿【不得劲】，下不了地。
asserted problem 娃娃念书【没人管】，学校又远。
asserted problem 钱【到不了】老百姓手里。
denied problem 咱又没【亏过】公家的。
denied problem 我压根就没【指望过】他们。
denied problem 全镇没有发生一起【上访】。
# double negation
asserted positive 他们没有哪个礼拜不【上门】。
asserted positive 这几年村医没少【跑腿】。
asserted problem 不能说没人【偷懒】，总有那么一两个。
asserted problem 谁家不是【指着低保】过日子呢。
asserted problem 不得不【应付检查】，不应付就扣分。
asserted cause 家里不是没【拖累】，老娘瘫着呢。
asserted positive 我们这达没有人不【念他的好】。
asserted problem 不可能不【走样】，到了村上就变味。
asserted problem 没有一个不【叫苦】的。
asserted positive 他来我家不是一回【帮忙】了。
# not A but B, not only
denied cause 不是【没劲头】，是没门路。
asserted cause 不是没劲头，是【没门路】。
denied problem 倒不是【懒】，身子骨不行。
asserted problem 不光是【填表】，还得拍照留痕。
asserted problem 不单单【挂名】，连门朝哪开都不知道。
asserted problem 除了【念文件】，啥也没干。
asserted problem 除过【照相】，再没见干过啥。
asserted positive 要不是合作社【收了】，洋芋就烂地里了。
asserted positive 亏得工作队【跑手续】，不然房子盖不起来。
denied positive 与其说是【商量】，不如说是通知。
denied problem 不是说他【不公道】，是规矩就这么定的。
# rhetorical
denied problem 谁乐意【伸手要】呢，脸往哪放。
denied problem 哪个愿意【戴这个帽子】。
denied problem 我啥时候【赖过】公家？
denied positive 哪有人【问过】我们啊。
denied positive 他们哪里【征求过意见】。
asserted problem 这不是【糊弄人】是什么？
asserted problem 难道我们就不【心寒】吗？
denied problem 我咋能【偷懒】呢，一家子等着吃饭。
denied problem 谁说我们村【没人管】？
denied problem 我能【白拿】国家的钱？
# A-not-A and open questions
question positive 他们【来】不来我说不上。
question positive 【公开】没公开我不清楚。
question problem 是不是【走过场】我可不敢说。
question positive 【发】了没有？不晓得。
question positive 会不会【给补贴】还说不定。
question positive 你【领着】吗没领？
# reported speech
attributed problem 支书老说我们【不争气】。
attributed problem 外头人都讲这个村【懒汉多】。
attributed problem 听邻居说他家【装穷】。
attributed problem 有人告状，说村上【偏亲戚】。
attributed problem 镇上的人嫌我们【素质低】。
attributed positive 文件上写的是【户户有分红】。
attributed positive 喇叭里天天喊【应享尽享】。
attributed problem 据说那个厂子【欠工资】。
attributed problem 婆娘埋怨他【啥心不操】。
asserted problem 我跟他们说过，我们【没水】。
asserted problem 说实话，村上【账不清】。
asserted problem 没人说，可大家都【寒心】。
denied problem 别人说我懒，我可不【懒】。
denied problem 都说我们等着要，我们可没【等着要】。
asserted problem 他们说修路，修了半年还是【土路】。
asserted problem 听说检查组要来，村上连夜【补材料】。
# condition, wish, fear, intention
hypothetical positive 要是有人【教技术】就好了。
hypothetical positive 哪怕【给个活干】也行啊。
hypothetical problem 万一【赔了】，拿啥还呢。
hypothetical problem 一旦【返贫】，前头的功夫白费。
hypothetical problem 我就怕【撤了队】没人管。
hypothetical positive 盼着厂子【开到村里】。
hypothetical positive 假若政策【不变】，我就敢干。
hypothetical positive 等路修好了，再想办法【搞养殖】。
hypothetical positive 我寻思着明年【养几头牛】。
hypothetical problem 除非【断了粮】，谁也不会去要饭。
hypothetical problem 只要一【停补贴】，他们就散了。
hypothetical positive 有个技术员【常来看看】该多好。
hypothetical problem 你要【不签字】，钱就下不来。
asserted positive 只要我一打电话，他就【过来】。
# rules, plans, slogans
normative problem 不能再【搞形式】了。
normative problem 坚决防止【数字脱贫】。
normative problem 谁都不许【截留】。
normative positive 应当让群众【当家作主】。
normative countermeasure 建议上头【多派技术员】。
normative countermeasure 下一步我们准备【搞培训】。
normative positive 墙上刷着“【自力更生】”。
normative positive 我们始终坚持【精准施策】，久久为功。
normative positive 口号喊的是【齐心协力】。
normative problem 反对【铺张浪费】，从我做起。
normative countermeasure 政府得【牵个头】才成。
normative positive 务必做到【不漏一户】。
# time
historical problem 早些年【吃不饱】，如今顿顿有白面。
historical problem 过去路【烂得很】，去年硬化了。
historical problem 那阵子村上【乱】，换了班子就顺了。
historical positive 车间【能挣钱】那是前年的事，后来就关了。
historical problem 再不用【背水】了，水接到灶房了。
historical problem 【饿肚子】那都是老黄历了。
historical positive 合作社头一年【分过红】，后头就没影了。
historical problem 【喝窖水】的日子过去了。
asserted problem 以前他来，现在【不来了】。
asserted positive 原来没人管，如今【天天有人上门】。
asserted problem 从前没路，现在有路了还是【卖不出去】。
historical problem 刚来那会儿群众【不理我们】，现在见了面拉着手。
# parts
partial problem 也不都是【图形式】。
partial problem 个别户还是【等着给】。
asserted problem 有的人【光想要】，有的人肯干。
partial problem 少数几家，确实【不动弹】。
partial positive 少数项目【管用】，多半是摆设。
partial problem 不是人人都【懒】。
partial problem 多少有点【走形式】。
partial problem 不完全是【没钱】的事。
# irony
ironic positive 关心得很，一年关心一回，【来送桶油】。
ironic problem 忙着呢，忙着【照相】呢。
ironic positive 好一个【民主评议】，名单早定好了。
ironic positive 公开？【公开】在抽屉里呢。
ironic positive 所谓的【帮扶】，就是贴张纸。
ironic positive “【精准】”得连有楼房的都进去了。
# echo and answer
denied problem 你说我们【懒】？没有的话。
denied problem 我们【等着要】？哪有的事，天不亮就下地了。
asserted problem 【走形式】吗？就是走形式嘛。
asserted problem 为啥【没人管】？还不是因为远。
# a second round
denied problem 我们镇上的干部，还真没有一个【耍派头】的。
denied problem 【吃拿卡要】这种事，我们这儿不兴。
denied problem 他家【懒】？瞎说，天麻麻亮就上山了。
denied problem 要说【偏心】，那冤枉人家了。
historical cause 娃娃上学【没钱】的情况已经不存在。
asserted problem 群众【不买账】，会都开不起来。
asserted problem 几个单位【尿不到一个壶里】。
asserted positive 队长没有一天不在【村里转】。
asserted positive 他们可没少给我们【操心】。
asserted problem 你不能不承认【走了形式】。
asserted positive 门槛都踏破了，来【慰问】不是一回两回。
asserted positive 补贴一分没少【发】。
denied problem 谁稀罕【那个名额】？
denied positive 他啥会儿【进过我家门】？
asserted positive 难道我就不【想挣钱】？
question problem 到底【公平】不公平，我不敢乱说。
question positive 【通】没通水我不知道，我在城里。
question positive 干部【来过】吗没有，你问我老婆。
attributed problem 上头批评我们【工作不实】。
attributed problem 我儿子说村上【暗箱操作】。
attributed positive 报告里讲的是【户户增收】，实际上没几家。
attributed problem 有的人背后说咱【吃闲饭】。
attributed positive 老师讲国家【啥都管】。
hypothetical positive 若能【引来一家企业】，年轻人就回来了。
hypothetical positive 但凡有个人【领头】，我们也不至于这样。
hypothetical problem 怕就怕项目一走，【又穷回去】。
hypothetical positive 我做梦都想【有个厂子】。
hypothetical problem 没有低保的话，【日子过不下去】。
hypothetical positive 真能【给派个医生】，我给他磕头。
asserted positive 要不是国家【管着】，我这条命早没了。
asserted positive 多亏志愿者【给娃补课】。
normative problem 决不允许【弄虚作假】。
normative problem 任何人不得【虚报冒领】。
normative positive 各部门要【形成合力】。
normative countermeasure 应该多【办几期培训班】。
normative countermeasure 我的想法是【把合作社管起来】。
normative problem 要避免【一刀切】。
normative positive 做到【应兜尽兜】，一个不少。
denied problem 我县实现了【错评】零发生。
denied problem 【漏评】一户都没有。
asserted problem 不仅【来得少】，来了也不说话。
asserted problem 何止是【偏心】，简直是明抢。
denied cause 不是我【不想干】，是没人要我。
asserted cause 不是我不想干，是【没人要我】。
denied problem 哪是【懒】，分明是病。
asserted problem 哪是懒，分明是【病】。
asserted problem 除开【照相】，就没有别的事。
asserted problem 说句良心话，村上就是【偏着亲戚】。
asserted problem 不是我说他坏话，他真是【懒】。
asserted problem 我不瞒你，账【对不上】。
ironic positive 【公开】得好，公开到柜子里了。
ironic positive 真【热心】啊，照完相就走了。
ironic positive 说得好听，【帮扶】帮到酒桌上去了。
historical problem 【住土窑】那是老早的事了。
historical problem 往年一到春上就【断粮】，这几年不了。
historical problem 脱贫以前，家里【穷得叮当响】。
historical positive 【养鸡场】办了两年，黄了。
historical positive 以前队上【经常开会】，如今散了。
asserted problem 以前也【没人管】，现在还是没人管。
historical cause 前几年娃小，【走不开】，现在能出去了。
asserted positive 以前没技术，现在【学会了】。
partial problem 不是家家都【等着要】。
partial problem 【偷懒】的也有，不多。
partial problem 大部分还好，个别的【耍赖】。
partial positive 路【修通】了六成。
asserted problem 【来着】呢，可就是不办事。
asserted positive 【管着呢】，隔几天就问。
denied problem 我莫【说过他坏话】。
denied problem 冒见【谁欺负人】。
denied problem 人家不【要】这要那。
denied problem 可别冤枉人，他没【贪】。
denied problem 他们倒没【嫌弃】我们。
asserted problem 不怨人家，怨我自己【没本事】。
# a third round
denied problem 咱村的账，没有一笔是【糊涂账】。
denied problem 我给你说，他们真不是【做样子】。
denied problem 打麻将？我们这儿没人【打麻将】。
denied positive 要啥没啥，【路灯】更别提了。
denied positive 【技术员】嘛，影子都没见着。
asserted problem 户里【没个准信】，心里不踏实。
asserted cause 岁数到了，【使不上劲】。
asserted problem 镇上和局里【说不到一搭】。
asserted positive 他哪个月不【来上一两趟】。
asserted problem 免不了要【走走过场】。
asserted problem 没有谁没【填过表】。
asserted positive 我敢说没有他【跑不到】的人家。
asserted positive 人家来【看我】何止十回八回。
asserted problem 谁还不知道他【偏心】？
denied problem 我们何曾【伸过手】？
denied positive 谁见他【下过地】？
denied problem 咱这个岁数了，还能【装穷】不成？
asserted positive 他能不【操心】吗？
question problem 他是不是【嫌我们】，我也猜不透。
question positive 【来过】没来过，我记不清。
attributed problem 外村人笑话我们【穷根扎得深】。
attributed problem 经理抱怨工人【不守时】。
attributed problem 人都传他家【走了后门】。
attributed positive 按材料上说，我们【人人有技能】。
attributed positive 镇长拍胸脯说【年底分红】。
hypothetical positive 谁要能【给我找个活】，我给他烧高香。
hypothetical positive 多会儿能【通上班车】就好了。
hypothetical problem 就怕【干着干着没钱了】。
hypothetical positive 有条件的话想【盖个大棚】。
hypothetical problem 如若再【塌一回】，人就没处住了。
hypothetical positive 将来娃毕业了，【回来办厂】。
hypothetical positive 只盼【来个好支书】。
asserted positive 若不是他【垫钱】，娃书都念不成。
normative problem 今后要杜绝【优亲厚友】。
normative problem 绝不让一个人【掉队】。
normative positive 必须把群众的事【放在心上】。
normative countermeasure 我看还是要【引企业进来】。
normative countermeasure 县上打算【搞劳务输出】。
normative positive 要求每月【走访两次】。
normative problem 谁也不准【多占】。
denied problem 本年度【上访】为零。
denied problem 全村无一户【返贫】。
asserted problem 不单是【没水】，电也老停。
asserted problem 且不说【没钱】，有钱也买不来。
asserted problem 别看他嘴上说得好，【就是不动】。
denied cause 并非【没文化】，就是没人教。
denied problem 这不叫【懒】，这叫没指望。
asserted problem 这不叫懒，这叫【没指望】。
asserted problem 除了催【填表】，没听他说过别的话。
asserted problem 话不好听，可他就是【糊弄】。
asserted problem 我说了你别往外传，村上【吃回扣】。
ironic positive 【热情】得很，车窗都没摇下来。
ironic problem 辛苦得很，辛苦着【照相】呢。
historical problem 头些年村里【尽打架】，如今文明多了。
historical problem 那会儿【吃水难】，现在拧开就是。
historical positive 原先有个【扶贫车间】，去年搬走了。
historical positive 先前【每周来】，换了人就不来了。
historical problem 自打修了路，再没【烂过苹果】。
historical problem 要说【难】，那是前几年。
historical cause 那时候【没手艺】，后来学了电焊。
asserted problem 前几年好一阵，这两年又【没人来】了。
asserted problem 过去【缺水】，到现在还缺。
partial problem 说【等靠要】嘛，也有，就那么三两户。
partial problem 有那么几个【耍赖】的。
asserted problem 有时候也【敷衍】。
partial problem 不能说全是【懒】，也有那样的。
# quoted as it was said; plans in plain words
asserted problem 他说那你叫我贷，我【赔了】咋办。
asserted problem 干部说你们去种，我们【没钱】投。
# what was said in one's own story is claimed, a view is not; years and beginnings
asserted problem 他说路费要【自己掏】，我就没去。
asserted positive 队长说【学费不要】，念到高中一年还有补助。
attributed problem 队长说我们【懒】。
attributed problem 他们背后说他【耍赖】。
historical problem 一四年评的时候，【亲戚都进去了】。
historical problem 刚搬来的时候，灶房【没水】。
historical problem 开头【各搞各的】，名单对不上。
historical problem 我们那时候【没有路】。
asserted positive 一六年给【修的房】，三间。
asserted positive 以前路不好，娃们走着去，现在【校车天天接】。
asserted problem 水还没通，要【到沟里挑】。
hypothetical problem 明年【补贴停了】，就亏了。
hypothetical positive 我就想【开个磨坊】。
hypothetical positive 我一直想在镇上【摆个摊】。
asserted problem 他说要来，可我们【等了一年】。
"""

ENGLISH = """
# negation
denied problem We are not [lazy] people.
denied problem Nobody in our group [sits around waiting].
denied problem It isn't true that we [live on handouts].
denied problem I never [asked for] a single yuan.
denied cause It's not that he [can't read]; he just won't.
denied problem There was no [cheating] on the list.
denied problem I wouldn't say they are [careless].
denied problem The claim that we [waste money] is nonsense.
denied problem Far from [idle], they work two jobs.
asserted problem They [never visit] us.
asserted cause We [have no money] to begin with.
asserted problem The allowance [does not cover] the medicine.
# double negation, additive
asserted problem Not a month passes without [a form to fill].
asserted problem You can't say nobody [slacks off]; some do.
asserted problem We cannot but [fake the figures].
asserted problem They not only [came late], they left early.
asserted problem It is not just [the paperwork], it is the meetings too.
asserted positive There is hardly a week when he doesn't [drop by].
asserted positive He never fails to [call on us].
asserted problem I don't deny that we [cut corners].
asserted problem They did nothing but [take pictures].
# rhetorical
denied problem Who wants to [beg]?
denied positive When did they ever [ask us]?
denied positive Since when have they [listened] to farmers?
denied problem How could I be [idle] with four mouths to feed?
denied problem Do you think we like [begging]?
asserted problem Isn't that just [a show]?
# questions
question problem Whether they [waste it] I couldn't tell you.
question positive I don't know if they [publish] the list.
# reported
attributed problem The township says we are [backward].
attributed problem According to the clerk, our people [have no drive].
attributed problem I hear the factory [owes wages].
attributed problem People keep telling me the list is [rigged].
attributed problem My husband reckons they [only come for photos].
attributed positive On paper every family [gets a share].
denied problem They call us lazy, but we are not [lazy].
asserted problem I told them we [have no water].
asserted problem He said he would fix it, and it is [still broken].
# hypothetical
hypothetical positive If somebody [taught us] a trade, we would stay.
hypothetical positive I wish they would [come more often].
hypothetical problem What if the price [collapses]?
hypothetical problem I'm afraid the team will [leave].
hypothetical positive Had they [asked us], we would have said pears.
hypothetical problem Unless the road is mended, nobody will [buy].
hypothetical positive I am thinking of [raising goats].
hypothetical positive It would be nice to [have a doctor].
hypothetical positive Some day I will [open a shop].
# rules
normative problem We must not [fake] the figures.
normative problem Nobody should be [left out].
normative countermeasure The county ought to [send a vet].
normative positive Officials should [listen] to people.
normative countermeasure My suggestion is to [train the young].
normative positive The banner reads "[hand in hand]".
normative problem There is to be no [favouritism].
# time
historical problem Years ago we [went hungry].
historical problem We used to [carry water]; now there is a tap.
historical positive The workshop [paid well] until it closed.
historical problem They don't [fill in forms] any more.
historical problem The days of [begging] are over.
asserted problem Before, they came; now they [never come].
asserted problem We still [carry water], as we used to.
# parts
partial problem Not all of them are [lazy].
partial problem A few families still [wait for it].
partial problem To some extent it is [for show].
partial problem Some do [slack], most don't.
# irony
ironic positive Oh sure, they [care] deeply, once a year.
ironic positive Some [help] that was!
ironic positive Their so-called [support] was a calendar.
# echo
denied problem [Lazy]? Nonsense.
asserted problem [For show]? Of course it is.
# a second round
denied problem It would be unfair to call them [lazy].
denied problem Nobody here has ever [gone hungry].
denied problem He isn't the sort who [waits for handouts].
denied problem There's not one of them who [begs].
denied positive Not one official has [visited].
asserted problem No one can deny that it is [for show].
asserted problem It's hardly surprising they [gave up].
asserted positive Hardly a month went by without [a visit].
denied problem Why would I [wait for handouts]?
denied problem What sort of person would [cheat] his neighbours?
attributed problem My boss thinks the villagers are [lazy].
attributed problem The report claims we [lack skills].
attributed positive The leaflet promises [free training].
attributed problem I was told the money was [held up].
hypothetical positive Given a loan, I would [open a shop].
hypothetical problem In case the rain fails, we will [go hungry].
hypothetical positive We are hoping to [get a road].
hypothetical problem Without the team we would [fall back].
hypothetical positive Imagine if they [asked us] first.
normative problem No household may be [left behind].
normative positive Cadres are supposed to [visit] monthly.
normative countermeasure What we need is to [train people].
normative countermeasure They had better [send technicians].
historical problem In the old days we [starved].
historical problem When I was a boy we [had no shoes].
historical problem We were [poor] once, not now.
historical positive The co-op [paid dividends] for two years, then it folded.
asserted positive We used to have nothing; now we [raise pigs].
asserted problem Things have changed, yet the road is [still mud].
partial problem Most are fine; a couple [drink].
partial problem It is partly [for show].
partial problem Not every household is [idle].
ironic positive A fine [visit], five minutes and gone.
ironic positive They "[helped]" us by taking photographs.
asserted problem To be honest, the list is [unfair].
asserted problem I am not saying he is a bad man, but he is [lazy].
asserted problem Not that I mind, but they [come late].
# a third round
denied problem You won't find anyone [idle] here.
denied problem Our list has no [cheats] on it.
denied problem I have yet to see one of them [beg].
denied positive The so-and-so never once [asked our opinion].
asserted problem There is no denying that funds [come late].
asserted problem Nobody doubts they [cut corners].
asserted positive Rarely does a week pass without him [dropping in].
asserted problem Who doesn't [fill in forms] these days?
denied problem Am I supposed to [beg]?
denied positive As if they ever [listened].
attributed problem The neighbours whisper that he [pretends to be poor].
attributed problem The inspectors found us [careless], they said.
attributed positive They tell us everyone [benefits].
attributed problem In the county's view we are [backward].
asserted problem He said the rent [must be paid], so we left.
asserted problem The secretary told me the pigs [were sick].
historical problem In the first year everybody [came with his own project].
historical problem In 2014 the list [was full of cousins].
asserted positive In 2016 they [gave us pigs].
hypothetical positive Should a firm [come here], I'd apply.
hypothetical problem Suppose the price [falls], then what?
hypothetical positive One day I hope to [keep bees].
hypothetical positive I'd love to [learn a trade].
hypothetical problem I worry that the subsidy will [stop].
normative problem Don't ever [leave anyone out], that is our rule.
normative countermeasure There should be [more training].
normative positive Every cadre has to [know his households].
historical problem In my father's time we [ate bark].
historical problem Time was when we [begged].
historical positive Until last year they [came every week].
partial problem Only some of them [drink].
partial problem It isn't always [for show].
partial positive Half the village [has tap water].
asserted problem I hate to say it, but they [lie].
asserted problem Mind you, they still [owe us].
"""
