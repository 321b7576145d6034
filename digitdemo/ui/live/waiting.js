/* What a pupil has drawn and not yet handed over: kept in the browser, sent one by one, and again until the server says
   that it has it. Each drawing carries a number, so that what arrives twice is kept once. */

/**
 * @typedef {[number, number][]} Line where the pen went, in pixels of the canvas
 * @typedef {{number: number, digit: number, strokes: Line[]}} HandedIn
 * @typedef {{status: number, says?: string, counts?: number[]}} Answer of ui/classroom/hand_in.py; status 0 for none
 * @typedef {{accepted(answer: Answer): void, refused(says: string): void, waits(count: number): void}} Listener
 */

const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 15000]; // between tries, when the network or the server is away
const TOO_FAST_MS = 700;
const ANSWER_WITHIN_MS = 15000;
const MOST = 60;

/** A number that no other drawing has: 53 bits by lot. */
function newNumber() {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return (high & 0x1fffff) * 2 ** 32 + low;
}

export class WaitingDrawings {
  /** @type {{url: string, token: string} | null} where they go, as the server said last */
  to = null;

  /** @type {number | undefined} */
  timer = undefined;

  failures = 0;
  isSending = false;
  isHeld = false; // nothing is collected now: they wait until the teacher goes on
  isClosed = false;

  /**
   * @param {string} place where the browser keeps them: other classes, and other pupils, have other places
   * @param {Listener} listener
   */
  constructor(place, listener) {
    this.place = place;
    this.listener = listener;
    const kept = this.read();
    this.strokes = kept.strokes; // on the canvas
    this.queue = kept.queue; // handed in, not yet accepted
    this.online = () => this.sendNow();
    window.addEventListener("online", this.online);
  }

  /** @returns {{strokes: Line[], queue: HandedIn[]}} */
  read() {
    try {
      const { strokes, queue } = JSON.parse(localStorage.getItem(this.place) ?? "{}");
      return { strokes: Array.isArray(strokes) ? strokes : [], queue: Array.isArray(queue) ? queue : [] };
    } catch {
      return { strokes: [], queue: [] }; // a private window, or something that was never ours
    }
  }

  keep(strokes = this.strokes) {
    this.strokes = strokes;
    try {
      if (strokes.length || this.queue.length) {
        localStorage.setItem(this.place, JSON.stringify({ strokes, queue: this.queue }));
      } else localStorage.removeItem(this.place);
    } catch {
      // a private window: then they wait in this page alone
    }
  }

  get isFull() {
    return this.queue.length >= MOST;
  }

  /**
   * Hand in: from here on it is on its way, whatever becomes of the network.
   *
   * @param {number} digit
   * @param {Line[]} strokes
   */
  add(digit, strokes) {
    this.queue.push({ number: newNumber(), digit, strokes });
    this.keep([]);
    this.sendNow();
  }

  /** @param {{url: string, token: string}} to */
  serve(to) {
    this.to = to;
    this.isHeld = false;
    this.sendNow();
  }

  sendNow() {
    clearTimeout(this.timer);
    if (!this.isSending && this.queue.length && this.to && !this.isHeld && !this.isClosed) this.send(this.to);
  }

  /** @param {{url: string, token: string}} to */
  async send(to) {
    this.isSending = true;
    const pauseMs = this.take(await post(to, this.queue[0]));
    this.isSending = false;
    if (this.isClosed) return;
    if (this.failures || this.isHeld) this.listener.waits(this.queue.length);
    if (pauseMs !== null) this.timer = setTimeout(() => this.sendNow(), pauseMs);
  }

  /**
   * Take what the server said.
   *
   * @param {Answer} answer
   * @returns {number | null} how long to wait before the next one, null for until somebody says so
   */
  take(answer) {
    const { status, says = "" } = answer;
    if (status === 0 || status >= 500) return PAUSES_MS[Math.min(this.failures++, PAUSES_MS.length - 1)];
    this.failures = 0;
    if (status === 429) return TOO_FAST_MS;
    this.isHeld = status === 409;
    if (this.isHeld) return null;
    if (status === 403 || status === 404) this.queue = []; // the lesson is over, or this pupil has left it
    else this.queue.shift();
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
 * @param {{url: string, token: string}} to
 * @param {HandedIn} drawing
 * @returns {Promise<Answer>}
 */
async function post({ url, token }, drawing) {
  try {
    const response = await fetch(window.location.origin + url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token, ...drawing }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { ...(await response.json()), status: response.status };
  } catch {
    return { status: 0 }; // no network, no server, or no answer that could be read: it may have arrived or not
  }
}
