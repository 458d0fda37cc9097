// What an agent sends besides words. Everything in it comes from outside and goes in as text; an address is followed only when it is https.

import { element, outside } from './dom.js';
import { icon } from './icons.js';
import { localised, t } from './words.js';

/** An entry link 办理入口. `acts.opened` is told when it is followed. */
export function entryLinkCard(message, card, acts) {
  const box = element('section', { class: 'bubble entry-link', 'aria-label': t('entryLink') });
  if (card.words) box.append(outside(card.words, 'p', { class: 'card-words' }));
  box.append(element('p', { class: 'card-kind' }, icon('open'), element('span', { text: t('entryLink') })),
    outside(localised(card.title), 'h3', { class: 'card-name' }));
  if (card.menuPath?.length > 0) box.append(path(card.menuPath));
  const address = webAddress(card.url);
  const limits = [address?.host, card.region, card.validUntil && t('linkUntil', card.validUntil)].filter(Boolean);
  if (limits.length > 0) box.append(outside(limits.join(' · '), 'p', { class: 'card-limits' }));
  if (!address || isOver(card.validUntil)) {
    box.append(element('p', { class: 'card-over', text: t(address ? 'linkOver' : 'linkBroken') }));
  } else {
    box.append(element('a', {
      class: 'primary-button link-open', href: address.href, target: '_blank', rel: 'noopener noreferrer', 'data-act': 'open-link',
      on: { click: () => acts.opened(message.id), auxclick: (event) => event.button === 1 && acts.opened(message.id) },
    }, icon('open'), element('span', { text: t('linkOpen') })));
  }
  return box;
}

function path(names) {
  const list = element('ol', { class: 'menu-path' });
  for (const name of names) list.append(element('li', {}, outside(name)));
  return list;
}

function webAddress(text) {
  try {
    const address = new URL(text);
    return address.protocol === 'https:' ? address : undefined;
  } catch {
    return undefined;
  }
}

/** Whether that day is over where the tax bureaus are, eight hours east of UTC. */
function isOver(day) {
  return Boolean(day) && day < new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
}
