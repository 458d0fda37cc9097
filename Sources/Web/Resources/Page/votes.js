// The visitor's votes on answers, kept for this tab so that a reload shows them.

import { newID } from './api.js';

const place = 'zuoxi.votes';

export class Votes {
  #visit;
  #votes;

  constructor(visit) {
    this.#visit = visit;
    try {
      this.#votes = JSON.parse(sessionStorage.getItem(place) ?? '{}') ?? {};
    } catch {
      this.#votes = {};
    }
  }

  /** True for 有用, false for 无用, undefined before a vote. */
  of(message) {
    return Object.hasOwn(this.#votes, message) ? this.#votes[message] : undefined;
  }

  /** Votes; returns whether the vote was taken. */
  async cast(message, isUseful) {
    if (this.of(message) === isUseful) return true;
    try {
      await this.#visit.send('POST', '/v1/visit/votes', { message, isUseful }, newID());
    } catch {
      return false;
    }
    this.#votes[message] = isUseful;
    try {
      sessionStorage.setItem(place, JSON.stringify(this.#votes));
    } catch {
      // The vote counts without being remembered here.
    }
    return true;
  }
}
