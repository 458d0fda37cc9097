// What the visitor wrote and the backend has not confirmed: kept over a reload, sent once, in order.

import { Refusal, newID } from './api.js';

const place = 'zuoxi.outbox';
const firstPause = 800;
const longestPause = 15000;
const unreadLimit = 5;

/** A 400 that says nothing is no decision of the backend's: part of the request was lost on its way. It is sent again, some times. */
function isUnread(error, item) {
  if (error.status !== 400 || error.problem?.type) return false;
  item.unread = (item.unread ?? 0) + 1;
  return item.unread <= unreadLimit;
}

export class Outbox {
  #visit;
  #onChange;
  #onPosting;
  #isPumping = false;
  #pause = firstPause;
  #timer = undefined;
  /** Items `{ id, text, image, failure }` in the order written; `failure` is set when the backend refused. */
  items = [];

  /** `onChange()` when the items changed; `onPosting(send)` sends and takes the answer. */
  constructor(visit, { onChange, onPosting }) {
    this.#visit = visit;
    this.#onChange = onChange;
    this.#onPosting = onPosting;
    window.addEventListener('online', () => this.hurry());
  }

  /** Takes up what was left before a reload, if it is the same person's. */
  restore() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null');
      if (kept?.subject === this.#visit.subject && Array.isArray(kept.items)) this.items = kept.items;
    } catch {
      this.items = [];
    }
    this.#pump();
  }

  /** Adds words to be sent. */
  add(text, image) {
    const item = { id: newID(), text, image, at: Date.now() };
    this.items.push(item);
    this.#keep();
    this.#pump();
    return item;
  }

  /** Sends a refused item again; as it never became durable it gets a new id. */
  retry(id) {
    const item = this.items.find((other) => other.id === id);
    if (!item) return;
    item.id = newID();
    delete item.failure;
    delete item.unread;
    this.#keep();
    this.hurry();
  }

  /** Drops an item that was refused. */
  drop(id) {
    this.items = this.items.filter((item) => item.id !== id);
    this.#keep();
    this.#pump();
  }

  /** Tries now instead of after the pause: the network is back. */
  hurry() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pause = firstPause;
    this.#pump();
  }

  async #pump() {
    if (this.#isPumping || this.#timer !== undefined) return;
    this.#isPumping = true;
    try {
      for (;;) {
        const item = this.items.find((other) => !other.failure);
        if (!item || !(await this.#post(item))) return;
      }
    } finally {
      this.#isPumping = false;
    }
  }

  /** Whether to go on with the next. */
  async #post(item) {
    const id = item.id;
    try {
      // The same id and key every time: an answer that was lost on the way is given again, and nothing is said twice.
      await this.#onPosting(() => this.#visit.send('POST', '/v1/visit/messages', { id, text: item.text, image: item.image?.id }, id));
      this.items = this.items.filter((other) => other !== item);
      this.#pause = firstPause;
      this.#keep();
      return true;
    } catch (error) {
      if (error instanceof Refusal && !error.isPassing && error.status !== 401 && !isUnread(error, item)) {
        item.failure = { zh: error.words('zh') ?? '', en: error.words('en') ?? '' };
        this.#keep();
        return true;
      }
      const pause = error.retryAfter !== undefined ? error.retryAfter * 1000 : this.#pause * (0.5 + Math.random());
      this.#pause = Math.min(this.#pause * 2, longestPause);
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#pump();
      }, pause);
      this.#onChange();
      return false;
    }
  }

  #keep() {
    try {
      if (this.items.length === 0) sessionStorage.removeItem(place);
      else sessionStorage.setItem(place, JSON.stringify({ subject: this.#visit.subject, items: this.items }));
    } catch {
      // Without storage the outbox lives as long as the page.
    }
    this.#onChange();
  }
}
