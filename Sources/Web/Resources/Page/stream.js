// The event stream. Browsers allow six connections to one origin, so of all tabs of one visitor a single one reads and tells the others.

import { EventStreamParser } from './sse.js';
import { position } from './talk.js';

const silenceMilliseconds = 15000;
const longestPause = 20000;
const remembered = 500;

export class Stream {
  #options;
  #channel = undefined;
  #isLeader = false;
  #stopped = new AbortController();
  #connection = undefined;
  #failures = 0;
  #retry = 1000;
  #recent = [];
  #recentFrom = 0;
  #silence = undefined;
  #wake = () => {};

  /** `scope`: whose stream; `token()`, `renew(token)`, `position()`, `onRecord(record)`, `onState('live' | 'lost')`. */
  constructor(scope, options) {
    this.#options = options;
    const name = 'zuoxi.stream.' + scope;
    // A connection that outlived a short break of the network may be dead all the same: a new one shows it.
    window.addEventListener('online', () => {
      this.#connection?.abort();
      this.#wake();
    });
    window.addEventListener('pagehide', () => this.stop(), { once: true });
    if (!navigator.locks || !window.BroadcastChannel) {
      this.#lead();
      return;
    }
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = (message) => this.#hear(message.data);
    const signal = this.#stopped.signal;
    navigator.locks.request(name, { signal }, () => this.#lead()).catch(() => {});
    this.#channel.postMessage({ type: 'hello', after: options.position() });
    this.#watchLeader();
  }

  /** Ends the stream and lets another tab lead. */
  stop() {
    this.#stopped.abort();
    this.#connection?.abort();
    this.#channel?.close();
    clearTimeout(this.#silence);
    this.#wake();
  }

  /** Reads again from the position the page stands at now, after a new snapshot. */
  restart() {
    this.#connection?.abort();
    if (!this.#isLeader) this.#channel?.postMessage({ type: 'hello', after: this.#options.position() });
  }

  async #lead() {
    if (this.#isLeader) return;
    this.#isLeader = true;
    clearTimeout(this.#silence);
    while (!this.#stopped.signal.aborted) {
      const token = this.#options.token();
      try {
        await this.#read(token);
      } catch (error) {
        if (error?.status === 401) await this.#options.renew(token).catch(() => {});
      }
      if (this.#stopped.signal.aborted) return;
      this.#tellState('lost');
      await this.#pause();
    }
  }

  async #read(token) {
    this.#connection = new AbortController();
    const after = this.#options.position();
    const headers = { Accept: 'text/event-stream', Authorization: 'Bearer ' + token, 'Last-Event-ID': after };
    const abort = () => this.#connection.abort();
    let watch = setTimeout(abort, silenceMilliseconds);
    try {
      const response = await fetch('/v1/events', {
        headers, signal: this.#connection.signal, cache: 'no-store', credentials: 'omit', redirect: 'error',
      });
      if (!response.ok) throw Object.assign(new Error('refused'), { status: response.status });
      this.#recent = [];
      this.#recentFrom = position(after)?.sequence ?? 0;
      this.#tellState('live');
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      const parser = new EventStreamParser();
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        clearTimeout(watch);
        watch = setTimeout(abort, silenceMilliseconds);
        const records = parser.push(decoder.decode(value, { stream: true }));
        if (parser.retry !== undefined) this.#retry = Math.min(Math.max(parser.retry, 200), 10000);
        for (const record of records) this.#spread(record);
        if (records.length > 0) this.#failures = 0;
      }
    } finally {
      clearTimeout(watch);
    }
  }

  #spread(record) {
    if (record.event === 'event') {
      this.#recent.push(record);
      if (this.#recent.length > remembered) this.#recentFrom = position(this.#recent.shift().id)?.sequence ?? 0;
    }
    this.#channel?.postMessage({ type: 'record', record });
    this.#options.onRecord(record);
  }

  #tellState(state) {
    this.#channel?.postMessage({ type: 'state', state });
    this.#options.onState(state);
  }

  #hear(message) {
    if (message.type === 'hello' && this.#isLeader) return this.#catchUp(message.after);
    if (this.#isLeader) return;
    this.#watchLeader();
    if (message.type === 'record') this.#options.onRecord(message.record);
    if (message.type === 'state') this.#options.onState(message.state);
  }

  /** A tab that has just come gets what it missed since its snapshot, or is told to take a newer one. */
  #catchUp(after) {
    const from = position(after)?.sequence ?? 0;
    if (from < this.#recentFrom) {
      this.#channel.postMessage({ type: 'record', record: { event: 'reset', data: '{"reason":"late"}', id: '' } });
      return;
    }
    for (const record of this.#recent) {
      if ((position(record.id)?.sequence ?? 0) > from) this.#channel.postMessage({ type: 'record', record });
    }
    this.#channel.postMessage({ type: 'state', state: this.#failures === 0 ? 'live' : 'lost' });
  }

  /** The leader tells at least a heartbeat; when it is silent its tab may be frozen, and this one reads for itself. */
  #watchLeader() {
    clearTimeout(this.#silence);
    if (!this.#stopped.signal.aborted) this.#silence = setTimeout(() => this.#lead(), silenceMilliseconds);
  }

  #pause() {
    const pause = Math.min(this.#retry * 2 ** this.#failures, longestPause) * (0.5 + Math.random());
    this.#failures += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
