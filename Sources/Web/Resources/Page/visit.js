// The visit: its token, whose it is, and requests in its name.

import { Refusal, fetchBlob, newID, send, upload } from './api.js';

const place = 'zuoxi.visit';
/** So long an act whose outcome nobody told is taken for the same one when it is asked for again. */
const unsettledMilliseconds = 60000;

export class Visit {
  #embed;
  #office;
  #kept;
  #renewal = undefined;
  #unsettled = undefined;
  #identity = null;
  /** Called with whether it is another person when a renewed session is not the one before's. */
  onStranger = () => {};

  constructor(embed, office) {
    this.#embed = embed;
    this.#office = office;
    this.#kept = read();
  }

  /** The bearer token; undefined before the visit is open. */
  get token() {
    return this.#kept?.token;
  }

  /** Whose visit this is; the same after a reload. */
  get subject() {
    return this.#kept?.subject ?? '';
  }

  /** Opens the visit, or goes on with the one of before the reload; returns the snapshot. */
  async open() {
    this.#identity = await this.#embed.identity();
    const isSame = this.#kept?.office === this.#office && this.#kept?.subject === subject(this.#identity);
    if (this.#kept && isSame) {
      try {
        return await send('GET', '/v1/visit', { token: this.token });
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 401) throw error;
      }
    }
    return this.#begin(isSame ? this.#kept?.token : undefined);
  }

  /** Whether that identity is somebody else's. */
  isOther(identity) {
    return subject(identity) !== this.subject;
  }

  /** Forgets the visit on this machine. */
  forget() {
    this.#kept = undefined;
    sessionStorage.removeItem(place);
  }

  /** A request in the visit's name; an ended session is renewed once on the way. */
  async send(method, path, body, key) {
    const token = this.token;
    try {
      return await send(method, path, { token, body, key });
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) throw error;
      await this.renew(token);
      return send(method, path, { token: this.token, body, key });
    }
  }

  /** Does something by POST. Asked for again when nobody told what came of it, it goes under the key it had, so that it is done once. */
  async act(path, body) {
    const sign = path + ' ' + JSON.stringify(body);
    const before = this.#unsettled;
    const isSame = before?.sign === sign && Date.now() - before.at < unsettledMilliseconds;
    const key = isSame ? before.key : newID();
    this.#unsettled = undefined;
    try {
      return await this.send('POST', path, body, key);
    } catch (error) {
      if (!(error instanceof Refusal) || error.isPassing) this.#unsettled = { sign, key, at: Date.now() };
      throw error;
    }
  }

  /** Uploads bytes; renews the token once if it has ended. */
  async upload(path, blob, key, onProgress) {
    return this.#renewing((token) => upload(path, blob, { token, key, onProgress }));
  }

  /** Fetches bytes; renews the token once if it has ended. */
  async blob(path) {
    return this.#renewing((token) => fetchBlob(path, token));
  }

  async #renewing(send) {
    const token = this.token;
    try {
      return await send(token);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) throw error;
      await this.renew(token);
      return send(this.token);
    }
  }

  /** A new token in place of the one that was refused; several callers share one renewal. */
  async renew(refused) {
    if (refused !== undefined && refused !== this.token) return;
    this.#renewal ??= (async () => {
      try {
        const before = this.#kept;
        if (this.subject !== '') this.#identity = await this.#embed.identity(true);
        await this.#begin(this.token);
        // An anonymous visit that ended, or a host page signed out meanwhile: the talk on the screen is not this visit's.
        if (before?.person !== this.#kept.person) this.onStranger(before?.subject !== this.subject);
      } finally {
        this.#renewal = undefined;
      }
    })();
    await this.#renewal;
  }

  async #begin(earlierToken) {
    try {
      return await this.#post(earlierToken);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401 || this.#identity === null) throw error;
      // The identity grew old on the way here: one fresh one from the host.
      this.#identity = await this.#embed.identity(true);
      return this.#post(undefined);
    }
  }

  async #post(earlierToken) {
    const body = { office: this.#office };
    if (this.#identity !== null) body.identity = this.#identity;
    else if (earlierToken) body.visitorToken = earlierToken;
    const visit = await send('POST', '/v1/visits', { body, key: newID() });
    this.#kept = { token: visit.token, subject: subject(this.#identity), office: this.#office, person: visit.snapshot.taxpayer.id };
    try {
      sessionStorage.setItem(place, JSON.stringify(this.#kept));
    } catch {
      // Without storage the visit lives as long as the page.
    }
    return visit.snapshot;
  }
}

/** Who a token is about, unverified: only to notice that somebody else signed in. */
function subject(identity) {
  if (identity === null) return '';
  try {
    const middle = identity.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const claims = JSON.parse(atob(middle));
    return String(claims.iss) + '/' + String(claims.sub);
  } catch {
    return 'unreadable';
  }
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
