// The card of a waiting visitor: place, expected wait, time waited, and the way out of the queue.

import { button, element, say } from './dom.js';
import { icon } from './icons.js';
import { duration, localised, t, waitText } from './words.js';

const spokenEveryMilliseconds = 20000;

export class Waiting {
  #root;
  #announce;
  #figures = { position: figure('position'), expected: figure('expected'), waited: figure('waited') };
  #group = element('span', { class: 'waiting-group outside', dir: 'auto' });
  #title = element('strong', { text: t('waitingTitle') });
  #hint = element('p', { class: 'hint', text: t('waitingHint') });
  #leave;
  #timer = undefined;
  #spoken = { text: '', at: 0 };

  #onTick;
  #isLate;

  constructor(root, { onLeave, onTick, isLate, announce }) {
    this.#root = root;
    this.#onTick = onTick;
    this.#isLate = isLate;
    this.#announce = announce;
    this.#leave = button({ class: 'plain-button', id: 'leave', on: { click: onLeave } }, icon('leave'), element('span', { text: t('leave') }));
    const figures = Object.values(this.#figures).map((one) => one.node);
    root.setAttribute('aria-label', t('waitingTitle'));
    root.append(
      element('div', { class: 'waiting' },
        element('div', { class: 'waiting-head' }, element('span', { class: 'pulse', 'aria-hidden': 'true' }),
          this.#title, this.#group, this.#leave),
        element('dl', { class: 'waiting-figures' }, ...figures),
        this.#hint));
  }

  /** Draws what is so now; the time waited goes on by itself. */
  render(talk, isBusy) {
    const isWaiting = talk.stage === 'waiting';
    this.#root.hidden = !isWaiting;
    this.#leave.disabled = isBusy;
    clearInterval(this.#timer);
    if (!isWaiting) return;
    const standing = talk.standing;
    say(this.#group, localised(standing?.group));
    const isCalling = standing?.isCalling === true;
    say(this.#title, t(isCalling ? 'callingTitle' : 'waitingTitle'));
    say(this.#hint, t(isCalling ? 'callingHint' : 'waitingHint'));
    this.#root.dataset.calling = String(isCalling);
    say(this.#figures.position.value, standing ? t('positionValue', standing.position) : '—');
    const tick = () => {
      say(this.#figures.waited.value, duration(waitedSeconds(talk)));
      say(this.#figures.expected.value, standing ? waitText(this.#expected(standing)) : '—');
    };
    tick();
    this.#timer = setInterval(() => {
      tick();
      this.#onTick();
    }, 1000);
    if (standing) this.#speak(standing);
  }

  /** The expected wait. Nobody is told “soon” again and again: who has waited long hears it when they are called. */
  #expected({ expectedWaitSeconds, isCalling }) {
    return expectedWaitSeconds < 60 && !isCalling && this.#isLate() ? undefined : expectedWaitSeconds;
  }

  /** Told to a screen reader when the place changed, and not at every step of a fast queue. */
  #speak(standing) {
    const text = standing.isCalling ? t('callingTitle') : t('standingSpoken', standing.position, waitText(this.#expected(standing)));
    const now = performance.now();
    if (text === this.#spoken.text || (this.#spoken.text !== '' && now - this.#spoken.at < spokenEveryMilliseconds)) return;
    this.#spoken = { text, at: now };
    this.#announce(text);
  }
}

/** How long somebody has waited so far. */
export function waitedSeconds(talk) {
  const since = (performance.now() - talk.standingAt) / 1000;
  return talk.standing ? talk.standing.waitedSeconds + since : since;
}

function figure(name) {
  const value = element('dd', { class: 'figure-value', 'data-figure': name, text: '—' });
  return { value, node: element('div', { class: 'figure' }, element('dt', { text: t(name) }), value) };
}
