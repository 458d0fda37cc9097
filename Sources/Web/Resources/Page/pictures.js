// Pictures: made small enough before they travel, sent with their progress on the screen, shown once they have come.

import { Refusal, newID } from './api.js';
import { button, element, outside } from './dom.js';
import { icon } from './icons.js';
import { t } from './words.js';

const longestSide = 4096;
const wantedBytes = 3 << 20;
const mostBytes = 10 << 20;
const mostAtOnce = 9;

/** Pictures on their way. Items `{ id, name, url, progress, failure, file }`, in the order chosen. */
export class Uploads {
  #visit;
  #onChange;
  #onDone;
  items = [];

  /** `onChange()` when something moved; `onDone(reference)` when the backend has a picture. */
  constructor(visit, { onChange, onDone }) {
    this.#visit = visit;
    this.#onChange = onChange;
    this.#onDone = onDone;
  }

  /** Takes files that were chosen, pasted or dropped; others than pictures are passed over. Returns whether there was one. */
  take(files) {
    const pictures = [...files].filter(isPicture);
    for (const file of pictures.slice(0, mostAtOnce)) {
      const item = { id: newID(), at: Date.now(), name: file.name, file, url: URL.createObjectURL(file), progress: 0 };
      this.items.push(item);
      this.#send(item);
    }
    this.#onChange();
    return pictures.length > 0;
  }

  /** Sends a picture that failed again. */
  retry(id) {
    const item = this.items.find((other) => other.id === id);
    if (!item) return;
    delete item.failure;
    item.progress = 0;
    this.#send(item);
    this.#onChange();
  }

  /** Lets a picture go. */
  drop(id) {
    const item = this.items.find((other) => other.id === id);
    item?.abort?.();
    if (item) URL.revokeObjectURL(item.url);
    this.items = this.items.filter((other) => other.id !== id);
    this.#onChange();
  }

  async #send(item) {
    const isWanted = () => this.items.includes(item);
    try {
      const reference = await sendPicture(this.#visit, item, { onProgress: this.#onChange, isWanted });
      if (!isWanted()) return;
      this.#onDone(reference, item.url);
      this.items = this.items.filter((other) => other !== item);
    } catch (error) {
      if (!isWanted()) return;
      const isRefusal = error instanceof Refusal;
      item.isRefused = isRefusal && !error.isPassing;
      item.failure = { zh: (isRefusal && error.words('zh')) || t('pictureFailed'), en: (isRefusal && error.words('en')) || t('pictureFailed') };
    }
    this.#onChange();
  }
}

/** Whether a file is a picture, as far as its name and type tell. */
export function isPicture(file) {
  return file.type.startsWith('image/') || /\.(png|jpe?g|gif|webp|heic|heif|avif)$/i.test(file.name);
}

/** Sends a picture's bytes, made small enough; `item` has `id`, `name`, `file`, `url` and gets `progress` and `abort`. Returns what the backend made of
 *  it; nothing when it is not wanted any more. */
export async function sendPicture(visit, item, { onProgress, isWanted, path: base = '/v1/visit/images' }) {
  item.blob ??= await prepared(item.file);
  // What is sent is what is shown.
  if (item.blob !== item.file && !item.sentURL) {
    URL.revokeObjectURL(item.url);
    item.url = item.sentURL = URL.createObjectURL(item.blob);
  }
  requireSize(item.blob);
  const path = base + '?name=' + encodeURIComponent(item.name.slice(0, 120));
  for (let tries = 0; ; tries += 1) {
    try {
      return await visit.upload(path, item.blob, item.id, (progress, abort) => {
        item.abort = abort;
        item.progress = progress;
        if (item.bar) item.bar.value = progress;
        onProgress();
      });
    } catch (error) {
      if (!isWanted()) return undefined;
      // Busy for a moment: the same picture under the same key, so that it is kept once.
      if (!(error instanceof Refusal) || !error.isPassing || tries >= 4) throw error;
      await new Promise((done) => setTimeout(done, (error.retryAfter ?? 1) * 1000 * (0.5 + Math.random())));
    }
  }
}

/** Refuses what is too large before it travels, in the words a backend would use, with the size it has. */
export function requireSize(blob) {
  if (blob.size <= mostBytes) return;
  const words = t('pictureTooLarge', (blob.size / (1 << 20)).toFixed(1), mostBytes >> 20);
  throw new Refusal(413, { detail: words, detailEnglish: words });
}

/** The file, or a smaller drawing of it when it has more pixels or bytes than help anybody. Moving pictures are left as they are. */
export async function prepared(file) {
  const isStill = !['image/gif', 'image/webp'].includes(file.type);
  const isCommon = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(file.type);
  if (isCommon && (file.size <= wantedBytes || (!isStill && file.size <= mostBytes))) return file;
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return file;
  }
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const drawn = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.88));
  return drawn && (!isCommon || drawn.size < file.size) ? drawn : file;
}

/** A picture on its way. */
export function uploadElement(item, language, { onRetry, onDrop }) {
  const image = element('img', { class: 'picture-image', src: item.url, alt: '' });
  const bar = element('progress', { class: 'picture-progress', max: 1, value: item.progress, 'aria-label': t('sending') });
  item.bar = bar;
  const column = element('div', { class: 'column' }, element('div', { class: 'bubble picture' }, image, item.failure ? null : bar));
  if (item.failure) {
    column.append(element('p', { class: 'mark is-failed', role: 'alert' }, element('span', { text: t('failed') + '：' + item.failure[language === 'en' ? 'en' : 'zh'] })),
      element('div', { class: 'mark-acts' },
        // What was refused is refused again.
        item.isRefused ? null : button({ class: 'link-button', 'data-act': 'retry-picture', on: { click: onRetry } }, icon('retry'), element('span', { text: t('retry') })),
        button({ class: 'link-button', on: { click: onDrop } }, icon('trash'), element('span', { text: t('drop') }))));
  }
  return element('article', { class: 'message is-own is-pending' + (item.failure ? ' is-failed' : ''), 'aria-label': t('you') }, column);
}

/** Pictures that have come, by id, so that each is fetched once. */
export class Gallery {
  #visit;
  #urls = new Map();

  constructor(visit) {
    this.#visit = visit;
  }

  /** What this page sent itself need not be fetched. */
  know(id, url) {
    this.#urls.set(id, Promise.resolve(url));
  }

  /** A picture's address within this page. */
  url(id) {
    if (!this.#urls.has(id)) {
      const fetched = this.#visit.blob('/v1/images/' + encodeURIComponent(id)).then((blob) => URL.createObjectURL(blob));
      this.#urls.set(id, fetched);
      fetched.catch(() => this.#urls.delete(id));
    }
    return this.#urls.get(id);
  }

  /** A picture of the talk: its place is kept while it comes; pressing it shows it whole. */
  element(card) {
    const { image, words } = card;
    const box = element('figure', { class: 'bubble picture' });
    const label = t('picture') + (image.name ? ' ' + image.name : '');
    const shown = element('img', { class: 'picture-image', alt: label, width: image.width, height: image.height });
    const opener = button({ class: 'picture-open', 'aria-label': t('pictureOpen'), 'data-act': 'open-picture', on: { click: () => this.#show(image, label) } }, shown);
    box.append(opener);
    if (words) box.append(outside(words, 'figcaption', { class: 'picture-words' }));
    this.#load(image.id, shown, box);
    return box;
  }

  /** A small view of a picture; pressing it shows it whole. */
  thumbnail(image) {
    const label = t('picture') + (image.name ? ' ' + image.name : '');
    const shown = element('img', { alt: label });
    const opener = button({ class: 'thumbnail', 'aria-label': t('pictureOpen') + ' ' + image.name, 'data-focus': 'open-' + image.id,
      on: { click: () => this.#show(image, label) } }, shown);
    this.url(image.id).then((url) => (shown.src = url)).catch(() => opener.classList.add('is-missing'));
    return opener;
  }

  async #load(id, shown, box) {
    try {
      shown.src = await this.url(id);
    } catch {
      box.classList.add('is-missing');
      box.querySelector('.picture-failed')?.remove();
      const again = button({ class: 'link-button picture-failed', on: { click: () => {
        box.classList.remove('is-missing');
        again.remove();
        this.#load(id, shown, box);
      } } }, icon('retry'), element('span', { text: t('pictureMissing') }));
      box.append(again);
    }
  }

  async #show(image, label) {
    let url;
    try {
      url = await this.url(image.id);
    } catch {
      return;
    }
    const dialog = element('dialog', { class: 'picture-whole', 'aria-label': label });
    const close = button({ class: 'icon-button', 'aria-label': t('close'), on: { click: () => dialog.close() } }, icon('close'));
    dialog.append(element('img', { src: url, alt: label }), close);
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}
