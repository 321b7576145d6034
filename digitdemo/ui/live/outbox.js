/* What waits in the browser to be sent: kept there, sent one by one, and again until the server says that it has it. */

/**
 * @typedef {{status: number, says?: string, counts?: number[], digit?: number}} Answer of ui/classroom/posted.py; status 0 for none
 * @typedef {{url: string, token: string}} Address
 * @typedef {{accepted(answer: Answer): void, refused(says: string): void, waits(count: number): void}} Listener
 */

const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 15000]; // between tries, when the network or the server is away
const TOO_FAST_MS = 700;
const ANSWER_WITHIN_MS = 15000;

/** @template {object} Item */
export class Outbox {
  /** @type {Address | null} where they go, as the server said last */
  to = null;

  /** @type {number | undefined} */
  timer = undefined;

  /** @type {Item[]} handed over, not yet accepted */
  queue = [];

  failures = 0;
  isSending = false;
  isHeld = false; // they are not taken now: they wait until the teacher goes on
  isClosed = false;

  /**
   * @param {string} place where the browser keeps them: other classes, and other pupils, have other places
   * @param {Listener} listener
   */
  constructor(place, listener) {
    this.place = place;
    this.listener = listener;
    const { queue } = this.read();
    if (Array.isArray(queue)) this.queue = queue;
    this.online = () => this.sendNow();
    window.addEventListener("online", this.online);
  }

  /** @returns {Record<string, unknown>} */
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.place) ?? "{}") ?? {};
    } catch {
      return {}; // a private window, or something that was never ours
    }
  }

  /** @returns {Record<string, unknown> | null} what to keep beside those that wait; null for nothing */
  beside() {
    return null;
  }

  keep() {
    const beside = this.beside();
    try {
      if (beside || this.queue.length) {
        localStorage.setItem(this.place, JSON.stringify({ ...beside, queue: this.queue }));
      } else localStorage.removeItem(this.place);
    } catch {
      // a private window: then they wait in this page alone
    }
  }

  /** @param {Address} to */
  serve(to) {
    this.to = to;
    this.isHeld = false;
    this.sendNow();
  }

  sendNow() {
    clearTimeout(this.timer);
    if (!this.isSending && this.queue.length && this.to && !this.isHeld && !this.isClosed) this.send(this.to);
  }

  /** @param {Address} to */
  async send(to) {
    this.isSending = true;
    const sent = this.queue[0];
    const pauseMs = this.take(await post(to, sent), sent);
    this.isSending = false;
    if (this.isClosed) return;
    if (this.failures || this.isHeld) this.listener.waits(this.queue.length);
    if (pauseMs !== null) this.timer = setTimeout(() => this.sendNow(), pauseMs);
  }

  /**
   * Take what the server said.
   *
   * @param {Answer} answer
   * @param {Item} sent
   * @returns {number | null} how long to wait before the next one, null for until somebody says so
   */
  take(answer, sent) {
    const { status, says = "" } = answer;
    if (status === 0 || status >= 500) return PAUSES_MS[Math.min(this.failures++, PAUSES_MS.length - 1)];
    this.failures = 0;
    if (status === 429) return TOO_FAST_MS;
    this.isHeld = status === 409;
    if (this.isHeld) return null;
    if (status === 403 || status === 404) this.queue = []; // the lesson is over, or this pupil has left it
    else this.queue = this.queue.filter((one) => one !== sent);
    this.keep();
    if (status === 200) this.listener.accepted(answer);
    else this.listener.refused(says);
    return 0;
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.timer);
    window.removeEventListener("online", this.online);
  }
}

/**
 * @param {Address} to
 * @param {object} item
 * @returns {Promise<Answer>}
 */
async function post({ url, token }, item) {
  try {
    const response = await fetch(window.location.origin + url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token, ...item }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { ...(await response.json()), status: response.status };
  } catch {
    return { status: 0 }; // no network, no server, or no answer that could be read: it may have arrived or not
  }
}
