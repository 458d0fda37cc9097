// An agent's telephone: opens the link once, then sends pictures straight into the talk.

import { Refusal, newID, send, upload } from '/page/api.js';
import { button, element } from '/page/dom.js';
import { prepared, requireSize } from '/page/pictures.js';
import { language, t } from '/page/words.js';

const place = 'zuoxi.phone';
const by = (id) => document.getElementById(id);
let token;

by('title').textContent = t('phoneTitle');
document.title = t('phoneTitle');
by('camera-label').textContent = t('phoneCamera');
by('files-label').textContent = t('phoneFiles');

for (const input of [by('camera'), by('files')]) {
  input.addEventListener('change', () => {
    for (const file of input.files) bring(file);
    input.value = '';
  });
}

begin();

/** The code of the link is used up by the first telephone; what it is exchanged for stays in this tab alone. */
async function begin() {
  const code = location.hash.slice(1);
  history.replaceState(null, '', location.pathname + location.search);
  say(t('connecting'));
  try {
    if (code) {
      const key = sessionStorage.getItem(place + '.key') ?? newID();
      sessionStorage.setItem(place + '.key', key);
      const visit = await send('POST', '/v1/phone/pairing', { token: code, key, body: {} });
      token = visit.token ?? code;
      sessionStorage.setItem(place, token);
      show(visit);
    } else {
      token = sessionStorage.getItem(place) ?? undefined;
      if (!token) return say(t('phoneUsed'), true);
      show(await send('GET', '/v1/phone', { token }));
    }
  } catch (error) {
    say(error instanceof Refusal ? (error.status === 401 ? t('phoneUsed') : error.words(language) ?? t('phoneAway')) : t('phoneAway'), true);
  }
}

function show(visit) {
  by('whose').textContent = t('phoneWhose', visit.agent.name, visit.taxpayer);
  by('acts').hidden = !visit.isOpen;
  const until = new Date(visit.expiresAt).toLocaleTimeString(language === 'zh' ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit' });
  say(visit.isOpen ? t('phoneReady', until) : t('phoneOver'), !visit.isOpen);
}

function say(words, isBad = false) {
  by('state').textContent = words;
  by('state').classList.toggle('is-bad', isBad);
}

/** One picture on its way, with its own line; sent again it is the same picture. */
function bring(file) {
  const id = newID();
  const bar = element('progress', { max: 1, value: 0 });
  const mark = element('span', { class: 'mark', text: t('sending') });
  const line = element('li', {}, element('img', { src: URL.createObjectURL(file), alt: '' }), element('span', { class: 'name', text: file.name }), element('div', {}, bar, mark));
  by('sent').prepend(line);
  const go = async () => {
    line.classList.remove('is-failed');
    bar.hidden = false;
    mark.replaceChildren(t('sending'));
    try {
      const blob = await prepared(file);
      requireSize(blob);
      await upload('/v1/phone/images?name=' + encodeURIComponent(file.name.slice(0, 120)), blob, {
        token, key: id, onProgress: (progress) => { bar.value = progress; },
      });
      line.classList.add('is-done');
      bar.hidden = true;
      mark.textContent = t('phoneSent');
    } catch (error) {
      line.classList.add('is-failed');
      bar.hidden = true;
      const words = error instanceof Refusal ? error.words(language) ?? t('failed') : t('phoneAway');
      mark.replaceChildren(words + ' ', button({ class: 'again', on: { click: go } }, element('span', { text: t('retry') })));
      if (error instanceof Refusal && error.status === 401) say(t('phoneUsed'), true);
    }
  };
  go();
}
