// What stands below a conversation that is over: the rating, and the way to a new one.

import { button, element, say } from './dom.js';
import { icon } from './icons.js';
import { starText, t } from './words.js';

/** The card for an ended conversation; `onRate(stars, comment)` returns whether it was taken. */
export function endedCard(conversation, { onRate, onAgain }) {
  const card = element('section', { class: 'card ended', 'aria-label': t('endedTitle') });
  if (conversation.rating) {
    card.append(element('p', { class: 'card-title', text: t('rateThanks') }), shownStars(conversation.rating.stars));
  } else if (conversation.agent && conversation.endReason !== 'blocked') {
    card.append(ratingForm(onRate));
  } else {
    card.append(element('p', { class: 'card-title', text: t('endedTitle') }));
  }
  card.append(button({ class: 'secondary-button', id: 'again', on: { click: onAgain } }, element('span', { text: t('again') })));
  return card;
}

function shownStars(count) {
  const stars = [1, 2, 3, 4, 5].map((star) => icon('star', star <= count ? 'star is-on' : 'star'));
  return element('p', { class: 'stars-shown', role: 'img', 'aria-label': t('stars', count, starText(count)) }, ...stars);
}

function ratingForm(onRate) {
  const words = element('p', { class: 'star-words', 'aria-live': 'polite', text: t('rateText') });
  const submit = button({ class: 'primary-button', id: 'rate', disabled: true }, element('span', { text: t('rateSend') }));
  const comment = element('textarea', { class: 'field', rows: 2, maxlength: 500, 'aria-label': t('rateComment'), placeholder: t('rateComment'), id: 'comment' });
  let chosen = 0;
  const labels = [];
  const show = (count) => labels.forEach((label, place) => label.classList.toggle('is-on', place < count));
  for (let star = 1; star <= 5; star += 1) {
    const input = element('input', { type: 'radio', name: 'stars', value: star, class: 'unseen', 'aria-label': t('stars', star, starText(star)) });
    input.addEventListener('change', () => {
      chosen = star;
      show(star);
      say(words, starText(star));
      submit.disabled = false;
    });
    labels.push(element('label', { class: 'star-label', 'data-stars': star, title: starText(star) }, input, icon('star', 'star')));
  }
  labels.forEach((label, place) => {
    label.addEventListener('pointerenter', () => show(place + 1));
    label.addEventListener('pointerleave', () => show(chosen));
  });
  submit.addEventListener('click', async () => {
    submit.disabled = true;
    if (!(await onRate(chosen, comment.value.trim()))) submit.disabled = false;
  });
  const stars = element('div', { class: 'star-row', role: 'radiogroup', 'aria-label': t('rateTitle') }, ...labels);
  return element('div', { class: 'rating' }, element('p', { class: 'card-title', text: t('rateTitle') }), stars, words, comment, submit);
}
