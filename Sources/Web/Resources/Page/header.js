// The head of the page: who is speaking, and the ways out.

import { button, element, outside, say } from './dom.js';
import { icon } from './icons.js';
import { localised, t } from './words.js';

const patienceMilliseconds = 4000;

export class Header {
  #portrait = element('span', { class: 'portrait' }, icon('service'));
  #title = element('h1', { class: 'header-title', text: t('title') });
  #status = element('p', { class: 'header-status' });
  #statusText = outside('', 'span');
  #office = outside('', 'span', { class: 'header-office' });
  #end;
  #close;
  #centre;
  #unread = element('span', { class: 'badge', hidden: true });
  #book;
  #count = element('span', { class: 'header-count', hidden: true });

  #absence;
  #later;

  constructor(root, { onEnd, onClose, onBook, onCentre }) {
    this.#book = button({ class: 'header-button', hidden: true, id: 'book', 'aria-label': t('appointments'), title: t('appointments'), on: { click: onBook } },
      icon('calendar'), element('span', { class: 'header-label', text: t('appointments') }), this.#count);
    this.#end = button({ class: 'header-button', hidden: true, id: 'end', 'aria-label': t('end'), title: t('end'), on: { click: onEnd } }, icon('end'),
      element('span', { class: 'header-label', text: t('end') }));
    this.#close = button({ class: 'header-button header-close', hidden: true, id: 'close', 'aria-label': t('close'), title: t('close'),
      on: { click: onClose } }, icon('close'));
    this.#status.append(element('span', { class: 'dot' }), this.#statusText);
    this.#centre = button({ class: 'header-button header-centre', hidden: true, id: 'centre-open', 'aria-label': t('centre'), title: t('centre'),
      on: { click: onCentre } }, icon('person'), this.#unread);
    root.append(this.#portrait, element('div', { class: 'header-words' }, this.#title, this.#status), this.#book, this.#centre, this.#end, this.#close);
    this.#title.append(this.#office);
    this.#say(t('connecting'), 'idle');
  }

  /** Draws what is so now. */
  render(state) {
    const { talk, office, isEmbedded, link, unread, book } = state;
    this.#centre.hidden = unread === undefined;
    this.#unread.hidden = !unread;
    say(this.#unread, String(Math.min(unread ?? 0, 99)));
    this.#centre.setAttribute('aria-label', unread ? t('centreUnread', unread) : t('centre'));
    this.#book.hidden = !book?.canBook;
    this.#count.hidden = (book?.open.length ?? 0) === 0;
    say(this.#count, String(book?.open.length ?? 0));
    say(this.#office, localised(office));
    this.#close.hidden = !isEmbedded;
    this.#end.hidden = talk.stage !== 'talking';
    const name = talk.conversation?.agent?.name ?? '';
    // A console that is back at once was never away: the same four seconds as the card in the talk.
    const away = talk.stage === 'talking' ? talk.conversation.agentAway : undefined;
    const awayFor = away ? Date.now() - this.#awayFrom(away.since) : 0;
    clearTimeout(this.#later);
    if (away && awayFor < patienceMilliseconds) this.#later = setTimeout(() => this.render(state), patienceMilliseconds - awayFor);
    if (link === 'connecting') this.#say(t('connecting'), 'idle');
    else if (talk.stage === 'waiting') this.#say(t('statusWaiting'), 'waiting');
    else if (away && awayFor >= patienceMilliseconds) this.#say(t('statusAway', name), 'waiting');
    else if (talk.stage === 'talking' && talk.conversation.heldSince) this.#say(t('statusHeld', name), 'waiting');
    else if (talk.stage === 'talking') this.#say(t(talk.isAgentTyping ? 'statusTyping' : 'statusTalking', name), 'live');
    else if (talk.isEnded) this.#say(t('statusEnded'), 'idle');
    else this.#say(t('statusAssistant'), 'live');
  }

  /** When this page heard first of that absence, by its own clock. */
  #awayFrom(since) {
    if (this.#absence?.since !== since) this.#absence = { since, heard: Date.now() };
    return this.#absence.heard;
  }

  #say(text, mood) {
    say(this.#statusText, text);
    this.#status.dataset.mood = mood;
  }
}
