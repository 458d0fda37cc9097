// One request to the backend, and the two ways it can go wrong: refused with a problem, or without an answer.

/** The backend refused: RFC 9457 problem, or what stood in its place. */
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super('refused ' + status);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** The kind of problem, such as `identity-required`. */
  get kind() {
    return String(this.problem?.type ?? '').replace('urn:zuoxi:problem:', '');
  }

  /** Whether the same request may succeed later. */
  get isPassing() {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }

  /** What was wrong, in the reader's language; undefined if nobody said. */
  words(language) {
    return language === 'en' ? this.problem?.detailEnglish : this.problem?.detail;
  }
}

/** No answer came: the network is away, or the answer took too long. */
export class Unreachable extends Error {}

const patienceMilliseconds = 15000;
const uploadPatienceMilliseconds = 120000;

/** Sends JSON and reads JSON; throws `Refusal` or `Unreachable`. The token and all personal data travel in headers and bodies, never in the address. */
export async function send(method, path, { token, body, key } = {}) {
  const headers = { Accept: 'application/json' };
  if (token) headers.Authorization = 'Bearer ' + token;
  if (key) headers['Idempotency-Key'] = key;
  if (method === 'POST') headers['Content-Type'] = 'application/json';
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMilliseconds);
  let response, text;
  try {
    response = await fetch(path, {
      method, headers, signal: patience.signal, credentials: 'omit', cache: 'no-store', redirect: 'error',
      body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
    });
    text = await response.text();
  } catch (error) {
    throw new Unreachable(String(error));
  } finally {
    clearTimeout(timer);
  }
  const value = parsed(text);
  if (response.ok) {
    if (response.status !== 204 && value === undefined) throw new Unreachable('unreadable answer');
    return value;
  }
  const seconds = Number(response.headers.get('Retry-After') ?? value?.retryAfter);
  throw new Refusal(response.status, value, Number.isFinite(seconds) ? Math.min(seconds, 3600) : undefined);
}

function parsed(text) {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An id that sorts by the time it is made: 48 bits of milliseconds, 80 of chance. */
export function newID() {
  let time = Date.now();
  let text = '';
  for (let place = 0; place < 10; place += 1) {
    text = alphabet[time % 32] + text;
    time = Math.floor(time / 32);
  }
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) text += alphabet[byte & 31];
  return text;
}

/** Sends bytes; tells how far they are, and how to stop. Throws `Refusal` or `Unreachable`. */
export function upload(path, blob, { token, key, onProgress }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.timeout = uploadPatienceMilliseconds;
    request.setRequestHeader('Authorization', 'Bearer ' + token);
    request.setRequestHeader('Idempotency-Key', key);
    request.setRequestHeader('Content-Type', blob.type || 'application/octet-stream');
    const abort = () => request.abort();
    request.upload.addEventListener('progress', (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0, abort));
    request.addEventListener('load', () => {
      const value = parsed(request.responseText);
      if (request.status === 201 && value) return resolve(value);
      const seconds = Number(request.getResponseHeader('Retry-After') ?? value?.retryAfter);
      reject(new Refusal(request.status, value, Number.isFinite(seconds) ? Math.min(seconds, 3600) : undefined));
    });
    for (const event of ['error', 'timeout', 'abort']) request.addEventListener(event, () => reject(new Unreachable(event)));
    onProgress(0, abort);
    request.send(blob);
  });
}

/** Fetches bytes. Throws `Refusal` or `Unreachable`. */
export async function fetchBlob(path, token) {
  let response;
  try {
    response = await fetch(path, { headers: { Authorization: 'Bearer ' + token }, credentials: 'omit', redirect: 'error' });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (!response.ok) throw new Refusal(response.status, parsed(await response.text()));
  return response.blob();
}
