/* Pen strokes to the network's input, the recipe of reading/preprocessing.py step for step; its constants come from
   there. Strokes are drawn by distance, not on a hidden canvas: browsers that guard against tracking blur what is read
   back from one. All buffers are made once. */

/** @import { Constants } from "./types" */

/** @typedef {{pixels: Uint8Array, width: number, height: number}} Box the digit in gray, its longer side the box's */
/** @typedef {{left: number, top: number, width: number, height: number}} Part */

/** Points of all strokes, one behind the other: x, y, x, y, ...; a stroke ends before each of `ends`. */
export class Points {
  constructor() {
    this.xy = new Float64Array(8192);
    /** @type {number[]} */
    this.ends = [];
    this.length = 0;
  }

  clear() {
    this.length = 0;
    this.ends.length = 0;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  add(x, y) {
    if (this.length + 2 > this.xy.length) {
      const longer = new Float64Array(2 * this.xy.length);
      longer.set(this.xy);
      this.xy = longer;
    }
    this.xy[this.length++] = x;
    this.xy[this.length++] = y;
  }

  endStroke() {
    this.ends.push(this.length);
  }
}

/**
 * @param {Constants} constants
 * @returns {(points: {xy: Float64Array, ends: number[], length: number}, field: Float64Array) => boolean} fills the
 *   field, 0 paper to 1 ink, and answers false where nothing is drawn
 */
export function createPreparation(constants) {
  const { field_px: fieldSide, box_px: boxSide, oversampling } = constants;
  const fineSide = boxSide * oversampling;
  const fine = new Uint8Array(fineSide * fineSide);
  const box = { pixels: new Uint8Array(boxSide * boxSide), width: 0, height: 0 };
  const narrowed = new Float64Array(fineSide * boxSide);

  return (points, field) => {
    field.fill(0);
    if (points.length === 0) return false;
    const [width, height] = redraw(points, fine, constants);
    const part = crop(fine, width, height, constants.ink_threshold);
    if (!part) return false;
    scaleIntoBox(fine, width, part, boxSide, narrowed, box);
    centreByMass(box, field, fieldSide);
    return true;
  };
}

/**
 * Draw strokes so that their ink just fills a box, with a pen of one width.
 *
 * @param {{xy: Float64Array, ends: number[], length: number}} points
 * @param {Uint8Array} fine drawn on
 * @param {Constants} constants
 * @returns {[number, number]} width and height, in pixels of `fine`
 */
function redraw(points, fine, constants) {
  const { box_px: boxSide, pen_width_in_box_px: pen, oversampling, line_excess_px: excess } = constants;
  const { xy, length } = points;
  let lowX = Infinity, lowY = Infinity, highX = -Infinity, highY = -Infinity;
  for (let index = 0; index < length; index += 2) {
    const x = xy[index], y = xy[index + 1];
    if (x < lowX) lowX = x;
    if (x > highX) highX = x;
    if (y < lowY) lowY = y;
    if (y > highY) highY = y;
  }
  const scale = ((boxSide - pen) * oversampling) / Math.max(highX - lowX, highY - lowY, 1e-9);
  const sideOf = (/** @type {number} */ extent) =>
    Math.min(boxSide, Math.ceil(Math.round(((extent * scale) / oversampling + pen) * 1000) / 1000)) * oversampling;
  const width = sideOf(highX - lowX), height = sideOf(highY - lowY);
  const shiftX = (width - (highX - lowX) * scale) / 2 - lowX * scale;
  const shiftY = (height - (highY - lowY) * scale) / 2 - lowY * scale;
  const radius = Math.max(1, roundHalfToEven(pen * oversampling)) / 2 + excess;

  fine.fill(0, 0, width * height);
  for (let stroke = 0, from = 0; stroke < points.ends.length; from = points.ends[stroke++]) {
    const end = points.ends[stroke];
    let x = xy[from] * scale + shiftX, y = xy[from + 1] * scale + shiftY;
    if (end - from === 2) drawSegment(fine, width, height, x, y, x, y, radius);
    for (let index = from + 2; index < end; index += 2) {
      const nextX = xy[index] * scale + shiftX, nextY = xy[index + 1] * scale + shiftY;
      const isLast = index + 2 === end;
      if (!isLast && Math.abs(nextX - x) < 1 && Math.abs(nextY - y) < 1) continue; // an eighth of a box pixel
      drawSegment(fine, width, height, x, y, nextX, nextY, radius);
      x = nextX;
      y = nextY;
    }
  }
  return [width, height];
}

/**
 * A line with round ends; its edge fades over one pixel.
 *
 * @param {Uint8Array} fine drawn on
 * @param {number} width of `fine`
 * @param {number} height
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @param {number} radius
 */
function drawSegment(fine, width, height, x1, y1, x2, y2, radius) {
  const reach = radius + 0.5;
  const fromX = Math.max(0, Math.floor(Math.min(x1, x2) - reach));
  const toX = Math.min(width - 1, Math.floor(Math.max(x1, x2) + reach));
  const fromY = Math.max(0, Math.floor(Math.min(y1, y2) - reach));
  const toY = Math.min(height - 1, Math.floor(Math.max(y1, y2) + reach));
  const alongX = x2 - x1, alongY = y2 - y1;
  const inverse = 1 / Math.max(alongX * alongX + alongY * alongY, 1e-12);
  const inner = Math.max(0, radius - 0.5) ** 2, outer = reach * reach;
  for (let row = fromY; row <= toY; row++) {
    const y = row + 0.5 - y1;
    for (let column = fromX, at = row * width + fromX; column <= toX; column++, at++) {
      if (fine[at] === 255) continue;
      const x = column + 0.5 - x1;
      let share = (x * alongX + y * alongY) * inverse;
      share = share < 0 ? 0 : share > 1 ? 1 : share;
      const offX = x - share * alongX, offY = y - share * alongY;
      const square = offX * offX + offY * offY;
      if (square >= outer) continue;
      const ink = square <= inner ? 255 : Math.round(255 * (reach - Math.sqrt(square)));
      if (ink > fine[at]) fine[at] = ink;
    }
  }
}

/**
 * Where the ink is; null where there is none.
 *
 * @param {Uint8Array} fine
 * @param {number} width
 * @param {number} height
 * @param {number} threshold darker than this is ink
 * @returns {Part | null}
 */
function crop(fine, width, height, threshold) {
  let left = width, right = -1, top = height, bottom = -1;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (fine[at] <= threshold) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * Shrink so that the longer side is `boxSide`, by averaging over areas: first along rows, then along columns.
 *
 * @param {Uint8Array} fine
 * @param {number} stride pixels of a row of `fine`
 * @param {Part} part what of it is shrunk
 * @param {number} boxSide
 * @param {Float64Array} narrowed room for what lies between the two steps
 * @param {Box} box filled
 */
function scaleIntoBox(fine, stride, part, boxSide, narrowed, box) {
  const scale = boxSide / Math.max(part.width, part.height);
  box.width = Math.max(1, roundHalfToEven(part.width * scale));
  box.height = Math.max(1, roundHalfToEven(part.height * scale));
  const cellWidth = part.width / box.width, cellHeight = part.height / box.height;
  for (let y = 0; y < part.height; y++) {
    const from = (part.top + y) * stride + part.left;
    for (let x = 0; x < box.width; x++) {
      narrowed[y * box.width + x] = meanOver(fine, from, 1, x * cellWidth, (x + 1) * cellWidth, part.width);
    }
  }
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const mean = meanOver(narrowed, x, box.width, y * cellHeight, (y + 1) * cellHeight, part.height);
      box.pixels[y * box.width + x] = roundHalfToEven(mean);
    }
  }
}

/**
 * The mean of values[offset + i * stride] for i from `low` to `high`, the first and the last one in part.
 *
 * @param {ArrayLike<number>} values
 * @param {number} offset
 * @param {number} stride
 * @param {number} low
 * @param {number} high
 * @param {number} length how many values there are
 */
function meanOver(values, offset, stride, low, high, length) {
  const first = Math.floor(low + 1e-9), last = Math.min(length - 1, Math.ceil(high - 1e-9) - 1);
  let sum = 0;
  for (let index = first; index <= last; index++) {
    const share = Math.min(high, index + 1) - Math.max(low, index);
    sum += share * values[offset + index * stride];
  }
  return sum / (high - low);
}

/**
 * Place a digit so that its centre of mass is on the centre of the field, by whole pixels, none cut off.
 *
 * @param {Box} box
 * @param {Float64Array} field filled
 * @param {number} fieldSide
 */
function centreByMass(box, field, fieldSide) {
  const { pixels, width, height } = box;
  let mass = 0, momentX = 0, momentY = 0;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      mass += pixels[at];
      momentX += x * pixels[at];
      momentY += y * pixels[at];
    }
  }
  mass = Math.max(mass, 1e-9);
  const place = (/** @type {number} */ moment, /** @type {number} */ side) =>
    Math.min(Math.max(roundHalfToEven(fieldSide / 2 - moment / mass), 0), fieldSide - side);
  const left = place(momentX, width), top = place(momentY, height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) field[(top + y) * fieldSide + left + x] = Math.fround(pixels[at] / 255);
  }
}

/**
 * As Python and NumPy round.
 *
 * @param {number} value
 */
function roundHalfToEven(value) {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
