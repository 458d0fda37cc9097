// The page's side of the talk with the host page around it; alone in a tab there is none.
// Which hosts may frame the page at all is the backend's to say (frame-ancestors); here every message is checked against that one host.

const parameters = new URLSearchParams(location.search);
const patienceMilliseconds = 8000;

export class Embed {
  #host = undefined;
  #listeners = new Map();
  #questions = [];
  /** Whether the panel is open on the host page. */
  isOpen = true;
  /** What a capture of the host page's tab is known by; undefined where the browser has no such thing. */
  captureHandle = undefined;
  /** Whether the host page has the focus. */
  hostHasFocus = false;

  constructor() {
    if (window.parent === window) return;
    this.#host = hostOrigin();
    this.isOpen = false;
    if (this.#host === undefined) return;
    window.addEventListener('message', (event) => this.#receive(event));
    this.tell({ type: 'ready' });
  }

  /** Whether a host page stands around this one. */
  get isEmbedded() {
    return this.#host !== undefined;
  }

  /** Calls `listener` for `opened`, `closed`, `focus` and `identity`. */
  on(type, listener) {
    this.#listeners.set(type, listener);
  }

  /** Tells the host page something; only to the origin it was embedded by. */
  tell(message) {
    if (this.#host !== undefined) window.parent.postMessage({ zuoxi: 1, ...message }, this.#host);
  }

  /** Asks the host for the visitor's signed identity; null when there is none. `isFresh`: the last one is not good any more. */
  identity(isFresh = false) {
    if (this.#host === undefined) return Promise.resolve(null);
    return new Promise((resolve) => {
      const question = { resolve, timer: setTimeout(() => this.#answer(question, null), patienceMilliseconds) };
      this.#questions.push(question);
      this.tell({ type: 'identity-needed', isFresh });
    });
  }

  #answer(question, identity) {
    clearTimeout(question.timer);
    this.#questions = this.#questions.filter((other) => other !== question);
    question.resolve(identity);
  }

  #receive(event) {
    if (event.source !== window.parent || event.origin !== this.#host || event.data?.zuoxi !== 1) return;
    const message = event.data;
    if (message.type === 'identity') {
      const identity = typeof message.identity === 'string' ? message.identity : null;
      const questions = this.#questions;
      for (const question of questions) this.#answer(question, identity);
      if (questions.length === 0) this.#listeners.get('identity')?.(identity);
      return;
    }
    if (message.type === 'opened') this.isOpen = true;
    if (message.type === 'closed') this.isOpen = false;
    if (message.type === 'capture-handle' && typeof message.handle === 'string') this.captureHandle = message.handle;
    if (message.type === 'focus') this.hostHasFocus = message.hasFocus === true;
    this.#listeners.get(message.type)?.(message);
  }
}

function hostOrigin() {
  const stated = parameters.get('host');
  const ancestor = location.ancestorOrigins?.[0];
  if (stated === null || (ancestor !== undefined && ancestor !== stated)) return undefined;
  return stated;
}
