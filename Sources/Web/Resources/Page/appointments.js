// The taxpayer's appointments: what is known of them, told by snapshot, answers and events; and what is asked of the backend. No elements.


/** Stages that are not over. */
const open = new Set(['booked', 'confirmed', 'ringing', 'late', 'started']);

export class AppointmentBook {
  #visit;
  #onChange;
  #appointments = new Map();
  /** What can be booked; undefined before it was asked for. */
  rules = undefined;
  /** Whether the visitor may book. */
  canBook = false;

  constructor(visit, { onChange }) {
    this.#visit = visit;
    this.#onChange = onChange;
  }

  takeSnapshot(snapshot) {
    this.canBook = snapshot.canBook === true;
    for (const appointment of snapshot.appointments ?? []) this.take(appointment, true);
  }

  /** Takes an appointment unless a later one is here; returns whether it changed anything. */
  take(appointment, isQuiet = false) {
    if (!appointment?.id || (this.#appointments.get(appointment.id)?.revision ?? 0) >= appointment.revision) return false;
    this.#appointments.set(appointment.id, appointment);
    if (!isQuiet) this.#onChange(appointment);
    return true;
  }

  /** Those that are not over, the next first. */
  get open() {
    return this.#sorted.filter((one) => open.has(one.stage));
  }

  /** Those that are over, the last first. */
  get over() {
    return this.#sorted.filter((one) => !open.has(one.stage)).reverse();
  }

  get #sorted() {
    return [...this.#appointments.values()].sort((one, other) => one.start.localeCompare(other.start) || one.id.localeCompare(other.id));
  }

  /** What calls just now: its time has come. */
  get calling() {
    return this.open.find((one) => one.stage === 'ringing' || one.stage === 'late');
  }

  async load() {
    const answer = await this.#visit.send('GET', '/v1/visit/appointments');
    this.rules = answer.rules;
    for (const appointment of answer.appointments) this.take(appointment, true);
  }

  async slots(rule, days) {
    return (await this.#visit.send('GET', `/v1/visit/slots?rule=${encodeURIComponent(rule)}&days=${days}`)).days;
  }

  async book(draft) {
    this.take(await this.#visit.act('/v1/visit/appointments', draft));
  }

  async cancel(id) {
    this.take(await this.#visit.act(`/v1/visit/appointments/${encodeURIComponent(id)}/cancel`, {}));
  }

  async move(id, start) {
    this.take(await this.#visit.act(`/v1/visit/appointments/${encodeURIComponent(id)}/move`, { start }));
  }
}
