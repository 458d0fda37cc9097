/// Questions that have no answer in the sample knowledge base: other agencies' business, small talk and noise.
enum ForeignQuestions {
  /// Looked at while the ranker's constants were chosen.
  static let seen: [String] = seenLines.split(separator: "\n").map(String.init)
  /// Written after they were chosen.
  static let unseen: [String] = unseenLines.split(separator: "\n").map(String.init)

  private static let seenLines = """
    今天天气怎么样
    明天会下雨吗
    讲个笑话给我听
    你叫什么名字呀
    帮我写一首关于春天的诗
    身份证丢了去哪里补办
    护照怎么办理
    驾照到期换证要什么材料
    公积金怎么提取
    公积金贷款能贷多少
    结婚登记要带什么
    离婚需要冷静期多久
    户口怎么迁到外地
    居住证怎么申请
    附近有什么好吃的火锅店
    到火车站怎么走
    地铁末班车几点
    今天股票涨了吗
    比特币多少钱一个
    美元兑人民币汇率
    红烧肉怎么做
    孩子发烧吃什么药
    高血压要注意什么
    感冒了去哪个医院
    世界杯谁赢了
    推荐一部好看的电影
    周杰伦的新歌叫什么
    手机屏幕碎了维修多少钱
    电脑开不了机
    怎么重装系统
    王者荣耀怎么上分
    英语四级成绩查询
    高考报名时间
    考研要准备多久
    小学学区怎么划分
    幼儿园招生条件
    快递到哪里了
    淘宝怎么退货
    外卖还没送到
    话费怎么充值
    宽带故障报修
    停水通知什么时候恢复
    电费怎么查
    燃气费在哪缴
    小区物业不作为找谁
    邻居噪音扰民怎么投诉
    老板拖欠工资去哪投诉
    劳动仲裁怎么申请
    工伤怎么认定
    失业金怎么领
    退休金什么时候涨
    低保申请条件
    营业执照怎么年检
    食品经营许可证怎么办
    商标注册流程
    专利申请要多久
    车辆违章怎么处理
    交通罚单扣几分
    机票改签手续费
    酒店几点退房
    签证要多少存款
    怎么养多肉植物
    我的猫不吃东西
    哪款手机拍照好
    人工智能会不会取代人类
    宇宙有多大
    一加一等于几
    翻译一下good morning
    asdfghjkl
    哈哈哈哈哈哈
    啊啊啊啊
    123456789
    嗯嗯好吧随便
    what is the capital of France
    tell me a joke
    你觉得我帅吗
    我心情不好
    彩票中奖号码
    二维码扫不出来微信加好友
    失恋了怎么办
    """

  private static let unseenLines = """
    社保卡丢了怎么补
    新生儿怎么上户口
    港澳通行证续签
    出生证明在哪办
    不动产证遗失补办
    拆迁补偿标准是什么
    摩托车上牌照要什么材料
    电动车可以上高速吗
    疫苗在哪里打
    挂号能不能网上约
    牙疼怎么缓解
    这个周末去哪儿玩好
    三亚旅游攻略
    自驾西藏要几天
    苹果和安卓哪个好
    打印机卡纸怎么处理
    无线网络连不上
    游戏账号被封
    微信好友删了怎么找回来
    抖音怎么涨粉
    写一篇年终总结
    帮我做一道数学题
    九九乘法表
    唐朝有多少个皇帝
    长江有多长
    月亮离地球多远
    如何学好英语
    法语你好怎么说
    大学专业怎么选
    公务员考试什么时候报名
    事业单位招聘信息
    教师资格证怎么考
    面试要穿什么衣服
    炒股亏了怎么办
    信用卡逾期了会怎么样
    房贷利率降了吗
    买什么保险比较好
    遗嘱怎么写才有效
    借钱不还怎么起诉
    狗咬人谁赔
    qwerty zxcvbn
    。。。。。。
    ？？？
    测试测试测试
    how is the weather in Paris
    """
}
