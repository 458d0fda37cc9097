// Every text of the page, Chinese first, with its English twin.

const stated = new URLSearchParams(location.search).get('lang');

/** `zh` or `en`: what the address says, else what the browser prefers, Chinese unless that is English. */
export const language =
  stated === 'zh' || stated === 'en' ? stated : (navigator.language ?? '').toLowerCase().startsWith('en') ? 'en' : 'zh';

const texts = {
  centre: ['个人中心', 'My matters'],
  centreUnread: ['个人中心，{0} 条未读', 'My matters, {0} unread'],
  back: ['返回', 'Back'],
  tab_tickets: ['工单', 'Tickets'],
  tab_messages: ['留言', 'Messages'],
  tab_appointments: ['预约', 'Appointments'],
  tab_conversations: ['会话', 'Talks'],
  tab_notices: ['消息', 'Notices'],
  none_tickets: ['没有工单', 'No tickets'],
  none_messages: ['没有留言', 'No messages'],
  none_conversations: ['没有会话', 'No talks yet'],
  none_notices: ['没有消息', 'No notices'],
  appointmentsNone: ['没有预约', 'No appointments'],
  more: ['更多', 'More'],
  readAll: ['全部标为已读', 'Mark all as read'],
  state_tickets_new: ['已受理', 'received'],
  state_tickets_open: ['处理中', 'in progress'],
  state_tickets_pending: ['待您补充', 'waits for you'],
  state_tickets_onHold: ['处理中', 'in progress'],
  state_tickets_resolved: ['已办结', 'resolved'],
  state_tickets_closed: ['已关闭', 'closed'],
  state_messages_open: ['待答复', 'waiting'],
  state_messages_claimed: ['处理中', 'in progress'],
  state_messages_answered: ['已答复', 'answered'],
  state_messages_converted: ['已转工单', 'ticket'],
  state_messages_closed: ['已结束', 'closed'],
  state_conversations_assistant: ['智能应答', 'assistant'],
  state_conversations_waiting: ['排队中', 'waiting'],
  state_conversations_talking: ['进行中', 'live'],
  state_conversations_wrapUp: ['已结束', 'ended'],
  state_conversations_closed: ['已结束', 'ended'],
  entry_opened: ['提交', 'submitted'],
  entry_replied: ['答复', 'answered'],
  entry_added: ['补充', 'added'],
  entry_waiting: ['请您补充', 'asks for more'],
  entry_resolved: ['办结', 'resolved'],
  entry_reopened: ['重新打开', 'opened again'],
  entry_closed: ['关闭', 'closed'],
  entry_urged: ['催办', 'urged'],
  entry_invited: ['邀请在线沟通', 'invites you to talk'],
  entry_entered: ['进入会话', 'came to talk'],
  dueAt: ['预计 {0} 前办结', 'due by {0}'],
  answeredBy: ['将于 {0} 前答复', 'answered by {0}'],
  urgedTimes: ['已催办 {0} 次', 'urged {0} times'],
  result: ['办理结果：{0}', 'Result: {0}'],
  act_urge: ['催办', 'Urge'],
  act_content: ['满意，关闭', 'I am content; close it'],
  act_reopen: ['重新打开', 'Open again'],
  addAsked: ['请补充坐席要求的内容', 'Add what the agent asks for'],
  addMore: ['补充说明', 'Add something'],
  enterTalk: ['与 {0} 在线沟通', 'Talk with {0} now'],
  seeTicket: ['查看工单', 'See the ticket'],
  leaveMessage: ['留言', 'Leave a message'],
  leavePromise: ['我们将于 {0} 前答复，并在个人中心提醒您', 'We answer by {0} and tell you here'],
  leavePromiseNone: ['我们会尽快答复，并在个人中心提醒您', 'We answer as soon as we can and tell you here'],
  leaveMatter: ['事项（必填）', 'What it is about (required)'],
  leaveMatterMissing: ['请填写事项', 'Say what it is about'],
  leaveGroup: ['业务类别', 'Kind of matter'],
  leaveText: ['详细说明', 'Details'],
  leavePictures: ['添加图片', 'Add pictures'],
  leaveContact: ['联系方式（坐席只能看到部分）', 'How to reach you (agents see a part of it)'],
  leaveSend: ['提交留言', 'Send it'],
  leaveFailed: ['未能提交，请重试；不会重复', 'Not sent; press again, it is never sent twice'],
  leave_closed: ['现在是非工作时间，可以留言，我们会尽快答复', 'We are off duty; leave a message and we will answer'],
  leave_nobody: ['坐席暂未上线，可以留言', 'No agent is here just now; you can leave a message'],
  leave_busy: ['坐席全忙，可以留言，不必等待', 'All agents are busy; leave a message instead of waiting'],
  leave_longWaited: ['您已等候较久，可以留言，不必再等', 'You have waited long; leave a message instead'],
  leave_longWait: ['预计等待较久，可以留言，不必等待', 'The wait is long; leave a message instead'],
  title: ['征纳互动', 'Tax help'],
  assistant: ['智能应答', 'Assistant'],
  you: ['您', 'You'],
  connecting: ['正在连接…', 'Connecting…'],
  statusAssistant: ['智能应答在线', 'The assistant is here'],
  statusWaiting: ['正在排队，请稍候', 'Waiting for a human'],
  statusTalking: ['{0} 正在为您服务', '{0} is with you'],
  statusAway: ['{0} 连接中断', '{0} was cut off'],
  statusHeld: ['{0} 正在为您核实，请稍候', '{0} is looking into it; one moment'],
  statusTyping: ['{0} 正在输入…', '{0} is typing…'],
  statusEnded: ['本次服务已结束', 'This conversation has ended'],
  close: ['收起', 'Close'],
  end: ['结束服务', 'End'],
  endAsk: ['确定结束本次人工服务吗？', 'End this conversation?'],
  endYes: ['结束服务', 'End it'],
  no: ['再想想', 'Go back'],
  welcome: ['您好，{0}', 'Hello, {0}'],
  welcomeAnonymous: ['您好，欢迎咨询', 'Hello and welcome'],
  welcomeText: ['我是智能应答助手，发票、申报、登记、注销等办税问题都可以问我；需要时可转人工服务。',
    'I answer questions on invoices, declarations, registration and more, and can pass you on to a human.'],
  openNow: ['人工服务时间内', 'Our staff are on duty'],
  closedNow: ['当前非人工服务时间，智能应答 24 小时在线。{0}', 'Our staff are off duty; the assistant answers round the clock. {0}'],
  opensAt: ['人工服务 {0} 开始', 'They are back {0}.'],
  appointments: ['预约', 'Appointments'],
  appointmentNow: ['预约时间已到，坐席即将联系您', 'It is time: the agent will be with you'],
  appointmentsOver: ['已结束的预约', 'Over'],
  bookNew: ['新预约', 'Book'],
  nothingToBook: ['暂无可预约的事项', 'Nothing can be booked'],
  loading: ['正在载入…', 'Loading…'],
  look: ['查看', 'Look'],
  howToMeet: ['方式', 'How to meet'],
  whichDay: ['日期', 'Day'],
  whichSlot: ['时段', 'Time'],
  free: ['余 {0}', '{0} free'],
  full: ['约满', 'full'],
  tooSoon: ['已截止', 'too late'],
  ownSlot: ['当前预约', 'yours now'],
  rest: ['休', 'closed'],
  dayOver: ['已过', 'over'],
  noSlots: ['近期没有可预约的时段', 'No time is free within reach'],
  chooseSlot: ['请选择时段', 'Choose a time'],
  confirmBooking: ['预约 {0}', 'Book {0}'],
  confirmMove: ['改到 {0}', 'Move to {0}'],
  aboutWhat: ['想咨询什么（选填）', 'What it is about (optional)'],
  yourNumber: ['联系电话', 'Your telephone number'],
  moveAppointment: ['改期', 'Move'],
  cancelAppointment: ['取消预约', 'Cancel'],
  cancelSure: ['确定取消？', 'Cancel it?'],
  withAgent: ['坐席', 'with'],
  'mode-text': ['文字', 'Text'],
  'mode-audio': ['语音', 'Audio'],
  'mode-video': ['视频', 'Video'],
  'mode-remoteAssist': ['远程协助', 'Remote assist'],
  'mode-phone': ['电话', 'Telephone'],
  'mode-onSite': ['现场', 'On site'],
  'stage-booked': ['待确认', 'to be confirmed'],
  'stage-confirmed': ['已预约', 'confirmed'],
  'stage-ringing': ['已到时间', 'now'],
  'stage-late': ['等候坐席', 'waiting for the agent'],
  'stage-started': ['进行中', 'going on'],
  'stage-completed': ['已完成', 'done'],
  'stage-cancelled': ['已取消', 'cancelled'],
  'stage-noShow': ['未到', 'missed'],
  'stage-lapsed': ['未履约', 'not kept'],
  popular: ['大家都在问', 'Often asked'],
  source: ['来源', 'Source'],
  sourceOpen: ['查看来源文章', 'Read the article'],
  articleFailed: ['暂时无法读取文章，请稍后再试', 'The article cannot be read just now; try again'],
  alsoAsked: ['也常这样问', 'Also asked as'],
  didYouMean: ['您是否想问', 'Did you mean'],
  related: ['相关问题', 'Related'],
  useful: ['有用', 'Useful'],
  useless: ['无用', 'Not useful'],
  usefulThanks: ['感谢您的反馈', 'Thank you'],
  uselessThanks: ['感谢反馈，我们会改进；也可转人工服务', 'Thank you, we will do better; a human can help too'],
  human: ['人工服务', 'Talk to a human'],
  humanInstead: ['转人工服务', 'Talk to a human'],
  signInTitle: ['登录后可使用人工服务', 'Sign in to talk to a human'],
  signInText: ['人工服务需要核实您的身份。请先登录电子税务局；智能应答无需登录，可继续提问。',
    'Our staff need to know who you are. Sign in to the tax site first; the assistant answers without.'],
  signIn: ['去登录', 'Sign in'],
  later: ['继续提问', 'Go on asking'],
  placeholder: ['请输入您的问题', 'Type your question'],
  placeholderTalking: ['请输入消息', 'Type a message'],
  messageLabel: ['消息内容，回车发送，Shift+回车换行', 'Message; Enter sends, Shift+Enter starts a new line'],
  sendButton: ['发送', 'Send'],
  tooLong: ['内容过长，请缩短 {0} 字节', 'Too long by {0} bytes'],
  draftSeen: ['坐席可以看到您正在输入的内容', 'The agent sees what you are typing'],
  sending: ['发送中', 'Sending'],
  kept: ['待联网后发送', 'Will be sent when online'],
  sent: ['已发送', 'Sent'],
  delivered: ['已送达', 'Delivered'],
  read: ['已读', 'Read'],
  failed: ['发送失败', 'Not sent'],
  retry: ['重新发送', 'Send again'],
  loadAgain: ['重新载入', 'Load again'],
  drop: ['删除', 'Delete'],
  tryAgain: ['重试', 'Try again'],
  newMessages: ['有新消息', 'New messages'],
  latest: ['回到最新', 'Latest'],
  earlier: ['正在加载更早的消息…', 'Loading earlier messages…'],
  waitingTitle: ['正在为您排队', 'In the queue'],
  position: ['当前位置', 'Your place'],
  positionValue: ['第 {0} 位', 'No. {0}'],
  next: ['下一位就是您', 'You are next'],
  expected: ['预计等待', 'Expected'],
  expectedUnknown: ['暂无法预计', 'n/a'],
  soon: ['即将接入', 'Soon'],
  minutes: ['约 {0} 分钟', '~{0} min'],
  waited: ['已等待', 'Waited'],
  group: ['技能组', 'Group'],
  leave: ['离开排队', 'Leave'],
  waitingHint: ['可以先把问题写清楚，坐席接入后即可看到', 'Write your question meanwhile; the agent will see it'],
  agentAway: ['坐席连接暂时中断。会话为您保留到 {0}；届时仍未恢复，将优先为您重新安排，请留在本页。',
    'The agent was cut off. The talk is kept until {0}; after that you wait again, in front. Please stay on this page.'],
  callingTitle: ['正在为您呼叫专员', 'Calling a specialist for you'],
  callingHint: ['专员即将接入，请留在本页', 'A specialist is being called; stay on this page'],
  blockedUntil: ['人工服务已暂停至 {0}，期间可继续使用智能应答', 'No agents for you until {0}; the assistant goes on answering'],
  standingSpoken: ['排队第 {0} 位，{1}', 'Number {0} in the queue, {1}'],
  rateTitle: ['请评价本次服务', 'How was our service?'],
  rateText: ['您的评价帮助我们改进服务', 'Your rating helps us do better'],
  stars: ['{0} 星，{1}', '{0} of 5 stars, {1}'],
  rateComment: ['补充说明（选填）', 'A word with it (optional)'],
  rateSend: ['提交评价', 'Send rating'],
  rateChoose: ['请先选择星级', 'Choose the stars first'],
  rateThanks: ['感谢您的评价', 'Thank you for your rating'],
  again: ['再次咨询', 'Ask something else'],
  endedTitle: ['本次咨询已结束', 'This conversation is over'],
  offline: ['网络已断开，联网后会自动恢复', 'You are offline; we go on when the network is back'],
  reconnecting: ['连接中断，正在重新连接…', 'Connection lost; reconnecting…'],
  reconnected: ['已恢复连接', 'Connected again'],
  failedTitle: ['暂时无法连接服务', 'The service cannot be reached'],
  failedText: ['请检查网络后重试。', 'Check the network and try again.'],
  identityFailed: ['登录状态已失效，请重新登录电子税务局。', 'Your sign-in has expired; sign in to the tax site again.'],
  refused: ['操作未成功，请稍后再试', 'That did not work; try again shortly'],
  today: ['今天', 'Today'],
  yesterday: ['昨天', 'Yesterday'],
  newTalk: ['以下为新的咨询', 'A new conversation'],
  log: ['会话消息', 'Messages'],
  picture: ['图片', 'Picture'],
  pictureSend: ['发送图片', 'Send a picture'],
  pictureOpen: ['查看大图', 'Show it whole'],
  pictureTooLarge: ['图片 {0} MB，上限 {1} MB，请换小一些的', 'The picture has {0} MB, the limit is {1} MB; choose a smaller one'],
  pictureFailed: ['网络中断，图片未发出', 'The connection broke; the picture was not sent'],
  pictureMissing: ['图片未能载入，点此重试', 'The picture did not come; try again'],
  phoneTitle: ['手机传图', 'Pictures by telephone'],
  phoneWhose: ['{0} → {1}', '{0} → {1}'],
  phoneCamera: ['拍照发送', 'Take a picture'],
  phoneFiles: ['从相册选择', 'Choose from the album'],
  phoneReady: ['拍好或选好的图片会直接发入会话，{0} 前有效。', 'Pictures go straight into the talk, until {0}.'],
  phoneOver: ['会话已结束，不能再发送图片。', 'The talk is over; no more pictures can be sent.'],
  phoneUsed: ['链接已失效或已在另一部手机上打开。请在坐席台重新打开二维码。', 'This link has ended or was opened on another telephone. Open a new code at the seat.'],
  phoneAway: ['网络中断，请检查网络后重试', 'The connection broke; check the network and try again'],
  phoneSent: ['已发入会话', 'Sent'],
  pictureNeedsHuman: ['智能应答看不了图片，请先点“人工服务”，排队时即可发送图片', 'The assistant cannot look at pictures; ask for a human, then send it while you wait'],
  entryLink: ['办理入口', 'Link into the tax site'],
  linkOpen: ['前往办理', 'Open'],
  linkUntil: ['{0} 前有效', 'until {0}'],
  linkOver: ['该入口已过期，请告诉坐席', 'This link has expired; tell the agent'],
  linkBroken: ['该入口地址无效，请告诉坐席', 'This link is broken; tell the agent'],
  callOpen: ['互动', 'Call'],
  callAsk: ['请选择互动方式', 'What would you like?'],
  callInvited: ['坐席邀请您{0}', 'The agent invites you: {0}'],
  invitation: ['邀请', 'Invitation'],
  remoteAssist: ['远程协助', 'Remote assist'],
  audioCall: ['语音通话', 'Audio call'],
  videoCall: ['视频通话', 'Video call'],
  remoteAssistConsent: ['坐席将看到您共享的页面或窗口的画面，并可在上面指点和画线；坐席不能操作您的电脑，也听不到声音。请先关闭无关内容，您可随时停止共享。',
    'The agent will see the page or window you share and can point and draw on it, but cannot control your computer or hear you. Close what is private first; you may stop at any time.'],
  audioCallConsent: ['坐席将听到您的声音，您也会听到坐席的声音；看不到画面。通话不录音，您可随时静音或挂断。',
    'The agent will hear you and you will hear the agent; nothing is seen. Calls are not recorded; you may mute or hang up at any time.'],
  videoCallConsent: ['坐席将看到您的摄像头画面并听到您的声音，您也会看到和听到坐席。通话不录制，您可随时关闭摄像头、静音或挂断。',
    'The agent will see your camera and hear you, and you will see and hear the agent. Calls are not recorded; you may switch off the camera, mute or hang up at any time.'],
  roomConsent: ['将打开税务机关的会议室页面，由会议室询问您的摄像头、麦克风或屏幕。您可随时离开。',
    'The tax bureau’s meeting room opens in a page of its own, which asks for your camera, microphone or screen. You may leave at any time.'],
  remoteAssistAgree: ['同意并选择共享内容', 'Agree and choose what to share'],
  audioCallAgree: ['同意并接通', 'Agree and connect'],
  videoCallAgree: ['同意并接通', 'Agree and connect'],
  remoteAssistStart: ['选择共享内容', 'Choose what to share'],
  audioCallStart: ['接通', 'Connect'],
  videoCallStart: ['接通', 'Connect'],
  roomEnter: ['进入会议室', 'Enter the room'],
  callRefuse: ['不同意', 'No'],
  callCancel: ['取消申请', 'Take it back'],
  callHangUp: ['挂断', 'Hang up'],
  callStopSharing: ['停止共享', 'Stop sharing'],
  callMute: ['静音', 'Mute'],
  callUnmute: ['取消静音', 'Unmute'],
  callCameraOff: ['关闭摄像头', 'Camera off'],
  callCameraOn: ['打开摄像头', 'Camera on'],
  callAsked: ['等待坐席答复', 'Waiting for the agent'],
  callConnecting: ['正在连接…', 'Connecting…'],
  callLive: ['进行中', 'Live'],
  callPoor: ['网络较差', 'Poor network'],
  callLost: ['网络中断，正在恢复…', 'Network lost, recovering…'],
  callTheirMute: ['坐席已静音', 'The agent is muted'],
  callTheirCamera: ['坐席已关闭摄像头', 'The agent’s camera is off'],
  callElsewhere: ['正在另一个页面进行，可在本页接通', 'It goes on in another page; you can take it over here'],
  sharingThis: ['正在共享本页面，坐席的指点会显示在页面上', 'This page is shared; the agent’s marks appear on it'],
  sharingOther: ['正在共享，坐席的指点会显示在下图中', 'Sharing; the agent’s marks appear below'],
  mediaDenied: ['浏览器没有得到许可。请允许后重试，或告诉坐席改用文字。', 'The browser was not allowed to. Allow it and try again, or go on in writing.'],
  mediaMissing: ['没有找到摄像头或麦克风，请接好后重试', 'No camera or microphone was found; connect one and try again'],
  mediaBusy: ['摄像头或麦克风正被其他程序使用', 'The camera or microphone is used by another program'],
  mediaUnsupported: ['此浏览器不支持该方式，请换用电脑上的新版浏览器', 'This browser cannot do that; use a recent one on a computer'],
  sheet: ['办理确认单', 'Service sheet'],
  sheetStage_collecting: ['待上传', 'To be uploaded'],
  sheetStage_submitted: ['审核中', 'Being checked'],
  sheetStage_handled: ['已办理', 'Handled'],
  sheetStage_notHandled: ['未办理', 'Not handled'],
  material_missing: ['未上传', 'Missing'],
  material_uploaded: ['已上传', 'Uploaded'],
  material_accepted: ['已通过', 'Accepted'],
  material_returned: ['已退回', 'Returned'],
  sheetRequired: ['必需', 'Required'],
  sheetSample: ['查看样例', 'See a sample'],
  sheetReason: ['退回原因：', 'Returned: '],
  sheetUpload: ['拍照/上传', 'Photo or file'],
  sheetMore: ['再加一张', 'Add another'],
  sheetReplace: ['更换', 'Replace'],
  sheetUploadOf: ['上传：{0}', 'Upload: {0}'],
  sheetReplaceOf: ['更换图片：{0}', 'Replace a picture: {0}'],
  sheetRemoveOf: ['删除图片：{0}', 'Delete a picture: {0}'],
  sheetConfirm: ['确认提交', 'Confirm'],
  sheetLeft: ['还需上传：{0}', 'Still needed: {0}'],
  listComma: ['、', ', '],
  sheetSubmitted: ['已确认提交，坐席正在审核', 'Confirmed; the agent is checking it'],
  sheetHandled: ['业务已办理', 'Your matter was handled'],
  sheetNotHandled: ['业务未办理', 'Your matter was not handled'],
  sheetOver: ['本次服务已结束，确认单只能查看', 'The conversation has ended; the sheet can only be read'],
  sheetOnlyPictures: ['只能上传图片，请拍照或选择图片文件', 'Only pictures can be uploaded; take a photo or choose one'],
  sheetAsk: ['您好，办理“{0}”还差以下材料，请在上方的确认单里补充后再点“确认提交”，谢谢：',
    'To handle “{0}” we still need the following; please add it on the sheet above and confirm again. Thank you:'],
  sheetAskMissing: ['缺少：{0}', 'Missing: {0}'],
  sheetAskReturned: ['请重传：{0}（{1}）', 'Upload again: {0} ({1})'],
  unknownMessage: ['此消息需要更新页面后查看，请刷新', 'Load the page again to see this message'],
  typing: ['正在输入', 'Typing'],
};

const starWords = [['非常不满意', 'very poor'], ['不满意', 'poor'], ['一般', 'fair'], ['满意', 'good'], ['非常满意', 'very good']];

const notices = {
  escalated: ['已为您转接人工服务（{0}）', 'Passed on to a human ({0})'],
  accepted: ['坐席 {0} 已接入，为您服务', 'Agent {0} has joined'],
  transferredToGroup: ['正在为您转接（{0}），将优先接待', 'Passing you on ({0}); you are in front'],
  transferredToAgent: ['正在为您转接坐席 {0}', 'Passing you on to {0}'],
  held: ['坐席正在为您核实，请稍候', 'The agent is looking into it; one moment'],
  resumed: ['坐席已返回', 'The agent is back'],
  heldLong: ['坐席仍在为您核实（已 {0} 分钟），请再稍候', 'Still looking into it after {0} min; thank you for waiting'],
  blocked: ['人工服务已暂停至 {0}，期间可继续使用智能应答', 'No agents for you until {0}; the assistant goes on answering'],
  leftQueue: ['您已离开排队', 'You left the queue'],
  abandoned: ['页面曾关闭，排队已结束', 'The page was closed; you are no longer waiting'],
  requeued: ['坐席连接中断，已为您优先重新排队', 'The agent was cut off; you wait again, in front'],
  endedByAgent: ['坐席已结束本次服务', 'The agent ended the conversation'],
  endedByTaxpayer: ['您已结束本次服务', 'You ended the conversation'],
  endedIdle: ['长时间无消息，会话已结束', 'Ended after a long silence'],
  sheetConfirmed: ['您已确认提交：{0}', 'You confirmed: {0}'],
  sheetHandled: ['业务已办理：{0}', 'Handled: {0}'],
  sheetNotHandled: ['业务未办理：{0}', 'Not handled: {0}'],
  supervisorJoined: ['值班长 {0} 加入对话', 'Supervisor {0} has joined the talk'],
  supervisorLeft: ['值班长 {0} 已离开对话', 'Supervisor {0} has left the talk'],
  supervisorTookOver: ['值班长 {0} 继续为您服务', 'Supervisor {0} goes on with you'],
  endedBySupervisor: ['本次服务已由值班长结束', 'A supervisor ended the conversation'],
  appointmentBegan: ['预约开始：{0}', 'Your appointment begins: {0}'],
  otherWays: ['下班前可能来不及为您接待。您可以留言或预约，也可以继续等候', 'We may not reach you before we close. Leave a message or book a time, or wait on'],
  rated: ['您的评价：{0} 星', 'You gave {0} of 5 stars'],
  callAccepted: ['已同意{0}，正在连接', 'Agreed to, connecting: {0}'],
  callStarted: ['{0}已接通', 'Live: {0}'],
  callRefusedByAgent: ['坐席暂不能{0}', 'The agent declined: {0}'],
  callRefusedByTaxpayer: ['您未同意{0}', 'You declined: {0}'],
  callWithdrawnByAgent: ['坐席已取消{0}邀请', 'The agent took the invitation back: {0}'],
  callWithdrawnByTaxpayer: ['您已取消{0}申请', 'You took your request back: {0}'],
  callExpired: ['{0}无人答复，已取消', 'Nobody answered in time: {0}'],
  callMissed: ['错过了{0}', 'Missed: {0}'],
  callFailed: ['{0}未能接通', 'Could not be connected: {0}'],
  callLost: ['{0}因网络中断结束', 'Ended because the connection was lost: {0}'],
  callEndedByAgent: ['坐席已结束{0}', 'The agent ended it: {0}'],
  callEndedByTaxpayer: ['您已结束{0}', 'You ended it: {0}'],
  callEndedWithTalk: ['{0}已随会话结束', 'Ended with the talk: {0}'],
};

const side = language === 'en' ? 1 : 0;

/** A text of the page with its places filled in. */
export function t(name, ...values) {
  return filled(texts[name]?.[side] ?? name, values);
}

/** A notice in the taxpayer's words; undefined for notices that are not for the taxpayer. */
export function noticeText(notice) {
  const pair = notices[notice?.code];
  return pair && filled(pair[side], [(side === 1 ? notice.argumentEnglish : undefined) ?? notice.argument ?? '']);
}

/** What so many stars mean. */
export function starText(stars) {
  return starWords[stars - 1]?.[side] ?? '';
}

/** One of a `Localised`'s two texts. */
export function localised(text) {
  return (language === 'en' ? text?.english : text?.chinese) ?? '';
}

/** Minutes and seconds, such as `2:05`. */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return Math.floor(whole / 60) + ':' + String(whole % 60).padStart(2, '0');
}

/** An expected wait in words. */
export function waitText(seconds) {
  if (seconds === undefined || seconds === null) return t('expectedUnknown');
  return seconds < 60 ? t('soon') : t('minutes', Math.ceil(seconds / 60));
}

const locale = language === 'en' ? 'en-GB' : 'zh-CN';
// Everything is said by the office's clock, wherever the reader is, as its notices are: the mainland's, all year.
const timeZone = 'Asia/Shanghai';
const officeClock = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hour12: false });
const dayAndClock = new Intl.DateTimeFormat(locale, {
  timeZone, month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hour12: false,
});

/** When it was, as short as it stays clear. */
export function momentText(moment, now = Date.now()) {
  const date = new Date(moment);
  const days = dayNumber(new Date(now)) - dayNumber(date);
  if (days === 0) return t('today') + ' ' + officeClock.format(date);
  return days === 1 ? t('yesterday') + ' ' + officeClock.format(date) : dayAndClock.format(date);
}

const officeDay = new Intl.DateTimeFormat(locale, { timeZone, month: 'long', day: 'numeric', weekday: 'short' });
const shortDay = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
const weekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });

/** When an appointment begins, with its day. */
export function appointmentTime(moment) {
  const date = new Date(moment);
  return officeDay.format(date) + ' ' + officeClock.format(date);
}

/** When a slot begins, on a day that is known. */
export function slotText(moment) {
  return officeClock.format(new Date(moment));
}

/** A day `YYYY-MM-DD` as date and weekday. */
export function dayText(day) {
  const date = new Date(day + 'T00:00:00Z');
  return [shortDay.format(date), weekday.format(date)];
}

function dayNumber(date) {
  return Math.floor((date.getTime() + 8 * 3600000) / 86400000);
}

function filled(text, values) {
  return text.replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)] ?? ''));
}
