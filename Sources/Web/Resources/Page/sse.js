// The event-stream grammar of the HTML standard, for bytes split anywhere.

/** Takes text as it comes and gives records `{ event, data, id }` as they are complete. */
export class EventStreamParser {
  #rest = '';
  #afterReturn = false;
  #isFirst = true;
  #data = [];
  #event = '';
  #id = '';
  /** Milliseconds the server asked to wait before a reconnect; undefined until it did. */
  retry = undefined;

  /** Takes a stretch of text and returns the records it completed. */
  push(text) {
    const records = [];
    if (this.#isFirst && text.length > 0) {
      this.#isFirst = false;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    let start = 0;
    for (let place = 0; place < text.length; place += 1) {
      const character = text.charCodeAt(place);
      if (character === 10 && this.#afterReturn) {
        // The second half of CRLF ends no further line.
        this.#afterReturn = false;
        start = place + 1;
        continue;
      }
      this.#afterReturn = character === 13;
      if (character !== 10 && character !== 13) continue;
      this.#line(this.#rest + text.slice(start, place), records);
      this.#rest = '';
      start = place + 1;
    }
    this.#rest += text.slice(start);
    return records;
  }

  #line(line, records) {
    if (line === '') return this.#dispatch(records);
    if (line[0] === ':') return;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value[0] === ' ') value = value.slice(1);
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#event = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'retry' && /^[0-9]+$/.test(value)) this.retry = Number(value);
  }

  #dispatch(records) {
    if (this.#data.length > 0) {
      records.push({ event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id });
    }
    this.#data = [];
    this.#event = '';
  }
}
