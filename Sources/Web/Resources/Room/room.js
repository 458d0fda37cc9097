// The agent's side of remote assist and calls, in a browser. Opened by a link that is good once; it can do nothing but this.

import { Refusal, newID, send } from '/page/api.js';
import { button, element, outside, say } from '/page/dom.js';
import { icon } from '/page/icons.js';
import { attach, capture, captureProblem, readSwitchedOff, release, switchedOff } from '/page/media.js';
import { Peer } from '/page/peer.js';
import { Report } from '/page/report.js';
import { Stream } from '/page/stream.js';
import { Board } from './board.js';
import { language, t } from './roomwords.js';

const kept = 'zuoxi.room';
const drawings = { remoteAssist: 'screen', audioCall: 'phone', videoCall: 'camera' };
const place = (id) => document.getElementById(id);
document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';

let token, snapshot, invitation, position, stream, peer, media, problem = '', isBusy = false, shown = '', board, hasPicture = false, theirOff = [];
const title = element('strong');
const who = outside('', 'span', { class: 'who' });
const state = element('span', { class: 'state', id: 'state', role: 'status' });
const clock = element('span', { class: 'clock', id: 'clock' });
const picture = element('video', { class: 'picture', id: 'picture', autoplay: true, playsinline: true });
const sound = element('audio', { id: 'sound', autoplay: true });
const own = element('video', { class: 'own', id: 'own', autoplay: true, playsinline: true });
own.muted = picture.muted = true;
document.body.append(sound);
place('head').append(title, who, state, clock);
const report = new Report((link) => ask('POST', '/v1/room/report', { invitation: invitation.id, link }));
picture.addEventListener('resize', () => draw());

function ask(method, path, body, key = newID()) {
  return send(method, path, { token, body, key: method === 'POST' ? key : undefined });
}

// MARK: Opening

/** With the code of the address, once; after a reload with what this tab was given then. */
async function open() {
  const code = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, '', location.pathname + location.search);
  card('opening');
  if (code) {
    const key = newID();
    const room = await patiently(() => send('POST', '/v1/rooms', { body: { code }, key }));
    if (!room) return card('spent', 'spentText');
    token = room.token;
    sessionStorage.setItem(kept, token);
    return begin(room.snapshot);
  }
  token = sessionStorage.getItem(kept) ?? undefined;
  const found = token && (await patiently(() => ask('GET', '/v1/room')));
  return found ? begin(found) : card('spent', 'spentText');
}

/** Tries until there is an answer; undefined when it is no. */
async function patiently(act) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (error instanceof Refusal && !error.isPassing) return undefined;
      card('unreachable');
      await new Promise((done) => setTimeout(done, Math.min(5000, 500 * 2 ** tries)));
    }
  }
}

function begin(found) {
  snapshot = found;
  invitation = found.plan.invitation;
  position = found.position;
  say(title, t(invitation.kind));
  say(who, [found.taxpayer.name, found.taxpayer.enterprise?.name].filter(Boolean).join(' · '));
  document.title = t(invitation.kind) + ' · ' + found.taxpayer.name;
  stream = new Stream('room.' + invitation.id, {
    token: () => token, renew: () => Promise.reject(new Error('over')), position: () => position, onRecord: take,
    onState: (link) => link === 'live' && refresh(),
  });
  setInterval(tick, 1000);
  advance();
}

/** What may have been missed while the stream was away. */
async function refresh() {
  try {
    const found = await ask('GET', '/v1/room');
    if (found.plan.invitation.revision > invitation.revision) invitation = found.plan.invitation;
    snapshot.plan = found.plan;
    peer?.catchUp();
  } catch (error) {
    if (error instanceof Refusal && error.status === 404 && invitation.stage !== 'ended') invitation = { ...invitation, stage: 'ended' };
  }
  advance();
}

function take(record) {
  if (record.id) position = record.id;
  let data;
  try {
    data = JSON.parse(record.data);
  } catch {
    return;
  }
  if (record.event === 'signal') return void (data.invitation === invitation.id && peer?.take(data));
  if (record.event === 'reset') return void refresh();
  const change = record.event === 'event' ? data.body.invitationChanged?._0?.invitation : undefined;
  if (!change || change.id !== invitation.id || change.revision <= invitation.revision) return;
  invitation = change;
  advance();
}

// MARK: Acts

/** Goes on to what the invitation's stage asks for. */
async function advance() {
  if (invitation.stage === 'ended') return leave();
  report.correct(invitation.agentLink, peer?.link);
  if (invitation.kind === 'remoteAssist' && invitation.stage !== 'invited') await connect();
  if (invitation.stage !== 'invited' && media) await connect();
  if (invitation.usesRoom && invitation.stage !== 'invited' && !snapshot.plan.room) await replan();
  draw();
}

async function replan() {
  try {
    snapshot.plan = (await ask('GET', '/v1/room')).plan;
  } catch {
    // With the next event.
  }
}

/** For calls: camera and microphone, by a press, so that the browser lets sound through as well. */
async function join() {
  if (isBusy || media) return;
  isBusy = true;
  problem = '';
  draw();
  try {
    media = await capture(invitation.kind);
    if (invitation.kind === 'videoCall') own.srcObject = new MediaStream(media.getVideoTracks());
  } catch (error) {
    problem = captureProblem(error);
  }
  isBusy = false;
  await advance();
}

async function connect() {
  if (peer || invitation.usesRoom) return;
  peer = new Peer({
    isAgent: true, kind: invitation.kind, local: media,
    send: (payload, key) => ask('POST', '/v1/room/signals', { invitation: invitation.id, payload }, key),
    fetchSignals: (after) => ask('GET', '/v1/room/signals?after=' + after),
    plan: async () => (await ask('GET', '/v1/room')).plan,
    onLink: (link) => {
      report.tell(link);
      draw();
    },
    onOpen: () => invitation.kind !== 'remoteAssist' && peer?.tell(switchedOff(media)),
    onMessage: (value) => {
      theirOff = (invitation.kind !== 'remoteAssist' && readSwitchedOff(value)) || [];
      draw();
    },
    onRemote: () => {
      attach(sound, peer.remote.getAudioTracks());
      attach(picture, peer.remote.getVideoTracks());
      hasPicture = peer.remote.getVideoTracks().length > 0;
      document.body.dataset.route = peer.route;
      draw();
    },
  });
  await peer.start();
}

function end() {
  ask('POST', '/v1/room/end').catch(() => {});
  invitation = { ...invitation, stage: 'ended', reason: invitation.stage === 'invited' ? 'withdrawn' : 'hungUp', endedBy: 'agent', revision: invitation.revision + 0.5 };
  leave();
}

function leave() {
  peer?.close();
  release(media);
  peer = media = undefined;
  theirOff = [];
  for (const node of [picture, sound, own]) node.srcObject = null;
  report.stop();
  stream?.stop();
  sessionStorage.removeItem(kept);
  draw();
}

function enterRoom() {
  const address = snapshot.plan.room;
  if (!address?.startsWith('https://')) return;
  report.tell('good');
  window.open(address, '_blank', 'noopener,noreferrer');
}

// MARK: Drawing

function card(name, text) {
  place('stage').replaceChildren(element('div', { class: 'card', id: name }, icon('service', 'large'), element('h1', { text: t(name) }), text ? element('p', { text: t(text) }) : null));
  place('foot').replaceChildren();
}

function ending() {
  const { reason, endedBy } = invitation;
  if (reason === 'hungUp') return endedBy === 'taxpayer' ? 'byTaxpayer' : 'byAgent';
  if (reason === 'refused' && endedBy === 'agent') return 'byAgent';
  if (reason === 'lost') return 'connectionLost';
  if (['talkEnded', 'transferred', 'seatLost'].includes(reason)) return 'withTalk';
  return ['refused', 'expired', 'missed', 'withdrawn', 'failed'].includes(reason) ? reason : 'over';
}

function draw() {
  if (!invitation) return;
  document.body.dataset.stage = invitation.stage;
  document.body.classList.toggle('lost', peer?.link === 'lost');
  const look = [invitation.stage, invitation.reason, isDenied(), problem, isBusy, hasPicture, snapshot.plan.room, peer !== undefined,
    board?.tool, theirOff.join('+'), ...(media?.getTracks().map((track) => track.enabled) ?? [])].join();
  if (look !== shown) {
    shown = look;
    drawStage();
  }
  tick();
}

function drawStage() {
  const { kind, stage } = invitation;
  place('stage').classList.toggle('is-faces', kind === 'videoCall');
  if (stage === 'ended') {
    card('over', 'overText');
    say(place('stage').querySelector('h1'), t(ending()));
    return;
  }
  if (stage === 'invited') {
    place('stage').replaceChildren(waiting(invitation.proposedBy === 'taxpayer' ? 'asked' : 'invited', isDenied() ? t('taxpayerDenied') : undefined));
    return place('foot').replaceChildren(...(kind === 'remoteAssist' || invitation.usesRoom || media ? [] : [joinButton()]), endButton());
  }
  if (invitation.usesRoom) {
    place('stage').replaceChildren(waiting(kind));
    return place('foot').replaceChildren(act('enter', 'open', enterRoom, 'primary'), endButton());
  }
  if (kind !== 'remoteAssist' && !media) {
    place('stage').replaceChildren(waiting('connecting', isDenied() ? t('taxpayerDenied') : t('joinText', t(kind + 'Uses'))));
    return place('foot').replaceChildren(joinButton(), endButton());
  }
  if (kind === 'remoteAssist') drawScreen();
  else drawFaces(kind);
  // What was moved about stands still.
  for (const node of [picture, own]) if (node.srcObject && node.paused) node.play().catch(() => {});
}

/** Whether the taxpayer would, and the browser there does not allow it. */
function isDenied() {
  return invitation.stage !== 'live' && invitation.taxpayerLink === 'denied';
}

function waiting(name, text) {
  return element('div', { class: 'card', id: 'waiting' }, icon(drawings[invitation.kind], 'large'), element('h1', { text: t(name) }),
    text ? element('p', { text }) : null, problem ? element('p', { class: 'problem', role: 'alert', text: t(problem) }) : null);
}

function drawScreen() {
  if (!hasPicture) {
    place('stage').replaceChildren(waiting('waitingScreen', isDenied() ? t('taxpayerDenied') : undefined));
    return place('foot').replaceChildren(endButton());
  }
  if (!board) {
    const canvas = element('canvas', { id: 'board' });
    board = new Board(canvas, (mark) => peer?.tell(mark));
    place('stage').replaceChildren(element('div', { class: 'frame' }, picture, canvas));
    draw();
  }
  const tool = (name, drawing, key) => {
    const one = act(name, drawing, () => use(name), '', key);
    one.setAttribute('aria-pressed', String(board.tool === name));
    return one;
  };
  place('foot').replaceChildren(tool('point', 'pointer', '1'), tool('draw', 'pen', '2'), act('clear', 'trash', () => board.clear(), '', '3'), endButton());
}

function use(name) {
  board?.use(name);
  draw();
}

function drawFaces(kind) {
  const words = theirOff.map((one) => t(one === 'audio' ? 'theirMute' : 'theirCamera')).join(' · ');
  if (kind !== 'videoCall') place('stage').replaceChildren(waiting(peer?.link ? kind : 'connecting'));
  else if (picture.parentNode !== place('stage')) place('stage').replaceChildren(picture, own);
  document.getElementById('off')?.remove();
  if (words) place('stage').append(element('p', { class: 'off', id: 'off', role: 'status', text: words }));
  const [mic] = media.getAudioTracks();
  const [camera] = media.getVideoTracks();
  place('foot').replaceChildren(mic ? toggle(mic, ['mute', 'unmute'], ['mic', 'micOff'], 'm') : '', camera ? toggle(camera, ['cameraOff', 'cameraOn'], ['camera', 'cameraOff'], 'v') : '', endButton());
}

function toggle(track, names, icons, key) {
  const place = track.enabled ? 0 : 1;
  return act(names[place], icons[place], () => {
    track.enabled = !track.enabled;
    peer?.tell(switchedOff(media));
    draw();
  }, track.enabled ? '' : 'is-off', key, names[0]);
}

function act(name, drawing, press, look = '', key, id = name) {
  const keyMark = key ? element('kbd', { text: key.toUpperCase() }) : null;
  return button({ class: ('act ' + look).trim(), id: 'act-' + id, 'data-key': key, on: { click: press } }, icon(drawing), element('span', { text: t(name) }), keyMark);
}

function joinButton() {
  const join1 = act('join', drawings[invitation.kind], join, 'primary', 'enter');
  join1.disabled = isBusy;
  return join1;
}

function endButton() {
  return act('hangUp', 'hangUp', end, 'danger');
}

function tick() {
  if (!invitation) return;
  const link = peer?.link === 'lost' || invitation.taxpayerLink === 'lost' ? 'lost' : peer?.link === 'poor' || invitation.taxpayerLink === 'poor' ? 'poor' : 'good';
  const isLive = invitation.stage === 'live';
  const words = isLive ? t(link) + (peer?.route === 'relay' ? ' · ' + t('relay') : '') : t(invitation.stage === 'ended' ? ending() : invitation.stage);
  say(state, words);
  state.dataset.link = isLive ? link : '';
  const since = Date.parse(invitation.liveAt ?? invitation.answeredAt ?? invitation.proposedAt);
  if (invitation.stage !== 'ended') {
    const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
    say(clock, Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0'));
  }
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]')?.click();
});
window.addEventListener('hashchange', () => location.reload());
open();
