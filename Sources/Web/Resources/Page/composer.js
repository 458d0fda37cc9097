// Where the visitor writes. Enter sends; while an input method composes it never does.

import { button, element, say } from './dom.js';
import { icon } from './icons.js';
import { t } from './words.js';

const longestBytes = 8192;
const draftEveryMilliseconds = 500;
const keptDraft = 'zuoxi.draft';

export class Composer {
  #field;
  #send;
  #human;
  #note = element('p', { class: 'composer-note', role: 'status' });
  #isComposing = false;
  #composedAt = -1000;
  #onSend;
  #onDraft;
  #onFiles;
  #picture;
  #call;
  #draftTimer = undefined;
  #draftAt = -1000;
  #toldDraft = '';
  #tellsDrafts = false;

  constructor(root, { onSend, onDraft, onHuman, onFiles, onCall }) {
    this.#onSend = onSend;
    this.#onDraft = onDraft;
    this.#onFiles = onFiles;
    this.#field = element('textarea', { id: 'message', class: 'composer-field', rows: 1, placeholder: t('placeholder'), 'aria-label': t('messageLabel'),
      autocomplete: 'off', enterkeyhint: 'send', dir: 'auto' });
    this.#send = button({ id: 'send', class: 'send-button', 'aria-label': t('sendButton'), title: t('sendButton'), disabled: true }, icon('send'));
    this.#human = button({ id: 'human', class: 'human-button', on: { click: onHuman } }, icon('service'), element('span', { text: t('human') }));
    const chooser = element('input', { type: 'file', id: 'picture-file', accept: 'image/*', multiple: true, hidden: true });
    chooser.addEventListener('change', () => {
      onFiles([...chooser.files]);
      chooser.value = '';
    });
    this.#picture = button({ id: 'picture', class: 'picture-button', hidden: true, 'aria-label': t('pictureSend'), title: t('pictureSend'),
      on: { click: () => chooser.click() } }, icon('picture'));
    this.#call = button({ id: 'call-open', class: 'human-button', hidden: true, on: { click: onCall } }, icon('phone'), element('span', { text: t('callOpen') }));
    this.#takeDropped(root.ownerDocument);
    root.append(element('div', { class: 'composer-tools' }, this.#human, this.#picture, this.#call, chooser, this.#note),
      element('div', { class: 'composer-box' }, this.#field, this.#send));
    this.#field.addEventListener('input', () => this.#changed());
    // Also when the panel is opened: it has a width from then on.
    addEventListener('resize', () => this.#fit());
    this.#field.addEventListener('keydown', (event) => this.#pressed(event));
    this.#field.addEventListener('compositionstart', () => (this.#isComposing = true));
    this.#field.addEventListener('compositionend', (event) => {
      this.#isComposing = false;
      this.#composedAt = event.timeStamp;
    });
    this.#send.addEventListener('click', () => {
      this.#submit();
      this.focus();
    });
    this.#restore();
  }

  /** Draws what is so now. */
  render({ talk, isBusy, canCall }) {
    this.#call.hidden = !canCall;
    this.#call.disabled = isBusy;
    this.#human.hidden = talk.stage === 'waiting' || talk.stage === 'talking';
    this.#human.disabled = isBusy;
    this.#picture.hidden = !this.#human.hidden;
    this.#field.placeholder = t(talk.stage === 'talking' ? 'placeholderTalking' : 'placeholder');
    this.#tellsDrafts = talk.stage === 'talking' && !talk.conversation.agentAway;
    this.#showNote();
  }

  /** Puts the caret into the field. */
  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Puts the caret into the field where no keyboard would jump up over the page. */
  invite() {
    if (!matchMedia('(pointer: coarse)').matches) this.focus();
  }

  /** Pictures pasted into the page or dropped on it. */
  #takeDropped(page) {
    page.addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0 && this.#onFiles(files)) event.preventDefault();
    });
    page.addEventListener('dragover', (event) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    });
    page.addEventListener('drop', (event) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.#onFiles(files);
    });
  }

  #pressed(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    // Safari ends the composition before it reports the Enter that ended it, marked only by key code 229 and the same moment.
    const belongsToComposition =
      event.isComposing || this.#isComposing || event.keyCode === 229 || event.timeStamp - this.#composedAt < 30;
    if (belongsToComposition) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.#field.value.replace(/\r\n?/g, '\n').trim();
    if (text === '' || this.#excess() > 0) return;
    this.#field.value = '';
    this.#changed();
    this.#onSend(text);
  }

  #excess() {
    return new TextEncoder().encode(this.#field.value.trim()).length - longestBytes;
  }

  /** As high as what is written; in a panel that is closed nothing can be measured. */
  #fit() {
    const field = this.#field;
    field.style.height = 'auto';
    if (field.clientWidth > 0) field.style.height = Math.min(field.scrollHeight, 132) + 'px';
  }

  #changed() {
    const field = this.#field;
    this.#fit();
    this.#send.disabled = field.value.trim() === '' || this.#excess() > 0;
    this.#showNote();
    try {
      sessionStorage.setItem(keptDraft, field.value.slice(0, longestBytes));
    } catch {
      // A draft that cannot be kept is only lost with the page.
    }
    this.#tellDraft();
  }

  #showNote() {
    const excess = this.#excess();
    this.#note.classList.toggle('is-error', excess > 0);
    say(this.#note, excess > 0 ? t('tooLong', excess) : this.#tellsDrafts ? t('draftSeen') : '');
  }

  /** At most twice a second; an emptied field is told at once. */
  #tellDraft() {
    clearTimeout(this.#draftTimer);
    if (!this.#tellsDrafts && this.#toldDraft === '') return;
    const pause = this.#field.value === '' ? 0 : Math.max(0, this.#draftAt + draftEveryMilliseconds - performance.now());
    this.#draftTimer = setTimeout(() => {
      const draft = this.#tellsDrafts ? [...this.#field.value].slice(0, 500).join('') : '';
      if (draft === this.#toldDraft) return;
      this.#toldDraft = draft;
      this.#draftAt = performance.now();
      this.#onDraft(draft);
    }, pause);
  }

  #restore() {
    try {
      this.#field.value = sessionStorage.getItem(keptDraft) ?? '';
    } catch {
      this.#field.value = '';
    }
    requestAnimationFrame(() => this.#changed());
  }
}
