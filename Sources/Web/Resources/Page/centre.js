// The personal centre 个人中心: tickets, messages left, appointments, conversations and notices of the one taxpayer, live while it is open.

import { Refusal, newID } from './api.js';
import { button, element, outside, say } from './dom.js';
import { icon } from './icons.js';
import { LeaveForm } from './leave.js';
import { language, localised, momentText, noticeText, t } from './words.js';

const tabs = ['tickets', 'messages', 'appointments', 'conversations', 'notices'];
const paths = {
  tickets: '/v1/visit/tickets', messages: '/v1/visit/offline-messages', conversations: '/v1/visit/conversations', notices: '/v1/visit/notices',
};

export class Centre {
  #root;
  #visit;
  #options;
  #title = element('h2', { class: 'centre-title', id: 'centre-title', text: t('centre') });
  #tabs = element('div', { class: 'centre-tabs', role: 'tablist', 'aria-labelledby': 'centre-title' });
  #body = element('div', { class: 'centre-body', id: 'centre-body', role: 'tabpanel', tabindex: '-1' });
  #tab = 'tickets';
  #shown = undefined;
  #version = 0;
  #panels = new Map();
  /** Notices that were not read. */
  unread = 0;

  /** `onChange()` when unread marks change; `onTalk()` when a talk begins; `terms()` what is promised about a message; `gallery` the pictures. */
  constructor(root, visit, options) {
    this.#root = root;
    this.#visit = visit;
    this.#options = options;
    root.setAttribute('aria-label', t('centre'));
    const back = button({ class: 'icon-button', id: 'centre-close', 'aria-label': t('back'), title: t('back'), on: { click: () => this.stepOut() } }, icon('back'));
    root.append(element('div', { class: 'centre-head' }, back, this.#title), this.#tabs, this.#body);
    for (const name of tabs) {
      this.#tabs.append(button({ class: 'centre-tab', role: 'tab', id: 'tab-' + name, 'aria-controls': 'centre-body', 'data-tab': name,
        on: { click: () => this.show(name) } }, element('span', { text: t('tab_' + name) }), element('span', { class: 'badge', hidden: true })));
    }
    this.#tabs.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      this.show(tabs[(tabs.indexOf(this.#tab) + step + tabs.length) % tabs.length]);
      this.#tabs.querySelector('[aria-selected="true"]')?.focus();
    });
  }

  /** Lets another part of the page fill a tab: `draw(container)` is called whenever the tab is shown. */
  fill(tab, draw) {
    this.#panels.set(tab, draw);
  }

  get isOpen() {
    return !this.#root.hidden;
  }

  /** Opens it at a tab, perhaps at one item. */
  open(tab = this.#tab, id) {
    this.#root.hidden = false;
    this.#mark();
    this.show(tab, id);
    this.#body.focus();
  }

  /** One step out: from an item to its list, from the list to the talk. */
  stepOut() {
    if (this.#shown) return this.show(this.#tab);
    this.#root.hidden = true;
    this.#version += 1;
    this.#options.onChange();
  }

  show(tab, id) {
    this.#tab = tab;
    this.#shown = id;
    for (const node of this.#tabs.children) node.setAttribute('aria-selected', String(node.dataset.tab === tab));
    this.#body.setAttribute('aria-labelledby', 'tab-' + tab);
    return this.#load();
  }

  /** The form for a message. */
  leave() {
    this.#root.hidden = false;
    this.#tab = 'messages';
    this.#shown = 'new';
    for (const node of this.#tabs.children) node.setAttribute('aria-selected', String(node.dataset.tab === 'messages'));
    this.#draw(new LeaveForm(this.#visit, this.#options.terms(), (message) => this.show('messages', message.id)).node);
    this.#body.querySelector('input')?.focus();
  }

  /** Something was told by the stream. */
  hear(body) {
    if (body.noticed) {
      this.unread += 1;
      this.#options.announce(localised(body.noticed._0.words));
    } else if (body.noticesRead) this.#count();
    else return;
    if (this.isOpen && this.#shown !== 'new') this.#load(true);
    this.#mark();
  }

  /** Draws the marks anew. */
  #mark() {
    for (const node of this.#tabs.children) {
      const badge = node.querySelector('.badge');
      badge.hidden = node.dataset.tab !== 'notices' || this.unread === 0;
      say(badge, String(Math.min(this.unread, 99)));
    }
    this.#options.onChange();
  }

  async #count() {
    try {
      this.unread = (await this.#visit.send('GET', paths.notices + '?limit=1')).unread;
      this.#mark();
    } catch {
      // The next notice counts again.
    }
  }

  async #load(isQuiet = false) {
    const version = (this.#version += 1);
    const tab = this.#tab;
    const draft = isQuiet ? this.#body.querySelector('textarea')?.value : undefined;
    if (!isQuiet) this.#draw(element('p', { class: 'hint centre-hint', text: t('connecting') }));
    if (this.#panels.has(tab)) {
      this.#draw();
      return this.#panels.get(tab)(this.#body, this.#shown);
    }
    try {
      if (this.#shown) await this.#loadItem(tab, this.#shown, version, draft);
      else await this.#loadList(tab, version);
    } catch (error) {
      if (version !== this.#version || isQuiet) return;
      this.#draw(element('p', { class: 'hint centre-hint', role: 'alert', text: (error instanceof Refusal && error.words(language)) || t('failedText') }),
        button({ class: 'secondary-button', on: { click: () => this.#load() } }, element('span', { text: t('loadAgain') })));
      // Back on the network, it need not be asked for.
      addEventListener('online', () => { if (version === this.#version) this.#load(); }, { once: true });
    }
  }

  async #loadList(tab, version) {
    const page = await this.#visit.send('GET', paths[tab]);
    if (version !== this.#version) return;
    const rows = element('ul', { class: 'centre-list' });
    const add = (items) => rows.append(...items.map((item) => element('li', {}, this.#row(tab, item))));
    const items = (one) => one[tab] ?? [];
    add(items(page));
    const parts = [rows];
    if (tab === 'messages') {
      parts.unshift(button({ class: 'primary-button', id: 'leave-message', on: { click: () => this.leave() } }, icon('write'), element('span', { text: t('leaveMessage') })));
    }
    if (tab === 'notices') {
      this.unread = page.unread;
      this.#mark();
      const last = page.notices[0];
      if (last && page.unread > 0) {
        parts.unshift(button({ class: 'plain-button', id: 'read-all', on: { click: () => this.#read(last.id) } }, icon('checks'), element('span', { text: t('readAll') })));
      }
    }
    if (items(page).length === 0) parts.push(this.#nothing(t('none_' + tab)));
    let next = page.next;
    if (next) {
      const more = button({ class: 'plain-button centre-more' }, element('span', { text: t('more') }));
      more.addEventListener('click', async () => {
        more.disabled = true;
        const rest = await this.#visit.send('GET', paths[tab] + '?before=' + encodeURIComponent(next)).catch(() => undefined);
        more.disabled = false;
        if (!rest || version !== this.#version) return;
        add(items(rest));
        next = rest.next;
        if (!next) more.remove();
      });
      parts.push(more);
    }
    this.#draw(...parts);
  }

  #row(tab, item) {
    if (tab === 'notices') {
      const row = button({ class: 'centre-row' + (item.isRead ? '' : ' is-unread'), 'data-id': item.id, on: { click: () => this.#follow(item) } },
        outside(localised(item.words), 'span', { class: 'row-title' }), element('time', { class: 'row-time', text: momentText(item.at) }));
      return row;
    }
    const title = tab === 'tickets' ? item.title : tab === 'messages' ? item.matter : lastWords(item) ?? t('tab_conversations');
    const state = tab === 'conversations' ? item.stage : item.state;
    return button({ class: 'centre-row', 'data-id': item.id, on: { click: () => this.show(tab, item.id) } },
      outside(title, 'span', { class: 'row-title' }), chip(tab, state),
      outside(tab === 'conversations' ? item.agent?.name ?? '' : item.excerpt ?? '', 'span', { class: 'row-more' }),
      element('time', { class: 'row-time', text: momentText(item.changedAt ?? item.openedAt) }));
  }

  async #follow(notice) {
    if (!notice.isRead) await this.#read(notice.id, notice.reference, true);
    const tab = { message: 'messages', ticket: 'tickets', appointment: 'appointments', conversation: 'conversations' }[notice.subject];
    if (tab) this.show(tab, notice.reference);
  }

  async #read(through, reference, isQuiet = false) {
    try {
      await this.#visit.send('POST', '/v1/visit/notices/read', { through, reference }, newID());
    } catch {
      return;
    }
    await this.#count();
    if (!isQuiet) this.#load();
  }

  async #loadItem(tab, id, version, draft) {
    if (tab === 'conversations') {
      const page = await this.#visit.send('GET', paths.conversations + '/' + encodeURIComponent(id) + '/messages');
      if (version === this.#version) this.#draw(transcript(page.messages));
      return;
    }
    const detail = await this.#visit.send('GET', paths[tab] + '/' + encodeURIComponent(id));
    if (version !== this.#version) return;
    this.#draw(...(tab === 'tickets' ? this.#ticket(detail) : this.#message(detail)));
    const area = this.#body.querySelector('textarea');
    if (area && draft) area.value = draft;
  }

  #ticket({ ticket, entries }) {
    const acts = element('div', { class: 'card-acts' });
    const isOpen = ticket.state !== 'resolved' && ticket.state !== 'closed';
    const base = paths.tickets + '/' + encodeURIComponent(ticket.id);
    if (isOpen && ticket.state !== 'pending') acts.append(this.#act('urge', base, 'urged', 'bell'));
    if (ticket.state === 'resolved') acts.append(this.#act('content', base, 'closed', 'check'));
    if (ticket.mergedInto) acts.append(this.#seeTicket(ticket.mergedInto));
    else if (!isOpen) acts.append(this.#act('reopen', base, 'reopened', 'retry'));
    const facts = [chip('tickets', ticket.state)];
    if (ticket.clock?.dueAt && isOpen) facts.push(element('span', { class: 'hint', text: t('dueAt', momentText(ticket.clock.dueAt)) }));
    if (ticket.urges > 0) facts.push(element('span', { class: 'hint', text: t('urgedTimes', ticket.urges) }));
    return [head(ticket.title, facts), ticket.result ? outside(t('result', ticket.result), 'p', { class: 'centre-result' }) : null,
      thread(entries, this.#options.gallery), acts, isOpen ? this.#composer(base, ticket.state === 'pending' ? t('addAsked') : t('addMore')) : null];
  }

  #message({ message, entries }) {
    const acts = element('div', { class: 'card-acts' });
    const base = paths.messages + '/' + encodeURIComponent(message.id);
    if (message.invitedAt && message.state === 'claimed') {
      const enter = button({ class: 'primary-button', id: 'enter-talk' }, icon('service'), element('span', { text: t('enterTalk', message.assignee?.name ?? '') }));
      enter.addEventListener('click', async () => {
        enter.disabled = true;
        if (await this.#step(base, { kind: 'entered' })) {
          this.#root.hidden = true;
          this.#options.onTalk();
        }
        enter.disabled = false;
      });
      acts.append(enter);
    }
    if (message.ticket) acts.append(this.#seeTicket(message.ticket));
    const facts = [chip('messages', message.state)];
    const isOpen = message.state === 'open' || message.state === 'claimed';
    if (message.clock?.dueAt && isOpen) facts.push(element('span', { class: 'hint', text: t('answeredBy', momentText(message.clock.dueAt)) }));
    return [head(message.matter, facts), thread(entries, this.#options.gallery), acts, isOpen || message.state === 'answered' ? this.#composer(base, t('addMore')) : null];
  }

  // Where it goes on.
  #seeTicket(id) {
    return button({ class: 'secondary-button', 'data-act': 'ticket', on: { click: () => this.show('tickets', id) } }, element('span', { text: t('seeTicket') }));
  }

  #act(name, base, kind, drawing) {
    const node = button({ class: 'secondary-button', 'data-act': name }, icon(drawing), element('span', { text: t('act_' + name) }));
    node.addEventListener('click', async () => {
      node.disabled = true;
      await this.#step(base, { kind });
      node.disabled = false;
    });
    return node;
  }

  #composer(base, label) {
    const area = element('textarea', { class: 'centre-words', rows: 3, 'aria-label': label, placeholder: label, maxlength: 2000 });
    const send = button({ class: 'primary-button', 'data-act': 'add' }, icon('send'), element('span', { text: t('sendButton') }));
    send.addEventListener('click', async () => {
      if (!area.value.trim()) return area.focus();
      send.disabled = true;
      if (await this.#step(base, { kind: 'added', text: area.value })) area.value = '';
      send.disabled = false;
    });
    return element('div', { class: 'centre-composer' }, area, send);
  }

  /** Takes a step; a refusal is told where it was asked for. Returns whether it was taken. */
  async #step(base, request) {
    this.#body.querySelector('.centre-problem')?.remove();
    try {
      await this.#visit.act(base + '/steps', request);
      if (request.kind !== 'entered') await this.#load();
      return true;
    } catch (error) {
      this.#body.prepend(element('p', { class: 'centre-problem', role: 'alert', text: (error instanceof Refusal && error.words(language)) || t('refused') }));
      return false;
    }
  }

  #nothing(text) {
    return element('p', { class: 'hint centre-hint', text });
  }

  #draw(...parts) {
    this.#body.replaceChildren(...parts.filter((part) => part !== null && part !== undefined));
  }
}

function head(title, facts) {
  return element('div', { class: 'centre-item-head' }, outside(title, 'h3', { class: 'centre-item-title' }), element('div', { class: 'centre-facts' }, ...facts));
}

function chip(tab, state) {
  return element('span', { class: 'sheet-stage chip-' + state, 'data-state': state, text: t('state_' + tab + '_' + state) });
}

function thread(entries, gallery) {
  const list = element('ol', { class: 'centre-thread' });
  for (const entry of entries) {
    const isMine = entry.side === 'taxpayer';
    const who = isMine ? t('you') : entry.agent?.name ?? t('title');
    list.append(element('li', { class: 'entry' + (isMine ? ' is-mine' : '') },
      element('p', { class: 'entry-head' }, outside(who, 'strong'), element('span', { text: t('entry_' + entry.kind) }), element('time', { text: momentText(entry.at) })),
      entry.text ? outside(entry.text, 'p', { class: 'entry-text' }) : null,
      entry.images?.length ? element('div', { class: 'entry-pictures' }, ...entry.images.map((image) => gallery.thumbnail(image))) : null,
      ...(entry.links ?? []).map((link) => {
        const address = webAddress(link.url);
        return address ? element('a', { class: 'entry-link', href: address, target: '_blank', rel: 'noopener noreferrer', text: localised(link.title) }) : null;
      })));
  }
  return list;
}

/** What was said last; the service's own words are kept in Chinese, and told as such to nobody else. */
function lastWords({ lastMessage }) {
  return lastMessage?.side === 'system' && language !== 'zh' ? undefined : lastMessage?.text;
}

function transcript(messages) {
  const list = element('ol', { class: 'centre-thread' });
  for (const message of messages) {
    const body = message.body;
    const text = body.text?._0.text ?? body.answer?._0.text ?? body.image?._0.words ?? (localised(body.entryLink?._0.title) || noticeText(body.notice?._0) || '');
    if (!text && !body.image) continue;
    const isMine = message.author.side === 'taxpayer';
    list.append(element('li', { class: 'entry' + (isMine ? ' is-mine' : '') },
      element('p', { class: 'entry-head' }, outside(isMine ? t('you') : message.author.side === 'assistant' ? t('assistant') : message.author.name || t('title'), 'strong'), element('time', { text: momentText(message.at) })),
      outside(text || t('picture'), 'p', { class: 'entry-text' })));
  }
  return list;
}

function webAddress(text) {
  try {
    const address = new URL(text);
    return address.protocol === 'https:' ? address.href : undefined;
  } catch {
    return undefined;
  }
}
