// The conversation as the page knows it: a snapshot, moved on by events and answers. No elements, no network.

const endedStages = new Set(['wrapUp', 'closed']);

export class Talk {
  /** The conversation; undefined before the first words. */
  conversation = undefined;
  /** Messages by number. */
  messages = new Map();
  /** Earlier conversations of this page, each `{ id, messages }`. */
  earlier = [];
  /** The place in the queue while waiting. */
  standing = undefined;
  /** When the standing was told, by this machine's monotonic clock. */
  standingAt = 0;
  /** Whether the agent types. */
  isAgentTyping = false;
  /** Log position up to which events are applied. */
  position = { epoch: 0, sequence: 0 };
  /** Grows with each event about the stage: an answer asked for before does not overrule it. */
  version = 0;

  /** Begins from a snapshot; what was on the screen from an earlier conversation stays above. */
  takeSnapshot(snapshot) {
    this.position = position(snapshot.position) ?? this.position;
    const detail = snapshot.current;
    if (detail) this.#begin(detail.conversation);
    if (detail) this.conversation = detail.conversation;
    for (const message of detail?.messages ?? []) this.messages.set(message.number, message);
    if (!detail && this.conversation && this.isOpen) this.conversation = { ...this.conversation, stage: 'closed' };
    this.takeStanding(snapshot.standing);
    this.isAgentTyping = false;
    this.version += 1;
  }

  /** The stage: `assistant` before the first words. */
  get stage() {
    return this.conversation?.stage ?? 'assistant';
  }

  /** Whether the conversation goes on. */
  get isOpen() {
    return this.conversation !== undefined && !endedStages.has(this.stage);
  }

  /** Whether it is over but still on the screen. */
  get isEnded() {
    return this.conversation !== undefined && endedStages.has(this.stage);
  }

  /** The messages in order. */
  get list() {
    return [...this.messages.values()].sort((one, other) => one.number - other.number);
  }

  /** Number of the earliest message here; 0 without any. */
  get firstNumber() {
    return this.messages.size === 0 ? 0 : Math.min(...this.messages.keys());
  }

  /** Number of the last message without a gap from the first: only that far may be acknowledged. */
  get lastNumber() {
    let number = this.firstNumber;
    while (this.messages.has(number + 1)) number += 1;
    return number;
  }

  /** A sheet of this page's talks, and whether anything can still be done to it. */
  sheet(id) {
    const own = this.conversation?.sheets?.find((sheet) => sheet.id === id);
    if (own) return { sheet: own, isOpen: this.stage === 'talking' || this.stage === 'waiting' };
    for (const { sheets } of this.earlier) {
      const found = sheets?.find((sheet) => sheet.id === id);
      if (found) return { sheet: found, isOpen: false };
    }
    return { sheet: undefined, isOpen: false };
  }

  /** Takes a sheet, unless a later one is here. */
  takeSheet(sheet) {
    if (!this.conversation) return;
    this.conversation.sheets = withSheet(this.conversation.sheets, sheet);
  }

  /** Takes what became durable; `version` is what it was when the request was sent. */
  takePosted(posted, version) {
    const conversation = posted.conversation;
    const isNew = this.#begin(conversation);
    const isNewer = isNew || (version === this.version && conversation.lastNumber >= this.conversation.lastNumber);
    const known = isNew ? undefined : this.conversation.invitation;
    const before = this.conversation.sheets ?? [];
    if (isNewer) this.conversation = isNew ? conversation : withReceipts(conversation, this.conversation);
    this.conversation.invitation = latest(known, conversation.invitation);
    if (!isNew) for (const sheet of isNewer ? before : conversation.sheets ?? []) this.takeSheet(sheet);
    for (const message of posted.messages ?? []) if (message.conversation === this.conversation.id) this.messages.set(message.number, message);
    if (this.stage !== 'waiting') this.takeStanding(undefined);
  }

  /** Takes a page of earlier messages. */
  takePage(page) {
    for (const message of page.messages) {
      if (message.conversation === this.conversation?.id) this.messages.set(message.number, message);
    }
  }

  /** Takes a place in the queue. */
  takeStanding(standing) {
    this.standing = standing && standing.conversation === this.conversation?.id ? standing : undefined;
    this.standingAt = performance.now();
  }

  /** Applies an event; one already applied changes nothing. Returns whether anything changed. */
  apply(event) {
    const at = position(event.position);
    if (!at || at.epoch !== this.position.epoch || at.sequence <= this.position.sequence) return false;
    this.position = at;
    const [kind, wrapped] = Object.entries(event.body)[0] ?? [];
    const change = wrapped?._0 ?? wrapped;
    if (kind === 'conversationOpened') {
      if (this.#begin(change)) this.conversation = change;
      return true;
    }
    if (kind === 'messagePosted') return this.#applyMessage(change);
    if (change?.conversation !== this.conversation?.id || !this.conversation) return false;
    return this.#applyChange(kind, change);
  }

  /** Moves the position without an event: heartbeats tell how far the log is. */
  advance(id) {
    const at = position(id);
    if (at && at.epoch === this.position.epoch && at.sequence > this.position.sequence) this.position = at;
  }

  #applyMessage(message) {
    if (message.conversation !== this.conversation?.id) return false;
    this.messages.set(message.number, message);
    if (message.number > this.conversation.lastNumber) this.conversation.lastNumber = message.number;
    if (message.author.side === 'agent') this.isAgentTyping = false;
    return true;
  }

  #applyChange(kind, change) {
    const talk = this.conversation;
    const isStage = ['queued', 'accepted', 'ended', 'wrappedUp'].includes(kind);
    if (isStage) this.version += 1;
    if (kind === 'queued') Object.assign(talk, { stage: 'waiting', queue: change.entry, agent: undefined, agentAway: undefined });
    else if (kind === 'accepted') Object.assign(talk, { stage: 'talking', agent: change.agent, heldSince: undefined, agentAway: undefined });
    else if (kind === 'takenOver') Object.assign(talk, { agent: change.supervisor, heldSince: undefined, agentAway: undefined });
    else if (kind === 'ended') Object.assign(talk, { stage: talk.stage === 'talking' ? 'wrapUp' : 'closed', endReason: change.reason });
    else if (kind === 'wrappedUp') talk.stage = 'closed';
    else if (kind === 'held') talk.heldSince = change.since;
    else if (kind === 'agentPresence') talk.agentAway = change.away;
    else if (kind === 'invitationChanged') talk.invitation = latest(talk.invitation, change.invitation);
    else if (kind === 'sheetChanged') this.takeSheet(change.sheet);
    else if (kind === 'rated') talk.rating = change.rating;
    else if (kind === 'receiptAdvanced') {
      const name = change.side === 'taxpayer' ? 'taxpayerReceipt' : 'agentReceipt';
      talk[name] = furthest(talk[name], change.receipt);
    } else return false;
    if (isStage && talk.stage !== 'waiting') this.takeStanding(undefined);
    if (isStage) this.isAgentTyping = false;
    return true;
  }

  /** Makes room for a conversation; true if it is another one than before. */
  #begin(conversation) {
    if (this.conversation?.id === conversation.id) return false;
    if (this.conversation && this.messages.size > 0) this.earlier.push({ id: this.conversation.id, messages: this.list, sheets: this.conversation.sheets });
    this.conversation = conversation;
    this.messages = new Map();
    this.takeStanding(undefined);
    return true;
  }
}

/** Reads `epoch.seq`. */
export function position(text) {
  const parts = /^(\d+)\.(\d+)$/.exec(String(text ?? ''));
  return parts ? { epoch: Number(parts[1]), sequence: Number(parts[2]) } : undefined;
}

/** The later of two words about invitations. */
function latest(one, other) {
  if (!one || !other) return one ?? other;
  return other.number > one.number || (other.number === one.number && other.revision > one.revision) ? other : one;
}

/** Sheets with that one among them, the later of two with the same name. */
function withSheet(sheets, sheet) {
  const others = sheets ?? [];
  const before = others.find((other) => other.id === sheet.id);
  if (!before) return [...others, sheet];
  return before.revision >= sheet.revision ? others : others.map((other) => (other === before ? sheet : other));
}

function furthest(one, other) {
  return {
    delivered: Math.max(one?.delivered ?? 0, other?.delivered ?? 0, other?.read ?? 0),
    read: Math.max(one?.read ?? 0, other?.read ?? 0),
  };
}

function withReceipts(conversation, before) {
  return {
    ...conversation,
    taxpayerReceipt: furthest(before.taxpayerReceipt, conversation.taxpayerReceipt),
    agentReceipt: furthest(before.agentReceipt, conversation.agentReceipt),
  };
}
