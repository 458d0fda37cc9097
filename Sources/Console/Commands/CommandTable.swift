import Desk

extension Command {
  /// Every command there is.
  public static let table: [Command] =
    moving + queueing + talking + replies + sheets + promises + appointments + wall + seat + floor + program

  /// The same by what they are for, as help lists them.
  static let chapters: [(name: Localised, commands: [Command])] = [
    (Localised("接待", "Taking people"), queueing),
    (Localised("会话", "The talk"), talking + replies + sheets),
    (Localised("待办与预约", "To do and appointments"), promises + appointments),
    (Localised("移动", "Moving about"), moving),
    (Localised("值班墙", "The wall"), wall),
    (Localised("坐席与屏幕", "Seat and screen"), seat + floor + program),
  ]

  private static let lists: Set<Place> = [.queue, .conversations]
  private static let pickers: Set<Place> = [
    .palette, .knowledge, .quickReplies, .entryLinks, .wrapUpCode, .transferTarget, .pictures, .sheetTemplates,
    .deskTarget, .wallChoice,
  ]
  private static let marked: Set<Place> = [.presence, .filter, .block, .blocks]
  private static let scrolled: Set<Place> = [.talk, .card, .preview, .help, .cardPopup]
  private static let stepped: Set<Place> = [.presence, .filter, .completion, .sheetOrder, .sheet, .sheetWords]
  private static let boards: Set<Place> = [.call, .appointments, .appointmentSlots, .alarms, .wall]
  private static let popups = Set(Place.allCases).subtracting(Place.panes)
  private static let reading: Set<Place> = [.queue, .conversations, .talk, .card]

  private static let moving: [Command] =
    [
      Command(
        .nextPane, keys: [Key(.tab)], in: Place.panes.subtracting([.prompt, .completion]),
        name: Localised("换栏", "Pane"),
        tooltip: Localised("到下一栏", "Go to the next pane"), initials: "hl", rank: 80, isInPalette: false),
      Command(
        .previousPane, keys: [Key(.tab, .shift)], in: Place.panes, name: Localised("上一栏", "Pane back"),
        tooltip: Localised("到上一栏", "Go to the pane before"), initials: "syl", isInPalette: false),
      Command(
        .moveDown, keys: [.character("j"), Key(.down)],
        in: lists.union(scrolled).union(pickers).union(marked).union(stepped).union(boards).union([.call, .desk]),
        name: Localised("下移", "Down"),
        tooltip: Localised("下移一行", "One line down"), initials: "xy", isInPalette: false),
      Command(
        .moveUp, keys: [.character("k"), Key(.up)],
        in: lists.union(scrolled).union(pickers).union(marked).union(stepped).union(boards).union([.call, .desk]),
        name: Localised("上移", "Up"),
        tooltip: Localised("上移一行", "One line up"), initials: "sy", isInPalette: false),
      Command(
        .moveFirst, keys: [.character("g"), Key(.home)], in: lists.union(scrolled).union([.desk, .wall]),
        name: Localised("到开头", "First"),
        tooltip: Localised("到最前", "Go to the beginning"), initials: "dkt", isInPalette: false),
      Command(
        .moveLast, keys: [.character("G"), Key(.end)], in: lists.union(scrolled).union([.desk, .wall]),
        name: Localised("到末尾", "Last"),
        tooltip: Localised("到最后；消息栏回到最新", "Go to the end; in the talk, to the newest"), initials: "dmw",
        isInPalette: false),
      Command(
        .pageUp, keys: [Key(.pageUp), .control("b")],
        in: Place.panes.union(scrolled).union([.desk, .wall]), name: Localised("上翻", "Page up"),
        tooltip: Localised("往前翻页；到顶时载入更早的消息", "A page back; at the top, load earlier messages"),
        initials: "sf", rank: 72, isInPalette: false),
      Command(
        .pageDown, keys: [Key(.pageDown), .control("f")],
        in: Place.panes.union(scrolled).union([.desk, .wall]), name: Localised("下翻", "Page down"),
        tooltip: Localised("往后翻页", "A page on"), initials: "xf", isInPalette: false),
      Command(
        .stepOut, keys: [Key(.escape)], in: Set(Place.allCases),
        name: Localised("返回", "Back"),
        tooltip: Localised("退出一步，不会丢弃内容", "One step out; nothing is thrown away"), initials: "fh", rank: 90,
        isInPalette: false),
      Command(
        .choose, keys: [Key(.enter)],
        in: pickers.union([.presence, .question, .filter, .call, .deskFilter, .appointmentSlots, .wallFilter]),
        name: Localised("确定", "Choose"), tooltip: Localised("选定", "Take what is marked"), initials: "qd", rank: 1,
        isInPalette: false),
      Command(
        .nextUnread, keys: [.character("n"), .alt("a")], in: Place.panes, name: Localised("下一条未读", "Next unread"),
        tooltip: Localised("到最久未回复的未读会话", "Go to the unread conversation that waits longest"),
        initials: "xytwd", rank: 30),
      Command(
        .nextConversation, keys: [Key(.down, .alt), .character("]")], in: Place.panes,
        name: Localised("下一会话", "Next chat"), tooltip: Localised("到下面的会话", "Go to the conversation below"),
        initials: "xyhh"),
      Command(
        .previousConversation, keys: [Key(.up, .alt), .character("[")], in: Place.panes,
        name: Localised("上一会话", "Previous chat"), tooltip: Localised("到上面的会话", "Go to the conversation above"),
        initials: "syhh"),
    ]
    + (1...9).map { place in
      let digit = Character(String(place))
      return Command(
        .openConversation(place), keys: [.character(digit), .alt(digit)], in: Place.panes,
        name: Localised("会话 \(place)", "Chat \(place)"),
        tooltip: Localised("打开第 \(place) 个会话", "Open conversation \(place)"), initials: "hh\(place)",
        isInPalette: false)
    }

  private static let queueing: [Command] = [
    Command(
      .accept, keys: [Key(.enter), .character("a")], in: [.queue, .preview], name: Localised("接入", "Accept"),
      tooltip: Localised("接入选中的纳税人", "Take the marked taxpayer"), initials: "jr", rank: 1),
    Command(
      .acceptNext, keys: [.character("A"), .function(5)], in: Place.panes,
      name: Localised("接入下一位", "Accept next"),
      tooltip: Localised("接入本人技能组中最该服务的一位", "Take whoever is to be served next in your groups"),
      initials: "jrxyw", rank: 35),
    Command(
      .acceptOffer, keys: [.function(5)], in: popups, name: Localised("接入提示", "Take offer"),
      tooltip: Localised("接入正在呼叫您的纳税人", "Take whoever is put to this seat"), initials: "jrts", rank: 0,
      isInPalette: false),
    Command(
      .declineOffer, keys: [.character("D"), .alt("d")], in: Set(Place.allCases), name: Localised("谢绝", "Decline"),
      tooltip: Localised("谢绝接待提示，再按数字说明原因", "Let the offer pass; then a digit says why"), initials: "xj", rank: 0),
    Command(
      .preview, keys: [.character("p"), .character(" ")], in: [.queue], name: Localised("预览", "Preview"),
      tooltip: Localised("接入前查看对话和排队原因", "Read the transcript and the reason before taking it"),
      initials: "yl", rank: 2),
    Command(
      .filter, keys: [.character("/")], in: [.queue], name: Localised("筛选", "Filter"),
      tooltip: Localised("按姓名、企业、原因筛选排队", "Narrow the queue by name, enterprise or reason"), initials: "sx",
      rank: 20),
  ]

  private static let talking: [Command] = [
    Command(
      .compose, keys: [Key(.enter), .character("i")], in: [.conversations, .talk, .card],
      name: Localised("写消息", "Write"), tooltip: Localised("到输入框", "Go to the writing field"), initials: "xxx",
      rank: 1),
    Command(
      .send, keys: [Key(.enter)], in: [.composer, .prompt], name: Localised("发送", "Send"),
      tooltip: Localised("发送输入框的内容", "Send what is written"), initials: "fs", rank: 1, isInPalette: false),
    Command(
      .newline, keys: [Key(.enter, .alt), .control("j")],
      in: Place.writing.union([.wrapUpSummary, .transferNote, .note, .reply, .sideTalk, .deskWords]),
      name: Localised("换行", "Newline"), tooltip: Localised("在文字中换行", "Break the line"), initials: "hh",
      rank: 27, isInPalette: false),
    Command(
      .quickReplies, keys: [.character("r"), .alt("r"), .function(4)], in: Place.panes,
      name: Localised("常用语", "Replies"),
      tooltip: Localised("选一条常用语放入输入框", "Put a quick reply into the writing field"), initials: "cyy", rank: 5),
    Command(
      .entryLinks, keys: [.character("l"), .alt("l"), .function(11)], in: Place.panes,
      name: Localised("办理入口", "Entry links"),
      tooltip: Localised("选一个办理入口，以卡片发给纳税人", "Choose a link into the tax site and send it as a card"),
      initials: "blrk", rank: 7),
    Command(
      .sendSuggestedLink, keys: [.character("o"), .alt("o")], in: Place.panes,
      name: Localised("发入口", "Send link"),
      tooltip: Localised("发送名片栏里建议的第一个办理入口", "Send the first entry link suggested beside the talk"), initials: "frk",
      rank: 41),
    Command(
      .sendPicture, keys: [.character("P"), .alt("p")], in: Place.panes, name: Localised("发图片", "Picture"),
      tooltip: Localised("选一张图片，或用手机拍，发给纳税人", "Choose a picture, or take one with your telephone, and send it"),
      initials: "ftp", rank: 8),
    Command(
      .phonePicture, keys: [], in: Place.panes, name: Localised("手机传图", "By telephone"),
      tooltip: Localised("用手机扫码，拍照发入当前会话", "Scan a code with your telephone and send pictures into the talk"),
      initials: "sjct"),
    Command(
      .viewPicture, keys: [.character("v"), .alt("v")], in: Place.panes.union([.sheet, .desk]),
      name: Localised("看图", "View"),
      tooltip: Localised("查看会话中最新的图片", "Look at the talk's newest picture"), initials: "kt", rank: 44),
    Command(
      .previousPicture, keys: [.character("k"), Key(.up), Key(.left), .character("p")], in: [.picture],
      name: Localised("上一张", "Before"), tooltip: Localised("会话中的上一张图片", "The talk's picture before"),
      initials: "syz", rank: 2, isInPalette: false),
    Command(
      .nextPicture, keys: [.character("j"), Key(.down), Key(.right), .character("n")], in: [.picture],
      name: Localised("下一张", "Next"), tooltip: Localised("会话中的下一张图片", "The talk's next picture"),
      initials: "xyz", rank: 3, isInPalette: false),
    Command(
      .openPicture, keys: [.character("o"), Key(.enter)], in: [.picture], name: Localised("外部打开", "Open"),
      tooltip: Localised("在终端外按原大小打开", "Open it full size outside the terminal"), initials: "wbdk", rank: 1,
      isInPalette: false),
    Command(
      .savePicture, keys: [.character("s")], in: [.picture], name: Localised("存文件", "Save"),
      tooltip: Localised("存到下载文件夹", "Write it into the folder for downloads"), initials: "cwj", rank: 4,
      isInPalette: false),
    Command(
      .knowledge, keys: [.character("K"), .alt("k"), .function(3)], in: Place.panes,
      name: Localised("知识库", "Knowledge"),
      tooltip: Localised("查知识库，把答案放入输入框", "Search the knowledge base and use an answer"), initials: "zsk",
      rank: 6),
    Command(
      .useSuggestion, keys: [.character("u"), .alt("u")], in: Place.panes, name: Localised("用建议", "Use answer"),
      tooltip: Localised("把第一条知识建议放入输入框", "Put the first suggested answer into the writing field"),
      initials: "yjy", rank: 40),
    Command(
      .copyLast, keys: [.character("y"), .alt("y")], in: Place.panes, name: Localised("复制", "Copy"),
      tooltip: Localised("复制纳税人的最后一条消息", "Copy the taxpayer's last message"), initials: "fz"),
    Command(
      .retryFailed, keys: [.character("R"), .alt("f")], in: Place.panes, name: Localised("重发", "Send again"),
      tooltip: Localised("重发本会话发送失败的消息", "Send this conversation's refused messages again"), initials: "cf"),
    Command(
      .withdrawFailed, keys: [.character("U"), .alt("z")], in: Place.panes, name: Localised("取回", "Take back"),
      tooltip: Localised("把发送失败的消息取回输入框", "Take refused messages back into the writing field"),
      initials: "qh"),
    Command(
      .card, keys: [.character("c"), .alt("c"), .function(6)], in: Place.panes, name: Localised("名片", "Card"),
      tooltip: Localised("查看纳税人信息", "See the taxpayer's card"), initials: "mp", rank: 45),
    Command(
      .transfer, keys: [.character("t"), .alt("t"), .function(12)], in: Place.panes.union([.sideTalk]),
      name: Localised("转接", "Transfer"),
      tooltip: Localised("把当前会话转给技能组或同事，可附备注", "Pass the talk on to a group or a colleague, with a note"),
      initials: "zj", rank: 11),
    Command(
      .hold, keys: [.character("h"), .alt("h")], in: Place.panes, name: Localised("挂起", "Hold"),
      tooltip: Localised("挂起当前会话并计时，再按一次恢复", "Put the talk on hold; once more takes it up again"), initials: "gq",
      rank: 42),
    Command(
      .note, keys: [.character("N"), .alt("n")], in: Place.panes, name: Localised("备注", "Note"),
      tooltip: Localised("写给同事看的备注，纳税人看不到", "A note for colleagues; the taxpayer does not see it"),
      initials: "bz", rank: 43),
    Command(
      .consult, keys: [.character("Q"), .alt("q")], in: Place.panes, name: Localised("会商", "Consult"),
      tooltip: Localised("请同事一起看，只有双方可见；纳税人看不到", "Ask a colleague; the taxpayer sees nothing of it"),
      initials: "hs", rank: 44),
    Command(
      .endConsult, keys: [.alt("e")], in: [.sideTalk], name: Localised("结束会商", "End consult"),
      tooltip: Localised("结束会商，会话继续", "End the consult; the talk goes on"), initials: "jshs", rank: 5,
      isInPalette: false),
    Command(
      .block, keys: [.character("b"), .alt("g")], in: Place.panes, name: Localised("拉黑", "Block"),
      tooltip: Localised("对辱骂骚扰者暂停人工服务，须写原因", "No agents for this person for a while; say why"), initials: "lh"),
    Command(
      .blocks, keys: [], in: Place.panes, name: Localised("拉黑名单", "Blocked"),
      tooltip: Localised("查看谁被拉黑到何时，可解除", "Who is blocked until when; lift it"), initials: "lhmd"),
    Command(
      .liftBlock, keys: [Key(.enter), .character("u")], in: [.blocks], name: Localised("解除", "Lift"),
      tooltip: Localised("解除选中的拉黑", "Lift the marked block"), initials: "jc", rank: 1, isInPalette: false),
    Command(
      .extendWrapUp, keys: [.alt("j")], in: Place.panes.union([.wrapUpCode, .wrapUpSummary]),
      name: Localised("延长", "More time"),
      tooltip: Localised("话后整理延长一次", "More time for the wrap-up, once"), initials: "yc", rank: 46),
    Command(
      .call, keys: [.character("x"), .alt("x")], in: Place.panes, name: Localised("互动", "Call"),
      tooltip: Localised(
        "邀请远程协助、语音、视频，答复纳税人的申请，打开或挂断", "Invite to remote assist or a call, answer a request, open it, hang up"),
      initials: "hd", rank: 12),
    Command(
      .hangUp, keys: [.character("X")], in: Place.panes, name: Localised("挂断", "Hang up"),
      tooltip: Localised("结束远程协助或通话，取消或拒绝邀请", "End remote assist or the call, take back or decline an invitation"),
      initials: "gd"),
    Command(
      .endConversation, keys: [.character("e"), .alt("e")], in: Place.panes, name: Localised("结束会话", "End"),
      tooltip: Localised("结束当前会话，进入话后整理", "End the talk and write it up"), initials: "jshh", rank: 10),
    Command(
      .wrapUp, keys: [.character("w"), .alt("w")], in: Place.panes, name: Localised("话后整理", "Wrap up"),
      tooltip: Localised("填写编码和小结", "Choose the code and write the summary"), initials: "hhzl", rank: 4),
    Command(
      .nextField, keys: [Key(.tab), Key(.tab, .shift)],
      in: [.wrapUpCode, .wrapUpSummary, .transferTarget, .transferNote, .reply],
      name: Localised("换栏", "Field"), tooltip: Localised("到另一栏", "Go to the other field"), initials: "hl",
      rank: 3, isInPalette: false),
    Command(
      .submit, keys: [Key(.enter)],
      in: [
        .wrapUpSummary, .transferNote, .note, .block, .reply, .sheetOrder, .sheetWords, .appointmentWords, .alarms,
        .deskWords, .wallWords,
      ],
      name: Localised("提交", "Finish"), tooltip: Localised("提交所填内容", "Hand in what is filled in"), initials: "tj",
      rank: 1, isInPalette: false),
  ]

  private static let replies: [Command] = [
    Command(
      .sayAside, keys: [Key(.enter)], in: [.sideTalk], name: Localised("发送", "Send"),
      tooltip: Localised("发给会商的另一方，纳税人看不到", "Say it to the other side; the taxpayer sees nothing of it"),
      initials: "fs",
      rank: 1, isInPalette: false),
    Command(
      .takeCompletion, keys: [Key(.enter), Key(.tab)], in: [.completion], name: Localised("填入", "Take"),
      tooltip: Localised("填入选中的常用语；Esc 不用", "Put the marked quick reply in; Esc leaves it"), initials: "tr", rank: 1,
      isInPalette: false),
    Command(
      .nextPrompt, keys: [Key(.tab)], in: [.prompt], name: Localised("下一处", "Next place"),
      tooltip: Localised("到常用语中下一处要填的地方", "Go to the next place of the reply to fill in"), initials: "xyc", rank: 0,
      isInPalette: false),
    Command(
      .keepReply, keys: [.alt("s")], in: [.quickReplies], name: Localised("存为常用语", "Keep as reply"),
      tooltip: Localised("把输入框的内容存为个人常用语", "Keep what is written as a quick reply of your own"), initials: "cwcyy",
      rank: 10, isInPalette: false),
    Command(
      .changeReply, keys: [.alt("e")], in: [.quickReplies], name: Localised("修改", "Change"),
      tooltip: Localised("修改选中的个人常用语", "Change the marked quick reply of your own"), initials: "xg", rank: 11,
      isInPalette: false),
    Command(
      .dropReply, keys: [.alt("x")], in: [.quickReplies], name: Localised("删除", "Delete"),
      tooltip: Localised("删除选中的个人常用语", "Delete the marked quick reply of your own"), initials: "sc", rank: 12,
      isInPalette: false),
    Command(
      .toggleReplyPicture, keys: [.alt("p")], in: [.reply], name: Localised("须附图", "Picture"),
      tooltip: Localised("标记该常用语须附图片", "Mark that a picture has to go along"), initials: "xft", rank: 4,
      isInPalette: false),
  ]

  private static let sheets: [Command] = [
    Command(
      .sheets, keys: [.character("m"), .alt("m")], in: Place.panes, name: Localised("办理确认单", "Sheet"),
      tooltip: Localised("列材料、审核上传、登记结果", "List materials, check what came, write down the result"),
      initials: "blqrd", rank: 8),
    Command(
      .toggleMaterial, keys: [.character(" ")], in: [.sheetOrder], name: Localised("要/不要", "Tick"),
      tooltip: Localised("要或不要选中的材料", "Ask for the marked material or not"), initials: "yby", rank: 2,
      isInPalette: false),
    Command(
      .toggleRequired, keys: [.character("m")], in: [.sheetOrder], name: Localised("必需/可选", "Required"),
      tooltip: Localised("选中的材料必需或可选", "The marked material is required, or may stay out"), initials: "bxkx", rank: 3,
      isInPalette: false),
    Command(
      .addMaterial, keys: [.character("a")], in: [.sheetOrder], name: Localised("加材料", "Add"),
      tooltip: Localised("加一项模板外的材料", "Ask for something the template does not have"), initials: "jcl", rank: 4,
      isInPalette: false),
    Command(
      .acceptMaterial, keys: [.character("a"), .character("y")], in: [.sheet], name: Localised("通过", "Accept"),
      tooltip: Localised("选中的材料通过", "Accept the marked material"), initials: "tg", rank: 1, isInPalette: false),
    Command(
      .returnMaterial, keys: [.character("r"), .character("n")], in: [.sheet], name: Localised("退回", "Return"),
      tooltip: Localised("退回选中的材料并说明原因", "Return the marked material with a reason"), initials: "th", rank: 2,
      isInPalette: false),
    Command(
      .demandMaterials, keys: [.character("m")], in: [.sheet], name: Localised("催补材料", "Ask for the rest"),
      tooltip: Localised("把缺少和退回的材料合成一条消息发出", "Ask for all that is missing or returned, in one message"),
      initials: "cbcl", rank: 4, isInPalette: false),
    Command(
      .resolveSheet, keys: [.character("d")], in: [.sheet], name: Localised("办结", "Result"),
      tooltip: Localised("登记办理结果，结束该确认单", "Write down what became of it and close the sheet"), initials: "bj", rank: 3,
      isInPalette: false),
    Command(
      .nextSheet, keys: [Key(.tab)], in: [.sheet], name: Localised("下一张", "Next sheet"),
      tooltip: Localised("到本会话的下一张确认单", "Go to the talk's next sheet"), initials: "xyz", rank: 6,
      isInPalette: false),
    Command(
      .newSheet, keys: [.character("+")], in: [.sheet], name: Localised("新单", "New"),
      tooltip: Localised("另发一张确认单", "Send another sheet"), initials: "xd", rank: 7, isInPalette: false),
  ]

  private static let seat: [Command] = [
    Command(
      .presence, keys: [.character("s"), .alt("s"), .function(2)], in: Place.panes, name: Localised("状态", "State"),
      tooltip: Localised("示闲、示忙、小休、签出", "Ready, busy, break, sign out"), initials: "zt", rank: 50),
    Command(
      .ready, keys: [], in: Place.panes, name: Localised("示闲", "Ready"),
      tooltip: Localised("可以接待", "Take conversations"), initials: "sx"),
    Command(
      .busy, keys: [], in: Place.panes, name: Localised("示忙", "Busy"),
      tooltip: Localised("暂不接待新的纳税人", "Take no more for now"), initials: "sm"),
    Command(
      .signOut, keys: [], in: Place.panes, name: Localised("签出并离开", "Sign out"),
      tooltip: Localised("签出坐席并关闭程序", "Sign the seat out and leave"), initials: "qcblk"),
  ]

  private static let program: [Command] = [
    Command(
      .palette, keys: [.character(":"), .control("p")], in: Place.panes, name: Localised("命令", "Commands"),
      tooltip: Localised("按名称或拼音首字母找命令", "Find a command by name or initials"), initials: "ml", rank: 28,
      isInPalette: false),
    Command(
      .help, keys: [.character("?"), .function(1)],
      in: Set(Place.allCases).subtracting([.help]), name: Localised("帮助", "Help"),
      tooltip: Localised("此处可用的按键", "The keys that work here"), initials: "bz", rank: 95),
    Command(
      .nextTheme, keys: [.character("T"), .function(8)], in: Place.panes, name: Localised("换主题", "Theme"),
      tooltip: Localised("换一个主题", "Change the theme"), initials: "hzt"),
    Command(
      .otherLanguage, keys: [.character("L"), .function(9)], in: Place.panes, name: Localised("English", "中文"),
      tooltip: Localised("切换到英文界面", "Show the screen in Chinese"), initials: "yw"),
    Command(
      .toggleMouse, keys: [.character("M"), .function(7)], in: Place.panes.union([.wall, .wallStaffing]),
      name: Localised("鼠标开关", "Mouse"),
      tooltip: Localised("鼠标由坐席使用，或留给终端选字", "Use the mouse here or leave it to the terminal"),
      initials: "sbkg"),
    Command(
      .toggleBell, keys: [.character("B")], in: reading, name: Localised("响铃开关", "Bell"),
      tooltip: Localised("来消息时是否响铃", "Ring for new messages or not"), initials: "xlkg"),
    Command(
      .reconnect, keys: [], in: Place.panes, name: Localised("立即重连", "Reconnect"),
      tooltip: Localised("断线时马上重试", "Try the lost connection now"), initials: "ljcl"),
    Command(
      .repaint, keys: [.control("l")], in: Set(Place.allCases), name: Localised("重画", "Repaint"),
      tooltip: Localised("重画整个屏幕", "Draw the whole screen again"), initials: "ch"),
    Command(
      .suspend, keys: [.control("z")], in: Set(Place.allCases), name: Localised("到命令行", "Suspend"),
      tooltip: Localised("回到命令行，fg 返回", "Back to the shell; fg returns"), initials: "dmlh"),
    Command(
      .quit, keys: [.character("q"), .control("c"), .function(10)], in: Place.panes, name: Localised("离开", "Quit"),
      tooltip: Localised("离开坐席；有会话时先确认", "Leave the seat; asks first while conversations are live"),
      initials: "lk", rank: 99),
  ]
}
