// Every text of the room, Chinese first, with its English twin.

const stated = new URLSearchParams(location.search).get('lang');
export const language = stated === 'zh' || stated === 'en' ? stated : (navigator.language ?? '').toLowerCase().startsWith('en') ? 'en' : 'zh';

const texts = {
  remoteAssist: ['远程协助', 'Remote assist'],
  audioCall: ['语音通话', 'Audio call'],
  videoCall: ['视频通话', 'Video call'],
  opening: ['正在打开…', 'Opening…'],
  taxpayerDenied: ['纳税人的浏览器未许可使用摄像头、麦克风或屏幕，可请其允许后重试', 'The taxpayer’s browser may not use camera, microphone or screen; ask them to allow it and try again'],
  invited: ['等待纳税人同意', 'Waiting for the taxpayer’s consent'],
  asked: ['请在坐席台答复纳税人的申请', 'Answer the taxpayer’s request in the console'],
  connecting: ['已同意，正在连接…', 'Agreed to; connecting…'],
  waitingScreen: ['正在等待纳税人选择共享内容…', 'Waiting for the taxpayer to choose what to share…'],
  good: ['已接通', 'Live'],
  poor: ['网络较差', 'Poor network'],
  lost: ['网络中断，正在恢复…', 'Network lost, recovering…'],
  relay: ['经中继', 'by relay'],
  join: ['接通', 'Connect'],
  joinText: ['将使用您的{0}。通话不录制。', 'Your {0} will be used. Calls are not recorded.'],
  audioCallUses: ['麦克风', 'microphone'],
  videoCallUses: ['摄像头和麦克风', 'camera and microphone'],
  enter: ['进入会议室', 'Enter the meeting room'],
  hangUp: ['结束', 'End'],
  mute: ['静音', 'Mute'],
  unmute: ['取消静音', 'Unmute'],
  cameraOff: ['关闭摄像头', 'Camera off'],
  cameraOn: ['打开摄像头', 'Camera on'],
  theirMute: ['纳税人已静音', 'The taxpayer is muted'],
  theirCamera: ['纳税人已关闭摄像头', 'The taxpayer’s camera is off'],
  point: ['指点', 'Point'],
  draw: ['画线', 'Draw'],
  clear: ['清除', 'Clear'],
  over: ['已结束', 'It is over'],
  overText: ['可以关闭此页面。', 'You may close this page.'],
  refused: ['纳税人未同意', 'The taxpayer declined'],
  expired: ['超时无人答复', 'Nobody answered in time'],
  missed: ['邀请未送达纳税人', 'The invitation never reached the taxpayer'],
  withdrawn: ['邀请已取消', 'The invitation was taken back'],
  failed: ['未能接通', 'Could not be connected'],
  connectionLost: ['因网络中断结束', 'Ended: the connection was lost'],
  byTaxpayer: ['纳税人已结束', 'The taxpayer ended it'],
  byAgent: ['您已结束', 'You ended it'],
  withTalk: ['已随会话结束', 'Ended with the talk'],
  spent: ['此链接已使用或已过期', 'This link was used or is too old'],
  spentText: ['请在坐席台按 Alt-X 重新打开。', 'Open it again from the console with Alt-X.'],
  unreachable: ['暂时无法连接服务，正在重试…', 'The service cannot be reached; trying again…'],
  mediaDenied: ['浏览器没有得到许可，请允许后重试', 'The browser was not allowed to; allow it and try again'],
  mediaMissing: ['没有找到摄像头或麦克风', 'No camera or microphone was found'],
  mediaBusy: ['摄像头或麦克风正被其他程序使用', 'The camera or microphone is used by another program'],
  mediaUnsupported: ['此浏览器不支持', 'This browser cannot do that'],
};

const side = language === 'en' ? 1 : 0;

/** A text of the room with its places filled in. */
export function t(name, ...values) {
  return (texts[name]?.[side] ?? name).replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)] ?? ''));
}
