// Service sheets 业务办理服务确认单: what is needed, what was uploaded for it, what the agent found, what became of it. Everything in them comes from outside
// and goes in as text.

import { Refusal, newID } from './api.js';
import { button, element, outside } from './dom.js';
import { icon } from './icons.js';
import { isPicture, sendPicture } from './pictures.js';
import { language, localised, t } from './words.js';

const mostPictures = 10;

/** The sheets of this page's talks, with what is on its way to them. */
export class SheetBook {
  #visit;
  #talk;
  #gallery;
  #taking;
  #onChange;
  /** Pictures on their way: `{ id, sheet, material, replaces, name, file, url, progress, failure }`. */
  #items = [];
  #busy = new Set();
  #problems = new Map();
  #version = 0;

  /** `taking(send)` sends and takes the answer into the talk; `onChange()` when something moved. */
  constructor(visit, talk, gallery, { taking, onChange }) {
    this.#visit = visit;
    this.#talk = talk;
    this.#gallery = gallery;
    this.#taking = taking;
    this.#onChange = onChange;
  }

  /** What a card looks like now, so that it is drawn anew only when that changes. */
  signature(id) {
    const { sheet, isOpen } = this.#talk.sheet(id);
    return [sheet?.revision, isOpen, this.#busy.has(id), this.#items.some((item) => item.sheet === id) || this.#problems.has(id) ? this.#version : ''].join();
  }

  /** The card of a sheet. */
  element(card) {
    const { sheet, isOpen } = this.#talk.sheet(card.sheet);
    const box = element('section', { class: 'bubble sheet', 'aria-label': t('sheet') + ' ' + localised(card.title), 'data-sheet': card.sheet });
    if (card.words) box.append(outside(card.words, 'p', { class: 'card-words' }));
    box.append(element('p', { class: 'card-kind' }, icon('form'), element('span', { text: t('sheet') }), sheet ? stageChip(sheet) : null),
      outside(localised(card.title), 'h3', { class: 'card-name' }));
    if (!sheet) return box;
    const mayChange = isOpen && sheet.stage === 'collecting';
    const list = element('ol', { class: 'materials' });
    for (const material of sheet.materials) list.append(this.#material(sheet, material, mayChange));
    box.append(list);
    const problem = this.#problems.get(sheet.id);
    if (problem) box.append(element('p', { class: 'sheet-problem', role: 'alert', text: problem }));
    box.append(this.#foot(sheet, isOpen));
    return box;
  }

  #material(sheet, material, mayChange) {
    const state = stateOf(material);
    const item = element('li', { class: 'material is-' + state, 'data-material': material.code },
      element('p', { class: 'material-head' }, outside(localised(material.name), 'span', { class: 'material-name' }),
        material.isRequired ? element('span', { class: 'material-required', text: t('sheetRequired') }) : null,
        element('span', { class: 'material-state', 'data-state': state, text: t('material_' + state) })));
    if (material.hint) item.append(outside(localised(material.hint), 'p', { class: 'hint' }));
    const sample = webAddress(material.sample);
    if (sample) item.append(element('a', { class: 'material-sample', href: sample, target: '_blank', rel: 'noopener noreferrer', text: t('sheetSample') }));
    if (state === 'returned') item.append(element('p', { class: 'material-reason' }, element('span', { text: t('sheetReason') }), outside(material.check.reason)));
    const isFree = mayChange && state !== 'accepted';
    const shelf = element('div', { class: 'material-shelf' });
    for (const picture of material.pictures) shelf.append(this.#picture(sheet, material, picture, isFree));
    for (const upload of this.#items) if (upload.sheet === sheet.id && upload.material === material.code) shelf.append(this.#upload(upload));
    if (isFree && material.pictures.length < mostPictures) shelf.append(this.#chooser(sheet, material));
    if (shelf.childNodes.length > 0) item.append(shelf);
    return item;
  }

  #picture(sheet, material, picture, isFree) {
    const figure = element('figure', { class: 'material-picture', 'data-image': picture.id });
    figure.append(this.#gallery.thumbnail(picture));
    if (!isFree) return figure;
    const name = localised(material.name);
    figure.append(element('div', { class: 'material-acts' },
      fileButton(t('sheetReplace'), 'retry', false, (files) => this.#take(sheet, material, files, picture.id), t('sheetReplaceOf', name), 'replace-' + picture.id),
      button({ class: 'icon-button small', 'aria-label': t('sheetRemoveOf', name), 'data-act': 'remove-picture', 'data-focus': 'remove-' + picture.id,
        on: { click: () => this.#act(sheet, 'removals', { material: material.code, image: picture.id }) } }, icon('trash'))));
    return figure;
  }

  #chooser(sheet, material) {
    const isFirst = material.pictures.length === 0;
    const label = fileButton(t(isFirst ? 'sheetUpload' : 'sheetMore'), 'photo', true, (files) => this.#take(sheet, material, files),
      t('sheetUploadOf', localised(material.name)), 'upload-' + material.code);
    label.classList.add('material-add');
    return label;
  }

  #upload(item) {
    const figure = element('figure', { class: 'material-picture is-pending' + (item.failure ? ' is-failed' : '') },
      element('img', { src: item.url, alt: '' }));
    if (!item.failure) {
      figure.append(element('progress', { class: 'picture-progress', max: 1, value: item.progress, 'aria-label': t('sending') }));
      return figure;
    }
    figure.append(element('figcaption', { class: 'material-failure', role: 'alert', text: item.failure }),
      element('div', { class: 'material-acts' },
        button({ class: 'icon-button small', 'aria-label': t('retry'), 'data-act': 'retry-picture', on: { click: () => this.#retry(item) } }, icon('retry')),
        button({ class: 'icon-button small', 'aria-label': t('drop'), on: { click: () => this.#drop(item) } }, icon('trash'))));
    return figure;
  }

  #foot(sheet, isOpen) {
    const foot = element('div', { class: 'sheet-foot' });
    if (sheet.stage === 'closed') {
      const isHandled = sheet.result?.isHandled === true;
      foot.append(element('div', { class: 'sheet-result ' + (isHandled ? 'is-handled' : 'is-not-handled'), role: 'status' },
        element('p', { class: 'sheet-result-title' }, icon(isHandled ? 'check' : 'close'), element('span', { text: t(isHandled ? 'sheetHandled' : 'sheetNotHandled') })),
        sheet.result?.words ? outside(sheet.result.words, 'p', { class: 'sheet-result-words' }) : null));
      return foot;
    }
    if (!isOpen) {
      foot.append(element('p', { class: 'hint', text: t('sheetOver') }));
      return foot;
    }
    if (sheet.stage === 'submitted') {
      foot.append(element('p', { class: 'sheet-waiting', role: 'status' }, icon('clock'), element('span', { text: t('sheetSubmitted') })));
      return foot;
    }
    const left = sheet.materials.filter((material) => (material.isRequired && material.pictures.length === 0) || stateOf(material) === 'returned');
    const isUnderway = this.#items.some((item) => item.sheet === sheet.id && !item.failure);
    if (left.length > 0) foot.append(outside(t('sheetLeft', left.map((material) => localised(material.name)).join(t('listComma'))), 'p', { class: 'hint' }));
    foot.append(button({
      class: 'primary-button sheet-confirm', 'data-act': 'confirm-sheet', 'data-focus': 'confirm-' + sheet.id,
      disabled: left.length > 0 || isUnderway || this.#busy.has(sheet.id),
      on: { click: () => this.#act(sheet, 'confirmation', { revision: sheet.revision }) },
    }, icon('check'), element('span', { text: t('sheetConfirm') })));
    return foot;
  }

  #take(sheet, material, files, replaces) {
    const pictures = [...files].filter(isPicture);
    this.#problems.delete(sheet.id);
    if (pictures.length === 0 && files.length > 0) this.#problems.set(sheet.id, t('sheetOnlyPictures'));
    const room = replaces ? 1 : mostPictures - material.pictures.length;
    for (const file of pictures.slice(0, room)) {
      const item = { id: newID(), sheet: sheet.id, material: material.code, replaces, name: file.name, file, url: URL.createObjectURL(file), progress: 0 };
      this.#items.push(item);
      this.#send(item);
    }
    this.#changed();
  }

  async #send(item) {
    const isWanted = () => this.#items.includes(item);
    try {
      item.reference ??= await sendPicture(this.#visit, item, { onProgress: () => this.#changed(), isWanted });
      if (!isWanted() || !item.reference) return;
      this.#gallery.know(item.reference.id, item.url);
      const body = { material: item.material, image: item.reference.id, replaces: item.replaces };
      await this.#taking(() => this.#visit.send('POST', path(item.sheet, 'pictures'), body, item.id + '-add'));
      this.#items = this.#items.filter((other) => other !== item);
    } catch (error) {
      if (!isWanted()) return;
      this.#hear(error);
      item.failure = (error instanceof Refusal && error.words(language)) || t('pictureFailed');
    }
    this.#changed();
  }

  #retry(item) {
    delete item.failure;
    item.progress = 0;
    this.#send(item);
    this.#changed();
  }

  #drop(item) {
    item.abort?.();
    this.#items = this.#items.filter((other) => other !== item);
    this.#changed();
  }

  /** Does something to a sheet; a refusal is told at the sheet, which then is as the backend has it. */
  async #act(sheet, what, body) {
    if (this.#busy.has(sheet.id)) return;
    this.#busy.add(sheet.id);
    this.#problems.delete(sheet.id);
    this.#changed();
    try {
      await this.#taking(() => this.#visit.act(path(sheet.id, what), body));
    } catch (error) {
      this.#hear(error);
      this.#problems.set(sheet.id, (error instanceof Refusal && error.words(language)) || t('refused'));
    }
    this.#busy.delete(sheet.id);
    this.#changed();
  }

  #hear(error) {
    if (error instanceof Refusal && error.problem?.sheet) this.#talk.takeSheet(error.problem.sheet);
  }

  #changed() {
    this.#version += 1;
    this.#onChange();
  }
}

/** What a sheet still needs, as one message. */
export function demandText(demand) {
  const lines = demand.missing.map((name) => t('sheetAskMissing', localised(name)))
    .concat(demand.returned.map((material) => t('sheetAskReturned', localised(material.name), material.reason)));
  return [t('sheetAsk', localised(demand.title)), ...lines.map((line, place) => place + 1 + '. ' + line)].join('\n');
}

function stageChip(sheet) {
  const name = sheet.stage === 'closed' ? (sheet.result?.isHandled ? 'handled' : 'notHandled') : sheet.stage;
  return element('span', { class: 'sheet-stage is-' + name, 'data-stage': name, text: t('sheetStage_' + name) });
}

function stateOf(material) {
  if (material.check) return material.check.isAccepted ? 'accepted' : 'returned';
  return material.pictures.length === 0 ? 'missing' : 'uploaded';
}

/** A button that lets pictures be chosen, or taken where there is a camera. */
function fileButton(text, drawing, isMultiple, onFiles, label, focus) {
  const input = element('input', { type: 'file', accept: 'image/*,.heic,.heif', multiple: isMultiple, class: 'unseen', 'aria-label': label, 'data-focus': focus });
  input.addEventListener('change', () => {
    const files = [...input.files];
    input.value = '';
    onFiles(files);
  });
  return element('label', { class: 'file-button', title: label }, input, icon(drawing), element('span', { text }));
}

function webAddress(text) {
  try {
    const address = new URL(text);
    return address.protocol === 'https:' ? address.href : undefined;
  } catch {
    return undefined;
  }
}

function path(sheet, what) {
  return '/v1/visit/sheets/' + encodeURIComponent(sheet) + '/' + what;
}
