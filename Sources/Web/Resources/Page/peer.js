// The way from this browser to the other one: WebRTC, arranged by signals that the backend passes on. Used by the taxpayer's page and the agent's room.

import { Refusal, newID } from './api.js';

const restartMilliseconds = 4000;
const pollMilliseconds = 3000;
const statsMilliseconds = 2000;
const poorLoss = 0.08;
const poorSeconds = 0.8;

export class Peer {
  #options;
  #me = newID();
  #other = undefined;
  #connection = undefined;
  #channel = undefined;
  #early = [];
  #heard = 0;
  #isFetching = false;
  #line = Promise.resolve();
  #isClosed = false;
  #timers = [];
  #restartedAt = 0;
  #isLost = false;
  #link = undefined;
  #samples = { lost: 0, received: 0, poor: 0 };
  /** What the other side sends. */
  remote = new MediaStream();
  /** `direct`, `relay`, or empty before it is known. */
  route = '';

  /**
   * `isAgent`: makes the offers. `kind`; `local`: this side's tracks, if it sends any. `send(payload, key)`, `fetchSignals(after)`, `plan()`: the
   * backend's; `onLink('good' | 'poor' | 'lost')`, `onRemote()`, `onMessage(value)`: what is to be shown.
   */
  constructor(options) {
    this.#options = options;
  }

  /** Begins: says that this browser is there. */
  async start() {
    await this.#prepare();
    this.#say({ type: 'hello' });
    this.catchUp();
    this.#every(pollMilliseconds, () => this.#link !== 'good' && this.#link !== 'poor' && this.catchUp());
    this.#every(statsMilliseconds, () => this.#measure());
    this.#every(1000, () => this.#recover());
  }

  /** Takes a signal from the stream; a gap is fetched. */
  take(signal) {
    if (this.#isClosed || signal.number <= this.#heard) return;
    if (signal.number !== this.#heard + 1) return void this.catchUp();
    this.#heard = signal.number;
    this.#hear(signal.payload);
  }

  /** Fetches what was missed. */
  async catchUp() {
    if (this.#isFetching || this.#isClosed) return;
    this.#isFetching = true;
    try {
      const list = await this.#options.fetchSignals(this.#heard);
      for (const signal of list.signals) {
        if (signal.number <= this.#heard || this.#isClosed) continue;
        this.#heard = signal.number;
        this.#hear(signal.payload);
      }
    } catch {
      // Asked again soon.
    } finally {
      this.#isFetching = false;
    }
  }

  /** Tells the other browser something that needs no keeping: marks, and what is switched off. */
  tell(value) {
    if (this.#channel?.readyState === 'open' && this.#channel.bufferedAmount < 65536) this.#channel.send(JSON.stringify(value));
  }

  /** How the way is now; undefined before there was one. */
  get link() {
    return this.#link;
  }

  /** Ends it. What this side sends is stopped by whoever began it. */
  close() {
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#connection?.close();
    this.#connection = undefined;
  }

  async #prepare() {
    try {
      this.configuration = configured(await this.#options.plan());
    } catch {
      this.configuration ??= { iceServers: [] };
    }
  }

  #every(milliseconds, act) {
    this.#timers.push(setInterval(act, milliseconds));
  }

  // MARK: Signals

  /** One after the other, each until it is there: their order is what makes them understood. */
  #say(message) {
    const payload = JSON.stringify({ ...message, from: this.#me });
    const key = newID();
    this.#line = this.#line.then(async () => {
      for (let tries = 0; !this.#isClosed && tries < 40; tries += 1) {
        try {
          return await this.#options.send(payload, key);
        } catch (error) {
          if (error instanceof Refusal && !error.isPassing) return;
          await new Promise((done) => setTimeout(done, Math.min(4000, 300 * 2 ** tries)));
        }
      }
    });
  }

  /** In order as well: each waits until the one before has been taken in. */
  #hear(payload) {
    let message;
    try {
      message = JSON.parse(payload);
    } catch {
      return;
    }
    if (typeof message?.from !== 'string' || (message.to !== undefined && message.to !== this.#me)) return;
    this.#work = (this.#work ?? Promise.resolve()).then(() => this.#handle(message)).catch(() => {});
  }

  #work = undefined;

  async #handle(message) {
    if (this.#isClosed) return;
    if (message.type === 'hello') {
      if (message.from === this.#other) return;
      this.#other = message.from;
      await this.#begin();
      if (message.to === undefined) this.#say({ type: 'hello', to: this.#other });
      if (this.#options.isAgent) await this.#offer(false);
      return;
    }
    if (message.from !== this.#other || !this.#connection) return;
    if (message.type === 'offer' && !this.#options.isAgent) await this.#answer(message.sdp);
    else if (message.type === 'answer' && this.#connection.signalingState === 'have-local-offer') {
      await this.#connection.setRemoteDescription({ type: 'answer', sdp: String(message.sdp) });
      await this.#takeEarly();
    } else if (message.type === 'candidate') {
      if (this.#connection.remoteDescription) await this.#connection.addIceCandidate(message.candidate);
      else this.#early.push(message.candidate);
    } else if (message.type === 'restart' && this.#options.isAgent) await this.#restart();
  }

  // MARK: Connection

  async #begin() {
    this.#connection?.close();
    for (const track of this.remote.getTracks()) this.remote.removeTrack(track);
    this.#early = [];
    const connection = new RTCPeerConnection(this.configuration);
    this.#connection = connection;
    this.#restartedAt = performance.now();
    connection.addEventListener('icecandidate', (event) => {
      if (event.candidate && connection === this.#connection) this.#say({ type: 'candidate', to: this.#other, candidate: event.candidate.toJSON() });
    });
    connection.addEventListener('track', (event) => {
      this.remote.addTrack(event.track);
      this.#options.onRemote();
    });
    connection.addEventListener('connectionstatechange', () => connection === this.#connection && this.#noticeState());
    this.#channel = connection.createDataChannel('zuoxi', { negotiated: true, id: 0 });
    this.#channel.addEventListener('message', (event) => this.#takeMessage(event.data));
    this.#channel.addEventListener('open', () => this.#options.onOpen?.());
    if (this.#options.isAgent) this.#addTransceivers(connection);
  }

  #addTransceivers(connection) {
    const { kind, local } = this.#options;
    if (kind === 'remoteAssist') return void connection.addTransceiver('video', { direction: 'recvonly' });
    connection.addTransceiver(local?.getAudioTracks()[0] ?? 'audio', { direction: 'sendrecv' });
    if (kind === 'videoCall') connection.addTransceiver(local?.getVideoTracks()[0] ?? 'video', { direction: 'sendrecv' });
  }

  async #offer(isRestart) {
    const connection = this.#connection;
    if (!connection) return;
    await connection.setLocalDescription(await connection.createOffer({ iceRestart: isRestart }));
    this.#say({ type: 'offer', to: this.#other, sdp: connection.localDescription.sdp });
  }

  async #answer(sdp) {
    const connection = this.#connection;
    await connection.setRemoteDescription({ type: 'offer', sdp: String(sdp) });
    for (const transceiver of connection.getTransceivers()) {
      const track = this.#options.local?.getTracks().find((one) => one.kind === transceiver.receiver.track.kind);
      if (!track || transceiver.sender.track === track) continue;
      await transceiver.sender.replaceTrack(track);
      transceiver.direction = this.#options.kind === 'remoteAssist' ? 'sendonly' : 'sendrecv';
    }
    await connection.setLocalDescription(await connection.createAnswer());
    this.#say({ type: 'answer', to: this.#other, sdp: connection.localDescription.sdp });
    await this.#takeEarly();
  }

  async #takeEarly() {
    const early = this.#early;
    this.#early = [];
    for (const candidate of early) await this.#connection.addIceCandidate(candidate).catch(() => {});
  }

  async #restart() {
    if (performance.now() - this.#restartedAt < restartMilliseconds / 2) return;
    this.#restartedAt = performance.now();
    await this.#prepare();
    this.#connection?.setConfiguration(this.configuration);
    if (this.#connection?.signalingState === 'stable') return this.#offer(true);
    // An offer that was lost on the way: from the beginning.
    await this.#begin();
    await this.#offer(false);
  }

  /** While the way is broken another one is looked for, again and again. */
  async #recover() {
    const state = this.#connection?.connectionState;
    if (!state || state === 'connected' || performance.now() - this.#restartedAt < restartMilliseconds) return;
    if (state === 'new' || state === 'connecting' ? performance.now() - this.#restartedAt < restartMilliseconds * 2 : false) return;
    if (this.#options.isAgent) return this.#restart().catch(() => {});
    this.#restartedAt = performance.now();
    await this.#prepare();
    this.#connection?.setConfiguration(this.configuration);
    this.#say({ type: 'restart', to: this.#other });
  }

  #noticeState() {
    const state = this.#connection.connectionState;
    if (state === 'connected') {
      this.#isLost = false;
      this.#samples.poor = 0;
      this.#tellLink('good');
      this.#readRoute();
    } else if (this.#link !== undefined && (state === 'disconnected' || state === 'failed') && !this.#isLost) {
      this.#isLost = true;
      this.#restartedAt = performance.now() - (state === 'failed' ? restartMilliseconds : restartMilliseconds / 2);
      this.#tellLink('lost');
    }
  }

  #tellLink(link) {
    if (this.#link === link || this.#isClosed) return;
    this.#link = link;
    this.#options.onLink(link);
  }

  // MARK: Quality

  async #measure() {
    if (this.#connection?.connectionState !== 'connected') return;
    let lost = 0, received = 0, seconds = 0;
    for (const report of (await this.#connection.getStats()).values()) {
      if (report.type === 'inbound-rtp') {
        lost += Math.max(0, report.packetsLost ?? 0);
        received += report.packetsReceived ?? 0;
      }
      if (report.type === 'candidate-pair' && report.nominated && report.state === 'succeeded') seconds = report.currentRoundTripTime ?? 0;
    }
    const before = this.#samples;
    const share = (lost - before.lost) / Math.max(1, lost - before.lost + received - before.received);
    const isPoor = share > poorLoss || seconds > poorSeconds;
    this.#samples = { lost, received, poor: isPoor ? Math.min(2, before.poor + 1) : Math.max(0, before.poor - 1) };
    if (this.#isLost) return;
    if (this.#samples.poor === 2) this.#tellLink('poor');
    else if (this.#samples.poor === 0) this.#tellLink('good');
  }

  async #readRoute() {
    const reports = await this.#connection.getStats();
    for (const report of reports.values()) {
      if (report.type !== 'candidate-pair' || !report.nominated) continue;
      this.route = reports.get(report.localCandidateId)?.candidateType === 'relay' ? 'relay' : 'direct';
    }
    this.#options.onRemote();
  }

  #takeMessage(data) {
    if (typeof data !== 'string' || data.length > 4096) return;
    try {
      this.#options.onMessage?.(JSON.parse(data));
    } catch {
      // Not from a page of ours.
    }
  }
}

function configured(plan) {
  const iceServers = (plan.iceServers ?? []).map(({ urls, username, credential }) => ({ urls, username, credential }));
  return { iceServers, iceTransportPolicy: plan.isRelayOnly ? 'relay' : 'all', bundlePolicy: 'max-bundle' };
}
