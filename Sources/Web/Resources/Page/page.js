// The taxpayer's page: puts the parts together.

import { Refusal, newID } from './api.js';
import { Centre } from './centre.js';
import { Composer } from './composer.js';
import { button, element, say } from './dom.js';
import { Embed } from './embed.js';
import { Header } from './header.js';
import { Link } from './link.js';
import { Log } from './log.js';
import { Outbox } from './outbox.js';
import { Receipts } from './receipts.js';
import { Stream } from './stream.js';
import { Talk } from './talk.js';
import { Visit } from './visit.js';
import { AppointmentBook } from './appointments.js';
import { Booking } from './booking.js';
import { Call } from './call.js';
import { Gallery, Uploads } from './pictures.js';
import { SheetBook } from './sheets.js';
import { Votes } from './votes.js';
import { Waiting, waitedSeconds } from './waiting.js';
import { language, localised, momentText, t } from './words.js';

const place = (id) => document.getElementById(id);
const announce = (text) => (place('announcer').textContent = text);
const typingShownMilliseconds = 6000;

document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
document.title = t('title');

const embed = new Embed();
const visit = new Visit(embed, new URLSearchParams(location.search).get('office') ?? undefined);
const talk = new Talk();
const votes = new Votes(visit);
const gallery = new Gallery(visit);
const sheets = new SheetBook(visit, talk, gallery, { taking: (send) => taking(send), onChange: () => render() });
const book = new AppointmentBook(visit, { onChange: (appointment) => booking.changed(appointment) });
const booking = new Booking(book, place('appointment'));
const link = new Link(place('bar'), () => render());
const outbox = new Outbox(visit, { onChange: () => render(), onPosting: (send) => taking(send) });
const receipts = new Receipts(visit, talk, embed, () => log.isAtEnd);
let snapshot, stream, problem, isBusy = false, hasSignInCard = false, typingTimer, closedNotice;

const header = new Header(place('header'), {
  onEnd: () => end(), onClose: () => embed.tell({ type: 'close' }), onCentre: () => centre.open(), onBook: () => booking.open(),
});
const centre = new Centre(place('centre'), visit, {
  announce, onChange: () => render(), terms: () => snapshot?.leave, onTalk: () => refresh(), gallery,
});
centre.fill('appointments', (container, id) => booking.fill(container, id));
const leaveButton = button({ class: 'secondary-button', id: 'leave-now', on: { click: () => centre.leave() } }, element('span', { text: t('leaveMessage') }));
const leaveWords = element('p');
place('leave-offer').append(leaveWords, leaveButton);
const waiting = new Waiting(place('waiting'), { announce, onLeave: () => act('/v1/visit/leave'), onTick: () => offerToLeave(), isLate });
const log = new Log(place('log'), {
  ask: (text) => write(text),
  human: () => human(),
  vote: (message, isUseful) => votes.cast(message, isUseful),
  gallery,
  sheets,
  voteOf: (message) => votes.of(message),
  opened: (message) => visit.send('POST', '/v1/visit/openings', { message }, newID()).catch(() => {}),
  article: (id) => visit.send('GET', '/v1/visit/articles/' + encodeURIComponent(id)).catch(() => undefined),
  retry: (id) => outbox.retry(id),
  drop: (id) => outbox.drop(id),
  rate: (stars, comment) => act('/v1/visit/rating', { conversation: talk.conversation.id, stars, comment }),
  again: () => composer.focus(),
  leave: () => centre.leave(),
  book: () => booking.open(),
  seen: () => receipts.update(),
  earlier: () => earlier(),
  canSignIn: () => embed.isEmbedded,
  signIn: () => embed.tell({ type: 'sign-in' }),
  dismissSignIn: () => {
    hasSignInCard = false;
    render();
    composer.focus();
  },
});
const composer = new Composer(place('composer'), {
  onSend: (text) => write(text),
  onDraft: (draft) => visit.send('POST', '/v1/visit/typing', { draft }, newID()).catch(() => {}),
  onHuman: () => human(),
  onFiles: (files) => sendPictures(files),
  onCall: () => call.ask(),
});
const call = new Call(place('call'), {
  visit, embed, act,
  fail: (text) => {
    problem = text;
    render();
  },
});
const uploads = new Uploads(visit, {
  onChange: () => render(),
  onDone: (image, url) => {
    gallery.know(image.id, url);
    write('', image);
  },
});

function render() {
  const isOnline = link.isUp;
  const unread = snapshot?.leave ? centre.unread : undefined;
  header.render({ talk, office: snapshot?.office, isEmbedded: embed.isEmbedded, link: snapshot ? 'up' : 'connecting', unread, book });
  offerToLeave();
  booking.render();
  waiting.render(talk, isBusy);
  call.render(talk);
  composer.render({ talk, isBusy, canCall: call.canAsk(talk) });
  log.render({ talk, snapshot, outbox, uploads, isOnline, hasSignInCard, problem });
  document.body.dataset.stage = talk.stage;
  receipts.update();
}

/** Whether somebody has waited longer than the office means anybody to, whatever was expected. */
function isLate() {
  return snapshot?.leave !== undefined && waitedSeconds(talk) > snapshot.leave.afterSeconds;
}

/** A message is offered where nobody can answer soon, once. */
function offerToLeave() {
  const notice = closedQueue();
  const reason = notice ? undefined : leaveReason();
  place('leave-offer').hidden = !reason && !notice;
  leaveButton.hidden = isOffered() || (notice ? !mayLeave() : !reason);
  if (notice || reason) say(leaveWords, notice ?? t('leave_' + reason));
}

/** Why a message is offered, as it is now; undefined where it is not, or where the talk itself offers it. */
function leaveReason() {
  const terms = snapshot?.leave;
  if (!terms || talk.stage === 'talking' || isOffered()) return undefined;
  if (talk.stage !== 'waiting') return terms.reason;
  const { expectedWaitSeconds: wait, isCalling, isUnstaffed } = talk.standing ?? {};
  if (isCalling) return undefined;
  // The standing is told anew whenever it changes; the terms are as old as the page.
  if (isUnstaffed) return terms.reason === 'closed' ? 'closed' : 'nobody';
  if (isLate()) return 'longWaited';
  if (!talk.standing) return undefined;
  return wait === undefined ? 'busy' : wait > terms.afterSeconds ? 'longWait' : undefined;
}

/** Whether the talk of whoever waits says already that a message can be left. */
function isOffered() {
  return talk.stage === 'waiting' && talk.list.some((message) => message.body.notice?._0.code === 'otherWays');
}

/** What a closed queue says in the place of people; undefined while it is open. */
function closedQueue() {
  if (talk.stage === 'talking') return undefined;
  if (talk.stage !== 'waiting') return closedNotice;
  closedNotice = undefined;
  return talk.standing?.notice ? localised(talk.standing.notice) : undefined;
}

/** Whether a closed queue offers to leave a message: to whoever was sent away, and to those who wait where it says so. */
function mayLeave() {
  return Boolean(snapshot?.leave) && (talk.stage !== 'waiting' || talk.standing?.offersLeave === true);
}

function write(text, image) {
  problem = undefined;
  closedNotice = undefined;
  hasSignInCard = false;
  log.toEnd();
  outbox.add(text, image);
}

/** Sends pictures, while there is or soon will be a human who can look at them. Returns whether there was one. */
function sendPictures(files) {
  if (talk.stage !== 'waiting' && talk.stage !== 'talking') {
    if (![...files].some((file) => file.type.startsWith('image/'))) return false;
    problem = t('pictureNeedsHuman');
    render();
    return true;
  }
  problem = undefined;
  const isTaken = uploads.take(files);
  if (isTaken) log.toEnd();
  return isTaken;
}

/** Sends and takes the answer into the talk, unless the stream has told something newer meanwhile. */
async function taking(send) {
  const version = talk.version;
  const answer = await send();
  if (answer?.conversation) talk.takePosted(answer, version);
  if (answer?.standing) talk.takeStanding(answer.standing);
  return answer;
}

/** Does something to the conversation; says so when it is refused. Returns whether it was done. */
async function act(path, body) {
  if (isBusy) return false;
  isBusy = true;
  problem = undefined;
  closedNotice = undefined;
  render();
  try {
    await taking(() => visit.act(path, body));
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'identity-required') hasSignInCard = true;
    else if (error instanceof Refusal && error.kind === 'queue-closed' && snapshot?.leave) closedNotice = error.words(language);
    else problem = (error instanceof Refusal && error.words(language)) || t('refused');
    return false;
  } finally {
    isBusy = false;
    render();
  }
}

function human() {
  log.toEnd();
  if (snapshot?.taxpayer.isAnonymous) {
    hasSignInCard = true;
    return render();
  }
  return act('/v1/visit/escalate', {});
}

function end() {
  const dialog = element('dialog', { class: 'dialog', 'aria-label': t('endAsk') });
  const close = () => {
    dialog.close();
    dialog.remove();
    composer.focus();
  };
  const yes = button({ class: 'danger-button', id: 'end-yes' }, element('span', { text: t('endYes') }));
  yes.addEventListener('click', () => {
    close();
    act('/v1/visit/end');
  });
  dialog.append(element('p', { class: 'card-title', text: t('endAsk') }), element('div', { class: 'card-acts' }, yes,
    button({ class: 'secondary-button', on: { click: close } }, element('span', { text: t('no') }))));
  dialog.addEventListener('cancel', close);
  document.body.append(dialog);
  dialog.showModal();
}

async function earlier() {
  if (talk.firstNumber <= 1) return;
  try {
    talk.takePage(await visit.send('GET', '/v1/visit/messages?limit=50&before=' + talk.firstNumber));
    render();
  } catch {
    // Scrolling again tries again.
  }
}

function take(record) {
  let data;
  try {
    data = JSON.parse(record.data);
  } catch {
    return;
  }
  if (record.event === 'event') {
    centre.hear(data.body);
    const wasEnded = talk.isEnded;
    const isNews = talk.apply(data);
    if (talk.isEnded && !wasEnded) refreshTerms();
    if (book.take(data.body?.appointmentChanged?._0?.appointment)) return render();
    if (!isNews) return;
    const own = data.body.messagePosted?._0;
    if (own) outbox.items = outbox.items.filter((item) => item.id !== own.id || item.failure);
  } else if (record.event === 'standing') talk.takeStanding(data);
  else if (record.event === 'typing' && data.side === 'agent') showTyping(data.isTyping === true);
  else if (record.event === 'signal') return call.signal(data);
  else if (record.event === 'heartbeat') return talk.advance(record.id);
  else if (record.event === 'reset') return refresh();
  else return;
  render();
}

function showTyping(isTyping) {
  clearTimeout(typingTimer);
  talk.isAgentTyping = isTyping && talk.stage === 'talking';
  if (!isTyping) return;
  typingTimer = setTimeout(() => {
    talk.isAgentTyping = false;
    render();
  }, typingShownMilliseconds);
}

/** A new snapshot in place of a stream that cannot be resumed. */
async function refresh() {
  try {
    snapshot = await visit.send('GET', '/v1/visit');
    talk.takeSnapshot(snapshot);
    centre.unread = snapshot.leave?.unread ?? 0;
    book.takeSnapshot(snapshot);
    stream?.restart();
    render();
  } catch {
    setTimeout(refresh, 2000 + Math.random() * 2000);
  }
}

/** Whether people can be asked now: what was so at the beginning of a talk may be over at its end. */
async function refreshTerms() {
  try {
    const fresh = await visit.send('GET', '/v1/visit');
    snapshot = { ...snapshot, leave: fresh.leave, isOpen: fresh.isOpen };
    render();
  } catch {
    // The next snapshot says it.
  }
}

async function start() {
  try {
    snapshot = await visit.open();
  } catch (error) {
    return link.showFailure(error instanceof Refusal && error.status === 401 ? t('identityFailed') : t('failedText'), start);
  }
  link.clear();
  talk.takeSnapshot(snapshot);
  centre.unread = snapshot.leave?.unread ?? 0;
  book.takeSnapshot(snapshot);
  if (snapshot.blockedUntil) problem = t('blockedUntil', momentText(snapshot.blockedUntil));
  outbox.restore();
  render();
  log.toEnd();
  log.startAnnouncing();
  const scope = snapshot.taxpayer.isAnonymous ? visit.token.slice(-12) : visit.subject;
  stream = new Stream(scope, {
    token: () => visit.token,
    renew: (token) => visit.renew(token),
    position: () => talk.position.epoch + '.' + talk.position.sequence,
    onRecord: take,
    onState: (state) => {
      link.take(state);
      if (state === 'live') {
        outbox.hurry();
        call.resume();
      }
    },
  });
  if (embed.isOpen) composer.invite();
}

embed.on('opened', () => {
  composer.invite();
  log.toEnd();
  receipts.update();
});
embed.on('closed', () => receipts.update());
embed.on('focus', () => receipts.update());
// Somebody else signed in: nothing of the one before may stay on the screen or in memory.
const startOver = () => {
  visit.forget();
  // A host page of the same origin has things of its own in there.
  for (const name of ['outbox', 'votes', 'draft']) sessionStorage.removeItem('zuoxi.' + name);
  location.reload();
};
embed.on('identity', (identity) => visit.isOther(identity) && startOver());
visit.onStranger = (isOtherPerson) => (isOtherPerson ? startOver() : location.reload());
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing && centre.isOpen && !document.querySelector('dialog')) return centre.stepOut();
  if (event.key === 'Escape' && !event.isComposing && embed.isEmbedded && !document.querySelector('dialog')) embed.tell({ type: 'close' });
});
window.addEventListener('pageshow', (event) => event.persisted && location.reload());
start();
