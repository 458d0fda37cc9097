// Tells the backend how the way to the other browser is; the last word counts, and it is said until it is heard.

const pauseMilliseconds = 1500;

export class Report {
  #send;
  #wanted = undefined;
  #told = undefined;
  #isSending = false;

  /** `send(link)`: tells it once. */
  constructor(send) {
    this.#send = send;
  }

  /** The way is like that now. */
  tell(link) {
    this.#wanted = link;
    this.#run();
  }

  /** The backend has another word than this browser, as after a moment without the stream: it is told again. */
  correct(known, link) {
    if (link === undefined || this.#isSending || known === undefined || known === link || this.#told !== link) return;
    this.#told = undefined;
    this.tell(link);
  }

  /** Nothing more to tell. */
  stop() {
    this.#wanted = this.#told = undefined;
  }

  async #run() {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#wanted !== undefined && this.#wanted !== this.#told) {
      const link = this.#wanted;
      try {
        await this.#send(link);
        this.#told = link;
      } catch (error) {
        if (error.status >= 400 && error.status < 500 && error.status !== 429) break;
      }
      await new Promise((done) => setTimeout(done, pauseMilliseconds));
    }
    this.#isSending = false;
  }
}
