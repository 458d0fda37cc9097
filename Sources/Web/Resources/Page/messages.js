// One message as elements. Every word in it comes from outside and goes in as text.

import { entryLinkCard } from './cards.js';
import { button, element, outside } from './dom.js';
import { icon } from './icons.js';
import { demandText } from './sheets.js';
import { noticeText, t } from './words.js';

const longAnswer = 360;

/** The elements of a message; undefined for one that is not for the taxpayer. `acts`: `ask`, `human`, `vote`, `article`, `voteOf`, `opened`, `gallery`, `sheets`. */
export function messageElement(message, mark, acts) {
  const body = message.body;
  if (body.notice) {
    const text = noticeText(body.notice._0);
    if (text === undefined) return undefined;
    const line = element('p', { class: 'notice' }, outside(text, 'span'));
    return body.notice._0.code === 'otherWays' && acts ? element('div', { class: 'other-ways' }, line, otherWays(acts)) : line;
  }
  const side = message.author.side;
  const isOwn = side === 'taxpayer';
  const content = contentOf(message, acts);
  const row = element('article', { class: 'message ' + (isOwn ? 'is-own' : 'is-other') + ' is-' + side, 'data-number': message.number });
  row.setAttribute('aria-label', isOwn ? t('you') : message.author.name || t('assistant'));
  if (!isOwn) row.append(element('span', { class: 'portrait small' }, icon(side === 'agent' ? 'person' : 'assistant')));
  const column = element('div', { class: 'column' });
  if (!isOwn) column.append(outside(side === 'agent' ? message.author.name : t('assistant'), 'span', { class: 'author' }));
  column.append(...[content].flat());
  if (isOwn && mark) column.append(markElement(mark));
  row.append(column);
  return row;
}

/** What somebody may do instead of waiting. */
function otherWays(acts) {
  return element('div', { class: 'card-acts' },
    button({ class: 'primary-button', 'data-act': 'leave-message', on: { click: acts.leave } }, element('span', { text: t('leaveMessage') })),
    button({ class: 'secondary-button', 'data-act': 'book', on: { click: acts.book } }, icon('calendar'), element('span', { text: t('bookNew') })));
}

function contentOf(message, acts) {
  const { answer: said, entryLink, image, invitation, sheet, sheetDemand, text } = message.body;
  if (said) return answer(message, said._0, acts);
  if (entryLink) return entryLinkCard(message, entryLink._0, acts);
  if (image) return acts.gallery.element(image._0);
  if (invitation) return invitationCard(invitation._0);
  if (sheet) return acts.sheets.element(sheet._0);
  if (sheetDemand) return bubble(demandText(sheetDemand._0));
  return bubble(text ? text._0.text : t('unknownMessage'));
}

/** A message that waits in the outbox. */
export function pendingElement(item, isOnline, language, { onRetry, onDrop, gallery }) {
  const content = item.image ? gallery.element({ image: item.image, words: item.text }) : bubble(item.text);
  const column = element('div', { class: 'column' }, content);
  if (item.failure) {
    const why = language === 'en' ? item.failure.en : item.failure.zh;
    column.append(element('p', { class: 'mark is-failed', role: 'alert' }, element('span', { text: t('failed') + (why ? (language === 'en' ? ': ' : '：') + why : '') })),
      element('div', { class: 'mark-acts' },
        button({ class: 'link-button', 'data-act': 'retry', on: { click: onRetry } }, icon('retry'), element('span', { text: t('retry') })),
        button({ class: 'link-button', on: { click: onDrop } }, icon('trash'), element('span', { text: t('drop') }))));
  } else {
    column.append(markElement(isOnline ? 'sending' : 'kept'));
  }
  return element('article', { class: 'message is-own is-pending' + (item.failure ? ' is-failed' : ''), 'aria-label': t('you') }, column);
}

/** An invitation in the talk; what can be done about it stands above the writing field. */
function invitationCard(card) {
  const drawing = { remoteAssist: 'screen', audioCall: 'phone', videoCall: 'camera' }[card.kind] ?? 'phone';
  return element('div', { class: 'bubble invitation' }, icon(drawing), element('span', { text: t('invitation') + ' · ' + t(card.kind) }));
}

function bubble(text) {
  return outside(text, 'div', { class: 'bubble' });
}

function markElement(mark) {
  const drawing = { sending: 'clock', kept: 'clock', sent: 'check', delivered: 'checks', read: 'checks' }[mark];
  return element('p', { class: 'mark is-' + mark, 'data-mark': mark }, icon(drawing), element('span', { text: t(mark) }));
}

function answer(message, said, acts) {
  const box = element('div', { class: 'bubble answer' });
  const words = outside(said.text, 'div', { class: 'answer-words' });
  box.append(words);
  if (said.text.length > longAnswer) box.append(unfolding(words));
  if (said.article) box.append(source(said, acts));
  const suggestions = said.suggestions ?? [];
  if (suggestions.length > 0) {
    const isQuestion = said.kind === 'suggestions' || said.kind === 'unknown';
    box.append(element('p', { class: 'small-title', text: t(isQuestion ? 'didYouMean' : 'related') }), suggestionList(suggestions, acts));
  }
  if (said.kind === 'unknown' || said.kind === 'suggestions') {
    box.append(button({ class: 'inline-human', 'data-act': 'human', on: { click: acts.human } }, icon('service'),
      element('span', { text: t('humanInstead') })));
  }
  return said.kind === 'answer' && said.article ? [box, votes(message, acts)] : box;
}

function unfolding(words) {
  words.classList.add('is-folded');
  const toggle = button({ class: 'link-button', 'aria-expanded': 'false' }, icon('down'), element('span', { text: '' }));
  const label = toggle.querySelector('span');
  const more = { zh: ['展开全文', '收起'], en: ['Show all', 'Show less'] }[document.documentElement.lang.startsWith('en') ? 'en' : 'zh'];
  label.textContent = more[0];
  toggle.addEventListener('click', () => {
    const isFolded = words.classList.toggle('is-folded');
    toggle.setAttribute('aria-expanded', String(!isFolded));
    label.textContent = more[isFolded ? 0 : 1];
  });
  return toggle;
}

/** A list of questions as buttons that ask them. */
export function suggestionList(summaries, acts) {
  const list = element('ul', { class: 'suggestions' });
  for (const summary of summaries) {
    list.append(element('li', {}, button({ class: 'suggestion', 'data-article': summary.id, on: { click: () => acts.ask(summary.title) } },
      outside(summary.title))));
  }
  return list;
}

function source(said, acts) {
  const panel = element('div', { class: 'article', hidden: true });
  const toggle = button({ class: 'source', 'aria-expanded': 'false', title: t('sourceOpen') }, icon('book'),
    element('span', { class: 'source-label', text: t('source') }), outside(said.article.title, 'span', { class: 'source-title' }), icon('down', 'turn'));
  let isLoaded = false;
  toggle.addEventListener('click', async () => {
    const isOpening = panel.hidden;
    panel.hidden = !isOpening;
    toggle.setAttribute('aria-expanded', String(isOpening));
    if (!isOpening || isLoaded) return;
    const article = await acts.article(said.article.id);
    isLoaded = article !== undefined;
    panel.replaceChildren(...(article ? articleElements(article, said.text) : [element('p', { text: t('articleFailed') })]));
  });
  return element('div', { class: 'source-box' }, toggle, panel);
}

function articleElements(article, saidText) {
  const parts = [element('p', { class: 'article-head' }, outside(article.matter, 'span', { class: 'tag' }), outside(article.id, 'span', { class: 'article-id' })),
    outside(article.title, 'h3', { class: 'article-title' })];
  if (article.answer.trim() !== saidText.trim()) parts.push(outside(article.answer, 'div', { class: 'article-words' }));
  const phrasings = (article.phrasings ?? []).slice(0, 4);
  if (phrasings.length > 0) {
    parts.push(element('p', { class: 'small-title', text: t('alsoAsked') }),
      element('ul', { class: 'phrasings' }, ...phrasings.map((text) => element('li', {}, outside(text)))));
  }
  return parts;
}

function votes(message, acts) {
  const row = element('div', { class: 'votes' });
  const thanks = element('span', { class: 'votes-thanks', role: 'status' });
  const buttons = [[true, 'useful', 'thumb'], [false, 'useless', 'thumbDown']].map(([isUseful, name, drawing]) => {
    const one = button({ class: 'vote', 'data-vote': name, 'aria-pressed': 'false' }, icon(drawing), element('span', { text: t(name) }));
    one.addEventListener('click', async () => {
      show(isUseful);
      if (!(await acts.vote(message.id, isUseful))) show(acts.voteOf(message.id));
    });
    return one;
  });
  const show = (vote) => {
    buttons[0].setAttribute('aria-pressed', String(vote === true));
    buttons[1].setAttribute('aria-pressed', String(vote === false));
    thanks.textContent = vote === undefined ? '' : t(vote ? 'usefulThanks' : 'uselessThanks');
  };
  row.append(...buttons, thanks);
  show(acts.voteOf(message.id));
  return row;
}
