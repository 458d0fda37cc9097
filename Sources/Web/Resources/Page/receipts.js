// How far this screen has received and read, and what is unread.

import { t } from './words.js';

const pauseMilliseconds = 300;

export class Receipts {
  #visit;
  #talk;
  #embed;
  #isAtEnd;
  #told = { conversation: '', delivered: 0, read: 0 };
  #read = { conversation: '', number: 0 };
  #timer = undefined;
  #unread = -1;

  constructor(visit, talk, embed, isAtEnd) {
    this.#visit = visit;
    this.#talk = talk;
    this.#embed = embed;
    this.#isAtEnd = isAtEnd;
    document.addEventListener('visibilitychange', () => this.update());
    window.addEventListener('focus', () => this.update());
  }

  /** Whether a person can be reading: open, on the screen, with the focus, at the end of the talk. */
  get isReading() {
    const hasFocus = document.hasFocus() || this.#embed.hostHasFocus;
    return this.#embed.isOpen && document.visibilityState === 'visible' && hasFocus && this.#isAtEnd();
  }

  /** Looks again, after anything changed. */
  update() {
    const talk = this.#talk;
    const id = talk.conversation?.id ?? '';
    if (this.#read.conversation !== id) this.#read = { conversation: id, number: talk.conversation?.taxpayerReceipt?.read ?? 0 };
    const last = talk.lastNumber;
    if (this.isReading && last > this.#read.number) this.#read.number = last;
    this.#showUnread(talk.list.filter((message) => message.number > this.#read.number && message.author.side === 'agent').length);
    if (talk.stage === 'talking' && this.#timer === undefined) this.#timer = setTimeout(() => this.#tell(), pauseMilliseconds);
  }

  async #tell() {
    this.#timer = undefined;
    const talk = this.#talk;
    const report = { conversation: talk.conversation?.id, delivered: talk.lastNumber, read: Math.min(this.#read.number, talk.lastNumber) };
    const told = this.#told;
    const isNews = report.conversation !== told.conversation || report.delivered > told.delivered || report.read > told.read;
    if (talk.stage !== 'talking' || !isNews) return;
    this.#told = report;
    try {
      await this.#visit.send('POST', '/v1/visit/receipt', { delivered: report.delivered, read: report.read });
    } catch {
      this.#told = told;
    }
  }

  #showUnread(count) {
    if (count === this.#unread) return;
    this.#unread = count;
    this.#embed.tell({ type: 'unread', count });
    document.title = (count > 0 ? '(' + count + ') ' : '') + t('title');
  }
}
