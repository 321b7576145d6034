/* How the reading grew along the line. There is room for a fixed number of moments: when it is full every second one
   goes, and from then on every second reading is kept, and so on; the latest one always stands at the end. */

const ROOM = 512;

export class History {
  count = 0; // moments kept
  seen = 0; // readings heard of
  every = 1; // so many readings share a moment; its last one is kept

  /**
   * @param {number} fieldSize pixels of the network's input
   * @param {string[]} names of the network's classes
   */
  constructor(fieldSize, names) {
    this.fieldSize = fieldSize;
    this.names = names;
    this.probabilities = new Float32Array(ROOM * names.length);
    this.fields = new Uint8Array(ROOM * fieldSize);
    this.lengths = new Float64Array(ROOM);
    this.least = 0; // below this probability the network says no digit
  }

  get classes() {
    return this.names.length;
  }

  /**
   * Another network may tell other classes apart: what was read before is forgotten then.
   *
   * @param {string[]} names
   */
  tellApart(names) {
    if (names.join() === this.names.join()) return;
    this.names = names;
    this.probabilities = new Float32Array(ROOM * names.length);
    this.clear();
  }

  clear() {
    [this.count, this.seen, this.every] = [0, 0, 1];
  }

  /**
   * @param {ArrayLike<number>} probabilities
   * @param {Float64Array} field the network's input then, 0 paper to 1 ink
   * @param {number} length how long the line was then, canvas pixels
   */
  add(probabilities, field, length) {
    let moment = Math.floor(this.seen++ / this.every);
    if (moment === ROOM) {
      this.thin();
      moment = ROOM / 2;
    }
    this.count = moment + 1;
    this.probabilities.set(probabilities, moment * this.classes);
    for (let index = 0, at = moment * this.fieldSize; index < this.fieldSize; index++) {
      this.fields[at + index] = 255 * field[index] + 0.5;
    }
    this.lengths[moment] = length;
  }

  thin() {
    const { classes, fieldSize } = this;
    for (let from = 1, to = 0; from < ROOM; from += 2, to++) {
      this.probabilities.copyWithin(to * classes, from * classes, (from + 1) * classes);
      this.fields.copyWithin(to * fieldSize, from * fieldSize, (from + 1) * fieldSize);
      this.lengths[to] = this.lengths[from];
    }
    this.every *= 2;
  }

  /** @param {number} moment */
  probabilitiesAt(moment) {
    return this.probabilities.subarray(moment * this.classes, (moment + 1) * this.classes);
  }

  /** @param {number} moment */
  fieldAt(moment) {
    return this.fields.subarray(moment * this.fieldSize, (moment + 1) * this.fieldSize);
  }

  /**
   * The most probable digit at a moment.
   *
   * @param {number} moment
   */
  bestAt(moment) {
    return largest(this.probabilitiesAt(moment));
  }

  /**
   * The digit that the network said at a moment; null where it would not say.
   *
   * @param {number} moment
   */
  saidAt(moment) {
    const best = this.bestAt(moment);
    return this.probabilities[moment * this.classes + best] >= this.least ? best : null;
  }

  /**
   * What the network said at a moment, "?" where it would not say.
   *
   * @param {number} moment
   */
  nameAt(moment) {
    const said = this.saidAt(moment);
    return said === null ? "?" : this.names[said];
  }

  /**
   * How much of the line was drawn at a moment, 0 to 1.
   *
   * @param {number} moment
   */
  shareAt(moment) {
    return this.lengths[moment] / Math.max(this.lengths[this.count - 1], 1e-9);
  }

  /**
   * The moment at which this share of the line was drawn.
   *
   * @param {number} share 0 to 1
   */
  momentOf(share) {
    let moment = 0;
    while (moment < this.count - 1 && this.shareAt(moment) < share) moment++;
    return moment;
  }

  /** The first moment from which it said what it said at the end; null where that was no digit. */
  get knew() {
    let moment = this.count - 1;
    const digit = moment < 0 ? null : this.saidAt(moment);
    if (digit === null) return null;
    while (moment > 0 && this.saidAt(moment - 1) === digit) moment--;
    return moment;
  }
}

/**
 * The place of the largest value.
 *
 * @param {ArrayLike<number>} values
 */
export function largest(values) {
  let best = 0;
  for (let index = 1; index < values.length; index++) if (values[index] > values[best]) best = index;
  return best;
}
