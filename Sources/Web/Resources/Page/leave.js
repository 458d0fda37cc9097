// Leaving a message 留言: what it is about, words, pictures, how to be reached, and by when it is answered.

import { Refusal, newID } from './api.js';
import { button, element } from './dom.js';
import { icon } from './icons.js';
import { isPicture, sendPicture } from './pictures.js';
import { language, localised, momentText, t } from './words.js';

const mostPictures = 9;

export class LeaveForm {
  node = element('form', { class: 'leave-form', id: 'leave-form' });
  #visit;
  #id = newID();
  #onLeft;
  #matter = element('input', { class: 'leave-field', id: 'leave-matter', maxlength: 80, required: true, autocomplete: 'off' });
  #text = element('textarea', { class: 'leave-field', id: 'leave-text', rows: 5, maxlength: 2000 });
  #contact = element('input', { class: 'leave-field', id: 'leave-contact', maxlength: 60, autocomplete: 'tel' });
  #group = element('select', { class: 'leave-field', id: 'leave-group' });
  #files = element('input', { type: 'file', accept: 'image/*,.heic,.heif', multiple: true, class: 'unseen', id: 'leave-files', 'aria-label': t('leavePictures') });
  #pictures = element('ul', { class: 'leave-pictures' });
  #problem = element('p', { class: 'centre-problem', role: 'alert', hidden: true });
  #send = button({ class: 'primary-button', id: 'leave-send' }, icon('send'), element('span', { text: t('leaveSend') }));
  #items = [];

  constructor(visit, terms, onLeft) {
    this.#visit = visit;
    this.#onLeft = onLeft;
    for (const group of terms?.groups ?? []) this.#group.append(element('option', { value: group.id, text: localised(group.name) }));
    this.#group.selectedIndex = this.#group.options.length - 1;
    const promise = element('span', { 'aria-live': 'polite' });
    // Each group has hours and a promise of its own.
    const tell = () => {
      const dueAt = terms?.groups?.find((group) => group.id === this.#group.value)?.dueAt ?? terms?.dueAt;
      promise.textContent = dueAt ? t('leavePromise', momentText(dueAt)) : t('leavePromiseNone');
    };
    tell();
    this.#group.addEventListener('change', tell);
    this.node.append(
      element('p', { class: 'leave-promise' }, icon('clock'), promise), this.#problem,
      field(t('leaveMatter'), this.#matter), field(t('leaveGroup'), this.#group), field(t('leaveText'), this.#text),
      element('label', { class: 'file-button' }, this.#files, icon('picture'), element('span', { text: t('leavePictures') })), this.#pictures,
      field(t('leaveContact'), this.#contact), this.#send);
    this.#files.addEventListener('change', () => {
      this.#take([...this.#files.files]);
      this.#files.value = '';
    });
    this.#send.addEventListener('click', () => this.#leave());
    this.node.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#leave();
    });
  }

  #take(files) {
    for (const file of files.filter(isPicture).slice(0, mostPictures - this.#items.length)) {
      const item = { id: newID(), name: file.name, file, url: URL.createObjectURL(file), progress: 0 };
      this.#items.push(item);
      item.done = sendPicture(this.#visit, item, {
        path: '/v1/visit/offline-messages/' + this.#id + '/images', onProgress: () => {}, isWanted: () => this.#items.includes(item),
      }).catch((error) => {
        this.#items = this.#items.filter((other) => other !== item);
        this.#say((error instanceof Refusal && error.words(language)) || t('pictureFailed'));
        this.#draw();
      });
    }
    this.#draw();
  }

  #draw() {
    this.#pictures.replaceChildren(...this.#items.map((item) => element('li', {}, element('img', { src: item.url, alt: item.name }),
      button({ class: 'icon-button small', 'aria-label': t('drop'), on: { click: () => this.#drop(item) } }, icon('trash')))));
  }

  #drop(item) {
    item.abort?.();
    this.#items = this.#items.filter((other) => other !== item);
    this.#draw();
  }

  async #leave() {
    if (!this.#matter.value.trim()) {
      this.#say(t('leaveMatterMissing'));
      return this.#matter.focus();
    }
    this.#send.disabled = true;
    this.#say('');
    const images = (await Promise.all(this.#items.map((item) => item.done))).filter(Boolean).map((image) => image.id);
    const body = { id: this.#id, matter: this.#matter.value.trim(), text: this.#text.value, contact: this.#contact.value, group: this.#group.value || undefined, images };
    try {
      // The same id each time: pressed again after a lost answer, it is one message.
      const detail = await this.#visit.send('POST', '/v1/visit/offline-messages', body, this.#id + '-leave');
      this.#onLeft(detail.message);
    } catch (error) {
      this.#say((error instanceof Refusal && error.words(language)) || t('leaveFailed'));
      this.#send.disabled = false;
    }
  }

  #say(text) {
    this.#problem.textContent = text;
    this.#problem.hidden = text === '';
  }
}

function field(label, input) {
  return element('label', { class: 'leave-label' }, element('span', { text: label }), input);
}
