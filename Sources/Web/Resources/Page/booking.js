// Appointments on the screen: the line about the next one, and the panel in which they are booked, moved and cancelled.

import { Refusal } from './api.js';
import { button, element, outside, say } from './dom.js';
import { icon } from './icons.js';
import { appointmentTime, dayText, language, localised, slotText, t } from './words.js';

export class Booking {
  #book;
  #dock;
  #dialog;
  #body;
  #foot;
  #problem;
  /** What is chosen so far; `moving` is the appointment that is put to another slot. */
  #choice = {};
  #days;
  #isBusy = false;
  #opener;
  #rungFor;
  /** Where the personal centre shows them. */
  #shelf;

  constructor(book, dock) {
    this.#book = book;
    this.#dock = dock;
  }

  /** Draws the line about the next appointment, and the panel where it is open. */
  render() {
    const next = this.#book.calling ?? this.#book.open.find((one) => one.stage !== 'started');
    this.#dock.hidden = !next;
    if (next) this.#drawLine(next);
    if (this.#dialog?.open && !this.#choice.rule) this.#draw();
    this.#drawShelf();
  }

  /** Fills the personal centre's tab; what needs choosing is done in the panel. */
  async fill(container, id) {
    this.#dialog ??= this.#make();
    this.#fail('');
    const shelf = element('div', { class: 'booking-shelf', 'data-shown': id ?? '' });
    this.#shelf = shelf;
    container.replaceChildren(shelf);
    this.#drawShelf();
    // Beside whatever is done in the panel meanwhile.
    await this.#book.load().catch(() => this.#fail(t('failedText')));
    this.#drawShelf();
  }

  #drawShelf() {
    const shelf = this.#shelf;
    if (!shelf?.isConnected) return;
    const parts = [];
    if (this.#book.canBook) {
      parts.push(button({ class: 'primary-button', id: 'book-now', on: { click: () => this.open() } }, icon('calendar'), element('span', { text: t('bookNew') })));
    }
    if (this.#problem.textContent) parts.push(element('p', { class: 'centre-problem', role: 'alert', text: this.#problem.textContent }));
    const [open, over] = [this.#book.open, this.#book.over.slice(0, 20)];
    if (open.length > 0) parts.push(element('ul', { class: 'booking-list' }, ...open.map((one) => this.#item(one))));
    if (over.length > 0) {
      parts.push(element('h3', { class: 'small-title', text: t('appointmentsOver') }), element('ul', { class: 'booking-list' }, ...over.map((one) => this.#item(one))));
    }
    if (open.length + over.length === 0) parts.push(element('p', { class: 'hint centre-hint', text: t(this.#book.rules === undefined ? 'loading' : 'appointmentsNone') }));
    shelf.replaceChildren(...parts);
    const shown = [...shelf.querySelectorAll('[data-appointment]')].find((node) => node.dataset.appointment === shelf.dataset.shown);
    shown?.classList.add('is-shown');
  }

  /** An appointment changed: rings when its time has come or the agent begins it. */
  changed(appointment) {
    if (appointment.stage === 'ringing' || appointment.stage === 'started') this.#ring(appointment);
    if (this.#dialog?.open && appointment.stage === 'started') this.#close();
    this.render();
  }

  async open() {
    this.#opener = document.activeElement;
    this.#choice = {};
    this.#dialog ??= this.#make();
    this.#fail('');
    this.#dialog.showModal();
    this.#draw();
    await this.#try(() => this.#book.load());
    this.#draw();
  }

  #make() {
    this.#body = element('div', { class: 'booking-body' });
    this.#foot = element('footer', { class: 'booking-foot', hidden: true });
    this.#problem = element('p', { class: 'booking-problem', role: 'alert' });
    const close = button({ class: 'icon-button', id: 'booking-close', 'aria-label': t('close'), on: { click: () => this.#close() } }, icon('close'));
    const dialog = element('dialog', { class: 'booking', 'aria-label': t('appointments') },
      element('header', { class: 'booking-head' }, icon('calendar'), element('h2', { class: 'booking-title', text: t('appointments') }), close),
      this.#body, this.#problem, this.#foot);
    dialog.addEventListener('cancel', () => this.#opener?.focus());
    document.body.append(dialog);
    return dialog;
  }

  #close() {
    this.#dialog.close();
    this.#opener?.focus();
  }

  #fail(words) {
    say(this.#problem, words);
    this.#problem.hidden = words === '';
  }

  /** Does something; says why when it was refused. Returns whether it was done. */
  async #try(act) {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    this.#fail('');
    try {
      await act();
      return true;
    } catch (error) {
      this.#fail((error instanceof Refusal && error.words(language)) || t('refused'));
      return false;
    } finally {
      this.#isBusy = false;
    }
  }

  // The line.

  #drawLine(appointment) {
    const isCalling = appointment.stage === 'ringing' || appointment.stage === 'late';
    const words = isCalling ? t('appointmentNow') : appointmentTime(appointment.start);
    const look = button({ class: 'link-button', id: 'booking-look', on: { click: () => this.open() } }, element('span', { text: t('look') }));
    const line = element('div', { class: 'booking-line' + (isCalling ? ' is-calling' : ''), 'data-stage': appointment.stage },
      isCalling ? element('span', { class: 'pulse' }) : icon('calendar'),
      element('span', { class: 'booking-words' }, element('strong', { text: words }),
        element('span', { class: 'booking-what', text: localised(appointment.matter) + ' · ' + t('mode-' + appointment.mode) })), look);
    this.#dock.replaceChildren(line);
  }

  // The panel.

  #draw() {
    if (this.#choice.rule || this.#choice.moving) return this.#drawForm();
    this.#foot.hidden = true;
    const parts = [];
    const open = this.#book.open;
    if (open.length > 0) parts.push(element('ul', { class: 'booking-list' }, ...open.map((one) => this.#item(one))));
    const rules = this.#book.rules;
    if (rules === undefined) parts.push(element('p', { class: 'hint', text: t('loading') }));
    else if (rules.length === 0) parts.push(element('p', { class: 'hint', text: t('nothingToBook') }));
    else {
      parts.push(element('h3', { class: 'small-title', text: t('bookNew') }), element('div', { class: 'booking-rules' },
        ...rules.map((rule) => button({ class: 'booking-rule', 'data-rule': rule.code, on: { click: () => this.#begin(rule) } },
          element('strong', { text: localised(rule.name) }),
          element('span', { class: 'hint', text: rule.modes.map((mode) => t('mode-' + mode)).join(' · ') + ' · ' + t('minutes', rule.minutes) })))));
    }
    const over = this.#book.over.slice(0, 5);
    if (over.length > 0) {
      parts.push(element('h3', { class: 'small-title', text: t('appointmentsOver') }), element('ul', { class: 'booking-list' }, ...over.map((one) => this.#item(one))));
    }
    this.#body.replaceChildren(...parts);
  }

  #item(appointment) {
    const item = element('li', { class: 'booking-item is-' + appointment.stage, 'data-appointment': appointment.id, 'data-stage': appointment.stage },
      element('p', { class: 'booking-when' }, element('strong', { text: appointmentTime(appointment.start) }),
        element('span', { class: 'booking-stage', text: t('stage-' + appointment.stage) })),
      element('p', { class: 'booking-what', text: localised(appointment.matter) + ' · ' + t('mode-' + appointment.mode) }));
    if (appointment.agent) item.append(element('p', { class: 'hint' }, document.createTextNode(t('withAgent') + ' '), outside(appointment.agent.name)));
    if (appointment.place) item.append(element('p', { class: 'hint', text: localised(appointment.place) }));
    if (appointment.reason) item.append(element('p', { class: 'hint' }, outside(appointment.reason)));
    if (appointment.stage === 'booked' || appointment.stage === 'confirmed') {
      item.append(element('div', { class: 'booking-acts' },
        button({ class: 'secondary-button small', 'data-act': 'move', on: { click: () => this.#beginMoving(appointment) } }, element('span', { text: t('moveAppointment') })),
        button({ class: 'secondary-button small', 'data-act': 'cancel', on: { click: (event) => this.#cancel(appointment, event.currentTarget) } }, element('span', { text: t('cancelAppointment') }))));
    }
    return item;
  }

  /** The first press asks, the second cancels. */
  async #cancel(appointment, pressed) {
    if (pressed.dataset.sure !== 'yes') {
      pressed.dataset.sure = 'yes';
      pressed.classList.add('is-sure');
      return say(pressed.firstElementChild, t('cancelSure'));
    }
    await this.#try(() => this.#book.cancel(appointment.id));
    this.#draw();
    this.#drawShelf();
  }

  #begin(rule) {
    this.#choice = { rule, mode: rule.modes[0] };
    this.#loadSlots(rule.code);
  }

  async #beginMoving(appointment) {
    if (!this.#dialog.open) await this.open();
    const rule = this.#book.rules?.find((one) => one.code === appointment.rule);
    this.#choice = { rule, moving: appointment, mode: appointment.mode };
    this.#loadSlots(appointment.rule);
  }

  async #loadSlots(rule) {
    this.#days = undefined;
    this.#drawForm();
    await this.#try(async () => {
      this.#days = await this.#book.slots(rule, Math.min(31, (this.#choice.rule?.horizonDays ?? 13) + 1));
      this.#choice.day = this.#days.find((one) => one.slots.some((slot) => this.#places(slot) > 0))?.day.day;
    });
    this.#drawForm();
  }

  #drawForm() {
    const { rule, moving } = this.#choice;
    const parts = [button({ class: 'plain-button', id: 'booking-back', on: { click: () => { this.#choice = {}; this.#fail(''); this.#draw(); } } }, icon('back'), element('span', { text: t('back') })),
      element('h3', { class: 'booking-matter', text: localised(rule?.name ?? moving?.matter) })];
    if (!moving) parts.push(this.#modes(rule));
    if (this.#days === undefined) parts.push(element('p', { class: 'hint', text: t('loading') }));
    else if (this.#choice.day === undefined) parts.push(element('p', { class: 'hint', text: t('noSlots') }));
    else parts.push(this.#dayRow(), this.#slotGrid());
    if (!moving) parts.push(...this.#fields());
    const ready = this.#choice.start !== undefined;
    const confirm = button({ class: 'primary-button booking-confirm', id: 'booking-confirm', disabled: !ready, on: { click: () => this.#submit() } },
      element('span', { text: ready ? t(moving ? 'confirmMove' : 'confirmBooking', appointmentTime(this.#choice.start)) : t('chooseSlot') }));
    this.#foot.replaceChildren(confirm);
    this.#foot.hidden = false;
    // Drawn again, the panel stays where it was scrolled to.
    const place = this.#body.scrollTop;
    const days = this.#body.querySelector('.booking-days')?.scrollLeft ?? 0;
    this.#body.replaceChildren(...parts);
    this.#body.scrollTop = place;
    if (days > 0) this.#body.querySelector('.booking-days').scrollLeft = days;
  }

  #modes(rule) {
    return element('div', { class: 'booking-chips', role: 'group', 'aria-label': t('howToMeet') }, ...rule.modes.map((mode) =>
      button({ class: 'booking-chip', 'data-mode': mode, 'aria-pressed': String(mode === this.#choice.mode), on: { click: () => { this.#keep(); this.#choice.mode = mode; this.#drawForm(); this.#focus(`[data-mode="${mode}"]`); } } },
        element('span', { text: t('mode-' + mode) }))));
  }

  #dayRow() {
    return element('div', { class: 'booking-days', role: 'group', 'aria-label': t('whichDay') }, ...this.#days.map(({ day, slots }) => {
      const free = slots.reduce((sum, slot) => sum + this.#places(slot), 0);
      const [date, weekday] = dayText(day.day);
      const note = day.kind === 'holiday' || day.kind === 'exception' ? localised(day.note) : '';
      return button({ class: 'booking-day', 'data-day': day.day, disabled: free === 0, 'aria-pressed': String(day.day === this.#choice.day), on: { click: () => { this.#keep(); this.#choice.day = day.day; this.#choice.start = undefined; this.#drawForm(); this.#focus(`[data-day="${day.day}"]`); } } },
        element('span', { class: 'booking-date', text: date }), element('span', { text: weekday }),
        element('span', { class: 'booking-free', text: free > 0 ? t('free', free) : note || this.#whyNone(slots) }));
    }));
  }

  /** Places a slot has to choose; none where the appointment that is moved is already. */
  #places(slot) {
    return this.#isOwn(slot) ? 0 : slot.free;
  }

  #isOwn(slot) {
    return this.#choice.moving !== undefined && Date.parse(this.#choice.moving.start) === Date.parse(slot.start);
  }

  /** Why a day has nothing to choose. */
  #whyNone(slots) {
    const coming = slots.filter((slot) => Date.parse(slot.start) > Date.now());
    if (coming.length === 0) return t(slots.length === 0 ? 'rest' : 'dayOver');
    if (coming.some((slot) => this.#isOwn(slot))) return t('ownSlot');
    return t(coming.every((slot) => slot.isTooSoon) ? 'tooSoon' : 'full');
  }

  /** What a slot says of itself. */
  #slotWords(slot) {
    if (this.#isOwn(slot)) return t('ownSlot');
    if (slot.free > 0) return t('free', slot.free);
    return t(slot.isTooSoon ? 'tooSoon' : 'full');
  }

  #slotGrid() {
    const all = this.#days.find((one) => one.day.day === this.#choice.day)?.slots ?? [];
    // What is full or closed is shown; what is over is not.
    const slots = all.filter((slot) => slot.free > 0 || Date.parse(slot.start) > Date.now());
    return element('div', { class: 'booking-slots', role: 'group', 'aria-label': t('whichSlot') }, ...slots.map((slot) =>
      button({ class: 'booking-slot', 'data-slot': slot.start, disabled: this.#places(slot) === 0, 'aria-pressed': String(slot.start === this.#choice.start), on: { click: () => { this.#keep(); this.#choice.start = slot.start; this.#drawForm(); this.#focus(`[data-slot="${slot.start}"]`); } } },
        element('strong', { text: slotText(slot.start) }), element('span', { class: 'booking-free', text: this.#slotWords(slot) }))));
  }

  #fields() {
    const words = element('textarea', { class: 'booking-field', id: 'booking-text', rows: 2, maxlength: 500, 'aria-label': t('aboutWhat'), placeholder: t('aboutWhat') });
    words.value = this.#choice.words ?? '';
    const fields = [words];
    if (this.#choice.mode === 'phone') {
      const contact = element('input', { class: 'booking-field', id: 'booking-contact', type: 'tel', autocomplete: 'tel', maxlength: 30, 'aria-label': t('yourNumber'), placeholder: t('yourNumber') });
      contact.value = this.#choice.contact ?? '';
      fields.push(contact);
    }
    return fields;
  }

  /** What was written outlives drawing again. */
  #keep() {
    this.#choice.words = this.#body.querySelector('#booking-text')?.value ?? this.#choice.words;
    this.#choice.contact = this.#body.querySelector('#booking-contact')?.value ?? this.#choice.contact;
  }

  #focus(selector) {
    this.#body.querySelector(selector)?.focus({ preventScroll: true });
  }

  async #submit() {
    this.#keep();
    const { rule, mode, start, words, contact, moving } = this.#choice;
    const done = await this.#try(() => moving ? this.#book.move(moving.id, start)
      : this.#book.book({ rule: rule.code, mode, start, words: words ?? '', ...(mode === 'phone' ? { contact: contact ?? '' } : {}) }));
    if (done) {
      this.#choice = {};
      this.#draw();
      return;
    }
    // The slots as they are now: the one that was wanted may be gone.
    const why = this.#problem.textContent;
    await this.#loadSlots(rule?.code ?? moving.rule);
    this.#fail(why);
  }

  // The bell.

  #ring(appointment) {
    const sign = appointment.id + appointment.stage;
    if (this.#rungFor === sign) return;
    this.#rungFor = sign;
    try {
      const audio = new AudioContext();
      for (const [place, tone] of [[0, 880], [0.25, 660], [0.5, 880]]) {
        const voice = audio.createOscillator();
        const volume = audio.createGain();
        voice.frequency.value = tone;
        volume.gain.setValueAtTime(0.08, audio.currentTime + place);
        volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + place + 0.22);
        voice.connect(volume).connect(audio.destination);
        voice.start(audio.currentTime + place);
        voice.stop(audio.currentTime + place + 0.24);
      }
      setTimeout(() => audio.close(), 1500);
    } catch {
      // A page that may not sound shows it.
    }
  }
}
