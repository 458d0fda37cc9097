// Remote assist and calls on the taxpayer's side: what is asked, what is agreed to, what is seen and heard, and every way out of it.

import { newID } from './api.js';
import { button, element, say } from './dom.js';
import { icon } from './icons.js';
import { Marks, readMark } from './marks.js';
import { attach, capture, captureProblem, readSwitchedOff, release, switchedOff } from './media.js';
import { Peer } from './peer.js';
import { Report } from './report.js';
import { duration, t } from './words.js';

const drawings = { remoteAssist: 'screen', audioCall: 'phone', videoCall: 'camera' };

export class Call {
  #root;
  #options;
  #invitation = undefined;
  #media = undefined;
  #peer = undefined;
  #report;
  #shown = '';
  #problem = '';
  #isBusy = false;
  #isElsewhere = false;
  #theirOff = [];
  #namesLeft = 0;
  #clock = element('span', { class: 'call-clock' });
  #state = element('span', { class: 'call-state', role: 'status' });
  #remote = element('video', { class: 'call-remote', autoplay: true, playsinline: true, id: 'call-remote' });
  #sound = element('audio', { autoplay: true, id: 'call-sound' });
  #own = element('video', { class: 'call-own', autoplay: true, playsinline: true, id: 'call-own' });
  #board = element('canvas', { class: 'call-board', id: 'call-board' });
  #marks = new Marks(this.#board);
  #tabs = window.BroadcastChannel ? new BroadcastChannel('zuoxi.call') : undefined;

  /** `visit`, `embed`, `announce(text)`, `act(path, body)`: does something and takes the answer into the talk; returns whether it was done. */
  constructor(root, options) {
    this.#root = root;
    this.#options = options;
    this.#own.muted = this.#remote.muted = true;
    document.body.append(this.#sound);
    this.#report = new Report((link) => options.visit.send('POST', '/v1/visit/report', { invitation: this.#invitation?.id, link }, newID()));
    setInterval(() => {
      this.#tick();
      if (this.#invitation) this.#askWhoseTab();
    }, 1000);
    window.addEventListener('pagehide', () => this.#leave());
    this.#tabs?.addEventListener('message', (event) => this.#yield(event.data));
    if (!options.embed.isEmbedded) this.#makeOverlay();
  }

  /** Whether a talk goes on in which something can be asked for. */
  canAsk(talk) {
    return talk.stage === 'talking' && !(talk.conversation.invitation && talk.conversation.invitation.stage !== 'ended');
  }

  /** Draws what is so now. */
  render(talk) {
    const invitation = talk.stage === 'talking' ? talk.conversation.invitation : undefined;
    const isOpen = invitation && invitation.stage !== 'ended';
    if (this.#invitation && invitation?.id !== this.#invitation.id) this.#leave();
    else if (this.#invitation && !isOpen) this.#leave();
    const before = this.#invitation;
    this.#invitation = isOpen ? invitation : undefined;
    this.#root.hidden = !isOpen;
    if (!isOpen) {
      this.#shown = '';
      return;
    }
    if (before?.stage !== invitation.stage && invitation.stage === 'connecting') this.#begin();
    this.#report.correct(invitation.taxpayerLink, this.#peer?.link);
    this.#draw();
  }

  /** A signal of the agent's browser. */
  signal(signal) {
    if (signal?.invitation === this.#invitation?.id) this.#peer?.take(signal);
  }

  /** The stream is back: what was said meanwhile is fetched. */
  resume() {
    this.#peer?.catchUp();
  }

  /** Asks what is wanted, and says what the agent would see and hear. */
  ask() {
    const dialog = element('dialog', { class: 'dialog call-dialog', 'aria-label': t('callAsk') });
    dialog.append(element('p', { class: 'card-title', text: t('callAsk') }));
    for (const kind of ['remoteAssist', 'audioCall', 'videoCall']) {
      dialog.append(button({ class: 'call-choice', 'data-kind': kind, on: { click: () => {
        dialog.close();
        this.#propose(kind);
      } } }, icon(drawings[kind]), element('span', { class: 'call-choice-words' },
        element('strong', { text: t(kind) }), element('span', { text: t(kind + 'Consent') }))));
    }
    dialog.append(button({ class: 'secondary-button', on: { click: () => dialog.close() } }, element('span', { text: t('no') })));
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  // MARK: Acts

  /** For a call the microphone is asked for at once; a screen can only be shared by a press of its own, once the agent agreed. */
  async #propose(kind) {
    this.#problem = '';
    if (kind !== 'remoteAssist' && !(await this.#capture(kind))) return this.#options.fail(t(this.#problem));
    if (!(await this.#options.act('/v1/visit/invitation', { kind })) && !this.#invitation) this.#leave();
  }

  async #agree() {
    const { id, kind, usesRoom } = this.#invitation;
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#problem = '';
    this.#draw();
    if (usesRoom || (await this.#capture(kind))) await this.#options.act('/v1/visit/invitation/answer', { invitation: id, accepts: true });
    this.#isBusy = false;
    this.#draw();
  }

  #refuse() {
    this.#options.act('/v1/visit/invitation/answer', { invitation: this.#invitation.id, accepts: false });
  }

  #end() {
    const id = this.#invitation?.id;
    this.#leave();
    if (id) this.#options.act('/v1/visit/invitation/end', { invitation: id });
  }

  /** Goes on in this page: after a reload, or when the other side has just agreed. */
  async #goOn() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#problem = '';
    if (await this.#capture(this.#invitation.kind)) await this.#begin();
    this.#isBusy = false;
    this.#draw();
  }

  async #enterRoom() {
    const plan = await this.#options.visit.send('GET', '/v1/visit/call').catch(() => undefined);
    if (!plan?.room?.startsWith('https://')) return;
    window.open(plan.room, '_blank', 'noopener,noreferrer');
    this.#report.tell('good');
  }

  async #capture(kind) {
    if (this.#media) return true;
    try {
      this.#media = await capture(kind);
    } catch (error) {
      this.#problem = captureProblem(error);
      // The agent sees why nothing happens. What one has asked for oneself is not there yet.
      if (this.#invitation) this.#report.tell('denied');
      return false;
    }
    this.#isElsewhere = false;
    for (const track of this.#media.getTracks()) track.addEventListener('ended', () => this.#media?.getTracks().includes(track) && this.#end());
    if (kind === 'videoCall') this.#own.srcObject = new MediaStream(this.#media.getVideoTracks());
    if (kind === 'remoteAssist') {
      this.#own.srcObject = this.#media;
      this.#namesLeft = 5;
      this.#media.getVideoTracks()[0].addEventListener('capturehandlechange', () => this.#draw());
    }
    return true;
  }

  async #begin() {
    const invitation = this.#invitation;
    if (!this.#media || this.#peer || invitation.usesRoom || invitation.stage === 'invited') return;
    const { visit } = this.#options;
    this.#tabs?.postMessage({ invitation: invitation.id });
    this.#peer = new Peer({
      isAgent: false, kind: invitation.kind, local: this.#media,
      send: (payload, key) => visit.send('POST', '/v1/visit/signals', { invitation: invitation.id, payload }, key),
      fetchSignals: (after) => visit.send('GET', '/v1/visit/signals?after=' + after),
      plan: () => visit.send('GET', '/v1/visit/call'),
      onLink: (link) => {
        this.#report.tell(link);
        this.#draw();
      },
      onRemote: () => this.#hearAndSee(),
      onOpen: () => this.#peer?.tell(switchedOff(this.#media)),
      onMessage: (value) => this.#takeMessage(value),
    });
    await this.#peer.start();
    this.#draw();
  }

  #hearAndSee() {
    const remote = this.#peer.remote;
    attach(this.#sound, remote.getAudioTracks());
    attach(this.#remote, remote.getVideoTracks());
    this.#root.dataset.route = this.#peer.route;
  }

  #takeMessage(value) {
    const off = this.#invitation?.kind === 'remoteAssist' ? undefined : readSwitchedOff(value);
    if (off) {
      this.#theirOff = off;
      this.#draw();
    }
    const mark = this.#invitation?.kind === 'remoteAssist' ? readMark(value) : undefined;
    if (!mark) return;
    this.#marks.take(mark);
    if (this.#isOwnTab && this.#options.embed.isEmbedded) this.#options.embed.tell({ type: 'mark', ...mark });
  }

  /** Lets everything go. */
  #leave() {
    this.#peer?.close();
    release(this.#media);
    if (this.#media) this.#options.embed.tell({ type: 'mark', mark: 'clear' });
    this.#marks.clear();
    this.#peer = this.#media = undefined;
    this.#own.srcObject = this.#remote.srcObject = this.#sound.srcObject = null;
    this.#report.stop();
    this.#theirOff = [];
    this.#shown = this.#problem = '';
  }

  /** Another tab of the same person has begun. */
  #yield(message) {
    if (message?.invitation !== this.#invitation?.id || !this.#media) return;
    this.#leave();
    this.#isElsewhere = true;
    this.#draw();
  }

  // MARK: Drawing

  /** Whether what is shared is the very tab this page is in: then marks lie on it, elsewhere over a small picture. */
  get #isOwnTab() {
    const track = this.#media?.getVideoTracks()[0];
    const handle = track?.getCaptureHandle?.()?.handle;
    return handle !== undefined && handle === this.#options.embed.captureHandle;
  }

  /**
   * A browser may begin a capture without saying whose tab it is, and then says so only when the tab is named anew: it is, a few times, once a second.
   * What is shared instead of this tab never answers to the name.
   */
  #askWhoseTab() {
    const track = this.#invitation.kind === 'remoteAssist' ? this.#media?.getVideoTracks()[0] : undefined;
    if (!track) return;
    if (this.#namesLeft > 0 && !this.#isOwnTab && track.getSettings().displaySurface === 'browser') {
      this.#namesLeft -= 1;
      if (this.#options.embed.isEmbedded) this.#options.embed.tell({ type: 'name-capture' });
      else this.#makeOverlay();
    }
    this.#draw();
  }

  /** Alone in a tab the page lays marks over itself; within a host page the host's script does. */
  #makeOverlay() {
    const handle = 'zuoxi-' + newID();
    try {
      navigator.mediaDevices?.setCaptureHandleConfig?.({ handle, permittedOrigins: [location.origin] });
      this.#options.embed.captureHandle = handle;
    } catch {
      // Within a frame without a known host: marks lie over the small picture.
    }
  }

  #draw() {
    const invitation = this.#invitation;
    if (!invitation) return;
    const look = [invitation.id, invitation.stage, this.#media !== undefined, this.#problem, this.#isBusy, this.#isElsewhere, this.#isOwnTab,
      this.#peer !== undefined, this.#theirOff.join('+'), ...(this.#media?.getTracks().map((track) => track.enabled) ?? [])].join();
    if (look !== this.#shown) {
      this.#shown = look;
      this.#root.replaceChildren(this.#card(invitation));
      document.body.dataset.call = invitation.stage;
      // What was moved about stands still.
      for (const node of [this.#remote, this.#own]) if (node.srcObject && node.paused) node.play().catch(() => {});
    }
    this.#tick();
  }

  #card(invitation) {
    const { kind, stage, proposedBy } = invitation;
    const isAsked = stage === 'invited' && proposedBy === 'agent';
    const title = isAsked ? t('callInvited', t(kind)) : t(kind);
    const box = element('div', { class: 'call is-' + stage }, element('div', { class: 'call-head' }, icon(drawings[kind]),
      element('strong', { text: title }), this.#state, this.#clock));
    if (this.#problem) box.append(element('p', { class: 'call-problem', role: 'alert', text: t(this.#problem) }));
    if (isAsked) {
      box.append(element('p', { class: 'call-consent', text: t(invitation.usesRoom ? 'roomConsent' : kind + 'Consent') }), element('div', { class: 'card-acts' },
        button({ class: 'primary-button', id: 'call-agree', disabled: this.#isBusy, on: { click: () => this.#agree() } }, element('span', { text: t(kind + 'Agree') })),
        button({ class: 'secondary-button', id: 'call-refuse', on: { click: () => this.#refuse() } }, element('span', { text: t('callRefuse') }))));
      return box;
    }
    if (stage === 'invited') {
      box.append(element('div', { class: 'card-acts' },
        button({ class: 'secondary-button', id: 'call-end', on: { click: () => this.#end() } }, element('span', { text: t('callCancel') }))));
      return box;
    }
    if (invitation.usesRoom) {
      box.append(element('div', { class: 'card-acts' },
        button({ class: 'primary-button', id: 'call-room', on: { click: () => this.#enterRoom() } }, icon('open'), element('span', { text: t('roomEnter') })), this.#endButton()));
      return box;
    }
    if (!this.#media) {
      box.append(element('p', { class: 'call-consent', text: t(this.#isElsewhere ? 'callElsewhere' : kind + 'Consent') }), element('div', { class: 'card-acts' },
        button({ class: 'primary-button', id: 'call-go-on', disabled: this.#isBusy, on: { click: () => this.#goOn() } }, element('span', { text: t(kind + 'Start') })),
        this.#endButton()));
      return box;
    }
    box.append(...this.#pictures(kind), this.#controls(kind));
    return box;
  }

  #pictures(kind) {
    const words = this.#theirOff.map((one) => t(one === 'audio' ? 'callTheirMute' : 'callTheirCamera')).join(' · ');
    const off = words ? element('p', { class: 'call-off', id: 'call-off', role: 'status', text: words }) : null;
    if (kind === 'videoCall') return [element('div', { class: 'call-faces' }, this.#remote, this.#own, off)];
    if (kind !== 'remoteAssist') return off ? [off] : [];
    if (this.#isOwnTab) return [element('p', { class: 'hint', text: t('sharingThis') }), ...(this.#options.embed.isEmbedded ? [] : [this.#overlay()])];
    return [element('p', { class: 'hint', text: t('sharingOther') }), element('div', { class: 'call-preview' }, this.#own, this.#board)];
  }

  #overlay() {
    return element('div', { class: 'call-overlay' }, this.#board);
  }

  #controls(kind) {
    const row = element('div', { class: 'call-controls' });
    const [sound] = this.#media.getAudioTracks();
    const [picture] = kind === 'videoCall' ? this.#media.getVideoTracks() : [];
    if (sound) row.append(this.#switch(sound, 'call-mute', ['mic', 'micOff'], ['callMute', 'callUnmute']));
    if (picture) row.append(this.#switch(picture, 'call-camera', ['camera', 'cameraOff'], ['callCameraOff', 'callCameraOn']));
    row.append(this.#endButton(kind === 'remoteAssist' ? 'callStopSharing' : 'callHangUp'));
    return row;
  }

  #switch(track, id, icons, names) {
    const name = t(names[track.enabled ? 0 : 1]);
    return button({ class: 'call-switch', id, 'aria-pressed': String(!track.enabled), title: name, on: { click: () => {
      track.enabled = !track.enabled;
      this.#peer?.tell(switchedOff(this.#media));
      this.#draw();
    } } }, icon(icons[track.enabled ? 0 : 1]), element('span', { text: name }));
  }

  #endButton(name = 'callHangUp') {
    return button({ class: 'danger-button', id: 'call-end', on: { click: () => this.#end() } }, icon('hangUp'), element('span', { text: t(name) }));
  }

  #tick() {
    const invitation = this.#invitation;
    if (!invitation) return;
    const seconds = (since) => duration((Date.now() - Date.parse(since)) / 1000);
    const link = this.#peer?.link === 'lost' || invitation.agentLink === 'lost' ? 'lost' : this.#peer?.link === 'poor' || invitation.agentLink === 'poor' ? 'poor' : 'good';
    const name = { invited: invitation.proposedBy === 'agent' ? '' : 'callAsked', connecting: 'callConnecting', live: { good: 'callLive', poor: 'callPoor', lost: 'callLost' }[link] }[invitation.stage];
    say(this.#state, name ? t(name) : '');
    this.#root.dataset.link = invitation.stage === 'live' ? link : '';
    say(this.#clock, seconds(invitation.liveAt ?? invitation.answeredAt ?? invitation.proposedAt));
  }
}
