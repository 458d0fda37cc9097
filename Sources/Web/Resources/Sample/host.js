// The sample host page: signs in made-up people and brings in the service as any host page would, by one script tag.
'use strict';
{
  const place = (id) => document.getElementById(id);
  const kept = 'sample.person';
  const parameters = new URLSearchParams(location.search);
  const stated = parameters.get('lang');
  const isEnglish = stated === 'en' || (stated !== 'zh' && (navigator.language || '').toLowerCase().startsWith('en'));
  let people = [];

  if (isEnglish) {
    document.documentElement.lang = 'en';
    document.title = 'Sample City e-Tax (sample page)';
    for (const node of document.querySelectorAll('[data-en]')) node.textContent = node.dataset.en;
  }

  const identityAddress = (id) => '/sample/identity?person=' + encodeURIComponent(id);

  function person() {
    try {
      return JSON.parse(sessionStorage.getItem(kept) || 'null');
    } catch {
      return null;
    }
  }

  function show() {
    const one = person();
    place('who').hidden = !one;
    place('who').textContent = one ? one.name + (one.enterprise ? ' · ' + one.enterprise : '') : '';
    place('sign-in').textContent = one ? (isEnglish ? 'Switch' : '切换') : isEnglish ? 'Sign in' : '登录';
    place('sign-in').classList.toggle('is-quiet', Boolean(one));
    place('todo-note').hidden = Boolean(one);
    place('sign-out').hidden = !one;
    place('tag').textContent = '<script src="' + location.origin + '/zuoxi.js" data-office="demo"'
      + (one ? '\n  data-identity-url="' + identityAddress(one.id) + '"' : '') + ' async></' + 'script>';
  }

  function bringIn() {
    const script = document.createElement('script');
    script.src = '/zuoxi.js';
    script.async = true;
    const office = parameters.get('office');
    if (office) script.dataset.office = office;
    if (isEnglish || stated) script.dataset.lang = isEnglish ? 'en' : 'zh';
    const one = person();
    if (one) script.dataset.identityUrl = identityAddress(one.id);
    document.body.append(script);
  }

  function become(one) {
    if (one) sessionStorage.setItem(kept, JSON.stringify(one));
    else sessionStorage.removeItem(kept);
    place('chooser').close();
    show();
    if (!window.zuoxi) return;
    window.zuoxi.setIdentity(one ? () => fetch(identityAddress(one.id)).then((answer) => answer.json()).then((answer) => answer.identity) : null);
  }

  async function choose() {
    place('chooser').showModal();
    if (people.length > 0) return;
    try {
      const answer = await (await fetch('/sample/people')).json();
      people = Array.isArray(answer) ? answer : answer.people ?? [];
    } catch {
      people = [];
    }
    place('people').replaceChildren(...people.map(row));
    place('people').querySelector('button')?.focus();
  }

  function row(one) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    const face = document.createElement('span');
    const words = document.createElement('span');
    const small = document.createElement('small');
    button.type = 'button';
    button.className = 'person';
    button.dataset.person = one.id;
    face.className = 'person-face';
    face.textContent = [...one.name][0] ?? '';
    face.setAttribute('aria-hidden', 'true');
    words.className = 'person-words';
    words.dir = 'auto';
    small.textContent = [one.enterprise, one.actingRole].filter(Boolean).join(' · ') || (isEnglish ? 'A natural person' : '自然人');
    words.append(one.name, small);
    button.append(face, words);
    button.addEventListener('click', () => become(one));
    item.append(button);
    return item;
  }

  place('sign-in').addEventListener('click', choose);
  place('cancel').addEventListener('click', () => place('chooser').close());
  place('sign-out').addEventListener('click', () => become(null));
  place('ask').addEventListener('click', () => window.zuoxi?.open());
  window.addEventListener('zuoxi:sign-in', choose);
  show();
  bringIn();
}
