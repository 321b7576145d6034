/* What a pupil has drawn and not yet handed over. Each drawing carries a number, so that what arrives twice is kept
   once. */

/** @import { Listener } from "./outbox.js" */
import { Outbox } from "./outbox.js";

/**
 * @typedef {[number, number][]} Line where the pen went, in pixels of the canvas
 * @typedef {{number: number, digit: number, strokes: Line[]}} HandedIn
 */

const MOST = 60;

/** A number that no other drawing has: 53 bits by lot. */
function newNumber() {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return (high & 0x1fffff) * 2 ** 32 + low;
}

/** @extends {Outbox<HandedIn>} */
export class WaitingDrawings extends Outbox {
  /** @type {Line[]} on the canvas */
  strokes = [];

  /** @param {string} place @param {Listener} listener */
  constructor(place, listener) {
    super(place, listener);
    const { strokes } = this.read();
    if (Array.isArray(strokes)) this.strokes = strokes;
  }

  /** @override */
  beside() {
    return this.strokes.length ? { strokes: this.strokes } : null;
  }

  /** @param {Line[]} strokes what stands on the canvas now */
  keepStrokes(strokes) {
    this.strokes = strokes;
    this.keep();
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
    this.keepStrokes([]);
    this.sendNow();
  }
}
