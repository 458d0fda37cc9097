// The list of everything said: keeps its elements from one drawing to the next, stays at the end unless the reader scrolled up.

import { button, element, outside } from './dom.js';
import { icon } from './icons.js';
import { messageElement, pendingElement, suggestionList } from './messages.js';
import { uploadElement } from './pictures.js';
import { endedCard } from './rating.js';
import { language, localised, momentText, slotText, t } from './words.js';

const pauseMilliseconds = 300000;
const nearEnd = 80;

export class Log {
  #root;
  #list;
  #acts;
  #parts = new Map();
  #latest;
  #isAtEnd = true;
  #top = 0;
  #isLoadingEarlier = false;
  #hasUnseen = false;

  constructor(root, acts) {
    this.#root = root;
    this.#acts = acts;
    this.#list = element('div', { class: 'log-list', role: 'log', 'aria-live': 'off', 'aria-label': t('log') });
    this.#latest = button({ class: 'latest', hidden: true, on: { click: () => this.toEnd(true) } }, icon('down'), element('span', { text: t('latest') }));
    root.append(this.#list, this.#latest);
    root.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    // The panel is resized, or a picture that has come makes the list longer: whoever is at the end stays there.
    const watcher = new ResizeObserver(() => this.#isAtEnd && this.toEnd());
    watcher.observe(root);
    watcher.observe(this.#list);
  }

  /** Whether the end is on the screen. */
  get isAtEnd() {
    return this.#isAtEnd;
  }

  /** From now on new messages are read aloud. */
  startAnnouncing() {
    this.#list.setAttribute('aria-live', 'polite');
  }

  /** Scrolls to the last message. */
  toEnd(isSmooth = false) {
    this.#isAtEnd = true;
    this.#hasUnseen = false;
    this.#latest.hidden = true;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#root.scrollTo({ top: this.#root.scrollHeight, behavior: isSmooth && !calm ? 'smooth' : 'instant' });
    this.#top = this.#root.scrollTop;
  }

  /** Draws what is so now. */
  render(view) {
    const wanted = this.#wanted(view);
    const heightBefore = this.#root.scrollHeight;
    const topBefore = this.#root.scrollTop;
    const firstBefore = this.#list.querySelector('.message');
    let place = this.#list.firstChild;
    const kept = new Map();
    for (const { key, signature, make } of wanted) {
      let part = this.#parts.get(key);
      if (!part || part.signature !== signature) {
        const node = make();
        if (part) {
          const focus = part.node.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
          if (place === part.node) place = node;
          part.node.replaceWith(node);
          // Whoever was about to press something in it goes on where they were.
          if (focus) node.querySelector('[data-focus="' + CSS.escape(focus) + '"]')?.focus({ preventScroll: true });
        } else {
          this.#list.insertBefore(node, place);
          if (!this.#isAtEnd) this.#hasUnseen = true;
        }
        part = { signature, node };
      }
      kept.set(key, part);
      if (part.node === place) place = place.nextSibling;
      else if (part.node.nextSibling !== place) this.#list.insertBefore(part.node, place);
    }
    for (const [key, part] of this.#parts) if (!kept.has(key)) part.node.remove();
    this.#parts = kept;
    if (this.#isAtEnd) return this.toEnd();
    const isPrepended = firstBefore !== null && this.#list.querySelector('.message') !== firstBefore;
    if (isPrepended) this.#root.scrollTop = topBefore + this.#root.scrollHeight - heightBefore;
    this.#latest.hidden = false;
    this.#latest.querySelector('span').textContent = t(this.#hasUnseen && !isPrepended ? 'newMessages' : 'latest');
  }

  #wanted({ talk, snapshot, outbox, uploads, isOnline, hasSignInCard, problem }) {
    const wanted = [];
    const add = (key, signature, make) => wanted.push({ key, signature: String(signature), make });
    if (snapshot) add('welcome', snapshot.taxpayer.name + snapshot.isOpen, () => welcome(snapshot, this.#acts));
    for (const earlier of talk.earlier) this.#addMessages(add, earlier.messages, undefined);
    if (talk.earlier.length > 0) add('new', '', () => element('p', { class: 'moment', text: t('newTalk') }));
    // What failed stays where it was written, or it would cover all that comes after it.
    const failed = [...outbox.items, ...uploads.items].filter((item) => item.failure).sort((a, b) => a.at - b.at);
    const addOne = (item) => (outbox.items.includes(item) ? addWritten(item) : addUpload(item));
    const addWritten = (item) => {
      add('out-' + item.id, [item.failure?.zh ?? '', isOnline].join(), () => pendingElement(item, isOnline, language,
        { onRetry: () => this.#acts.retry(item.id), onDrop: () => this.#acts.drop(item.id), gallery: this.#acts.gallery }));
    };
    const addUpload = (item) => {
      add('up-' + item.id, item.failure?.zh ?? '', () => uploadElement(item, language,
        { onRetry: () => uploads.retry(item.id), onDrop: () => uploads.drop(item.id) }));
    };
    this.#addMessages(add, talk.list, talk.conversation, (before) => {
      while (failed.length > 0 && failed[0].at < before) addOne(failed.shift());
    });
    for (const item of outbox.items) if (!item.failure || failed.includes(item)) addWritten(item);
    for (const item of uploads.items) if (!item.failure || failed.includes(item)) addUpload(item);
    const away = talk.stage === 'talking' ? talk.conversation.agentAway : undefined;
    if (away) add('away', away.since, () => awayElement(away));
    if (talk.isAgentTyping) add('typing', '', () => typingElement());
    if (hasSignInCard) add('sign-in', '', () => signInCard(this.#acts));
    if (problem) add('problem', problem, () => element('p', { class: 'notice is-problem', role: 'alert', text: problem }));
    if (talk.isEnded && outbox.items.length === 0) {
      add('ended', talk.conversation.id + (talk.conversation.rating?.stars ?? ''), () => endedCard(talk.conversation,
        { onRate: this.#acts.rate, onAgain: this.#acts.again }));
    }
    return wanted;
  }

  #addMessages(add, messages, conversation, before = () => {}) {
    let last = 0;
    for (const message of messages) {
      const at = Date.parse(message.at);
      before(at);
      if (at - last > pauseMilliseconds) add('at-' + message.id, '', () => element('p', { class: 'moment' }, element('time', { datetime: message.at, text: momentText(at) })));
      last = at;
      const mark = markOf(message, conversation);
      if (message.body.notice && messageElement(message) === undefined) continue;
      const sheet = message.body.sheet?._0.sheet;
      add(message.id, sheet ? this.#acts.sheets.signature(sheet) : mark ?? '', () => messageElement(message, mark, this.#acts));
    }
  }

  async #scrolled() {
    const root = this.#root;
    const isReader = root.scrollTop < this.#top - 1;
    this.#top = root.scrollTop;
    const isNear = root.scrollHeight - root.scrollTop - root.clientHeight < nearEnd;
    // A picture that has just come may have made the list longer before this is told: then nobody scrolled up.
    this.#isAtEnd = isNear || (this.#isAtEnd && !isReader);
    if (this.#isAtEnd) {
      this.#hasUnseen = false;
      this.#latest.hidden = true;
      this.#acts.seen();
    }
    if (root.scrollTop > 60 || this.#isLoadingEarlier) return;
    this.#isLoadingEarlier = true;
    await this.#acts.earlier();
    this.#isLoadingEarlier = false;
  }
}

/** How far the agent has got with one of the visitor's messages; nothing once an earlier conversation is over. */
function markOf(message, conversation) {
  if (message.author.side !== 'taxpayer' || !conversation) return undefined;
  const receipt = conversation.agentReceipt;
  if (!conversation.agent && conversation.stage !== 'waiting') return undefined;
  if ((receipt?.read ?? 0) >= message.number) return 'read';
  return (receipt?.delivered ?? 0) >= message.number ? 'delivered' : 'sent';
}

function welcome(snapshot, acts) {
  const person = snapshot.taxpayer;
  const greeting = person.isAnonymous ? t('welcomeAnonymous') : t('welcome', person.name);
  const card = element('section', { class: 'welcome' }, outside(greeting, 'h2', { class: 'welcome-title' }), element('p', { class: 'welcome-text', text: t('welcomeText') }));
  if (person.enterprise) card.append(element('p', { class: 'enterprise' }, icon('shield'), outside(person.enterprise.name)));
  if (!snapshot.isOpen) {
    const opens = snapshot.opens ? t('opensAt', localised(snapshot.opens)) : '';
    card.append(element('p', { class: 'hours' }, icon('clock'), element('span', { text: t('closedNow', opens) })));
  }
  if (snapshot.popular.length > 0) {
    card.append(element('h3', { class: 'small-title', text: t('popular') }), suggestionList(snapshot.popular.slice(0, 6), acts));
  }
  card.setAttribute('aria-label', localised(snapshot.office));
  return card;
}

/** The agent's seat is cut off: what happens with the talk, and until when it is kept. A short break is passed over. */
function awayElement(away) {
  return element('p', { class: 'notice is-away', id: 'away', role: 'status', text: t('agentAway', slotText(away.keptUntil)) });
}

function typingElement() {
  return element('div', { class: 'message is-other is-agent typing', 'aria-hidden': 'true' }, element('span', { class: 'portrait small' }, icon('person')),
    element('div', { class: 'column' }, element('div', { class: 'bubble dots' }, element('i'), element('i'), element('i'))));
}

function signInCard(acts) {
  const card = element('section', { class: 'card sign-in', role: 'alert' }, element('p', { class: 'card-title' }, icon('shield'), element('span', { text: t('signInTitle') })),
    element('p', { class: 'card-text', text: t('signInText') }));
  const row = element('div', { class: 'card-acts' });
  if (acts.canSignIn()) row.append(button({ class: 'primary-button', id: 'sign-in', on: { click: acts.signIn } }, element('span', { text: t('signIn') })));
  row.append(button({ class: 'secondary-button', on: { click: acts.dismissSignIn } }, element('span', { text: t('later') })));
  card.append(row);
  return card;
}
