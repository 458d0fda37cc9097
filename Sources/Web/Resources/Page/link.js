// The bar that says how the connection is; silent while all is well.

import { button, element } from './dom.js';
import { icon } from './icons.js';
import { t } from './words.js';

const graceMilliseconds = 2500;
const goodNewsMilliseconds = 2500;

export class Link {
  #bar;
  #onChange;
  #timer = undefined;
  #isShown = false;
  /** Whether the stream is open. */
  isUp = true;

  constructor(bar, onChange) {
    this.#bar = bar;
    this.#onChange = onChange;
    window.addEventListener('offline', () => this.take('lost'));
  }

  /** Takes the stream's state; a short break is not worth a word. */
  take(state) {
    clearTimeout(this.#timer);
    const isUp = state === 'live';
    const isChange = isUp !== this.isUp;
    this.isUp = isUp;
    if (!isUp) {
      this.#timer = setTimeout(() => this.#show(navigator.onLine ? 'reconnecting' : 'offline', 'is-lost', 'offline'), navigator.onLine ? graceMilliseconds : 0);
    } else if (this.#isShown) {
      this.#show('reconnected', 'is-good', 'check');
      this.#timer = setTimeout(() => this.clear(), goodNewsMilliseconds);
    }
    if (isChange) this.#onChange();
  }

  /** Takes the bar away. */
  clear() {
    this.#isShown = false;
    this.#bar.hidden = true;
    this.#bar.replaceChildren();
  }

  /** Says that the visit could not begin, with a way to try again. */
  showFailure(why, retry) {
    this.#isShown = true;
    this.#bar.className = 'bar is-lost';
    this.#bar.hidden = false;
    this.#bar.replaceChildren(icon('offline'), element('span', { text: t('failedTitle') + ' ' + why }),
      button({ class: 'bar-button', on: { click: () => retry() } }, element('span', { text: t('tryAgain') })));
  }

  #show(text, mood, drawing) {
    this.#isShown = true;
    this.#bar.className = 'bar ' + mood;
    this.#bar.hidden = false;
    this.#bar.replaceChildren(icon(drawing), element('span', { text: t(text) }));
  }
}
