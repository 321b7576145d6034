/* The drawing as the browser knows it: the strokes that the server has, those finished since, and the one under way. */

/** @import { Stroke } from "./types" */
import { Points } from "./preprocessing.js";

/** Fabric.js, which the canvas is made with, leaves out points closer than this to the last one (its `decimate`). */
const CLOSEST_PX = 0.4;

export class Drawing {
  /** @param {number} pointsPerCurve into how many lines the server cuts a curve */
  constructor(pointsPerCurve) {
    this.pointsPerCurve = pointsPerCurve;
    this.points = new Points(); // of all strokes; the one under way comes last
    this.finished = { length: 0, strokes: 0 };
    this.raw = new Points(); // where the pen went in the stroke under way
    this.isUnderWay = false;
  }

  get strokeCount() {
    return this.finished.strokes;
  }

  /**
   * Take the server's strokes instead of all, or of the first ones where later ones have not reached it.
   *
   * @param {Stroke[]} strokes
   * @param {number} keepFrom the first stroke that stays
   */
  replace(strokes, keepFrom = Infinity) {
    const later = this.strokesFrom(keepFrom);
    this.points.clear();
    for (const stroke of [...strokes, ...later]) {
      for (let index = 0; index < stroke.length; index += 2) this.points.add(stroke[index], stroke[index + 1]);
      this.points.endStroke();
    }
    this.finished = { length: this.points.length, strokes: this.points.ends.length };
    if (this.isUnderWay) this.refresh();
  }

  /** @param {number} first */
  strokesFrom(first) {
    /** @type {Stroke[]} */
    const strokes = [];
    for (let index = first; index < this.finished.strokes; index++) {
      strokes.push(this.points.xy.slice(index > 0 ? this.points.ends[index - 1] : 0, this.points.ends[index]));
    }
    return strokes;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  begin(x, y) {
    this.raw.clear();
    this.raw.add(x, y);
    this.isUnderWay = true;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {boolean} isStraight with the shift key held the last point moves, as on the canvas
   */
  extend(x, y, isStraight) {
    const { raw } = this;
    if (isStraight && raw.length > 2) raw.length -= 2;
    if (raw.length > 2 && raw.xy[raw.length - 2] === x && raw.xy[raw.length - 1] === y) return;
    raw.add(x, y);
  }

  /** Bring `points` up to date with the stroke under way. */
  refresh() {
    this.points.length = this.finished.length;
    this.points.ends.length = this.finished.strokes;
    if (!this.isUnderWay) return;
    addSmoothed(this.raw, this.points, this.pointsPerCurve);
    this.points.endStroke();
  }

  finish() {
    this.refresh();
    if (this.isUnderWay) this.finished = { length: this.points.length, strokes: this.points.ends.length };
    this.isUnderWay = false;
  }

  /** Take the stroke under way back. */
  drop() {
    this.isUnderWay = false;
    this.refresh();
  }

  /** The smallest and the largest x and y: [left, top, right, bottom]; all 0 without strokes. */
  bounds() {
    const { xy, length } = this.points;
    if (length === 0) return [0, 0, 0, 0];
    const sides = [Infinity, Infinity, -Infinity, -Infinity];
    for (let index = 0; index < length; index += 2) {
      sides[0] = Math.min(sides[0], xy[index]);
      sides[1] = Math.min(sides[1], xy[index + 1]);
      sides[2] = Math.max(sides[2], xy[index]);
      sides[3] = Math.max(sides[3], xy[index + 1]);
    }
    return sides;
  }

  /**
   * True where the pen hardly moved: less than half its own width.
   *
   * @param {number} penWidth
   */
  isDot(penWidth) {
    const [left, top, right, bottom] = this.bounds();
    return Math.max(right - left, bottom - top) < penWidth / 2;
  }
}

/**
 * How far the pen has gone on paper, in canvas pixels.
 *
 * @param {{xy: Float64Array, ends: number[]}} points
 */
export function inkLength({ xy, ends }) {
  let sum = 0;
  for (let stroke = 0, from = 0; stroke < ends.length; from = ends[stroke++]) {
    for (let index = from + 2; index < ends[stroke]; index += 2) {
      sum += Math.hypot(xy[index] - xy[index - 2], xy[index + 1] - xy[index - 1]);
    }
  }
  return sum;
}

/**
 * The curve that Fabric.js's pencil makes of a stroke: through the middles between points, the points pulling.
 *
 * @param {Points} raw
 * @param {Points} points the curve is added to these
 * @param {number} pointsPerCurve
 */
function addSmoothed(raw, points, pointsPerCurve) {
  const { xy, length } = raw;
  points.add(xy[0], xy[1]);
  if (length === 2) return;
  let atX = xy[0], atY = xy[1]; // where the curve has come to
  let lastX = xy[0], lastY = xy[1]; // the point kept last
  for (let index = 2; index < length; index += 2) {
    const x = xy[index], y = xy[index + 1];
    const isEnd = index + 2 === length;
    if (!isEnd && (x - lastX) ** 2 + (y - lastY) ** 2 < CLOSEST_PX ** 2) continue;
    const middleX = (lastX + x) / 2, middleY = (lastY + y) / 2;
    for (let part = 1; part <= pointsPerCurve; part++) {
      const share = part / pointsPerCurve, rest = 1 - share;
      points.add(
        rest * rest * atX + 2 * rest * share * lastX + share * share * middleX,
        rest * rest * atY + 2 * rest * share * lastY + share * share * middleY,
      );
    }
    [atX, atY, lastX, lastY] = [middleX, middleY, x, y];
  }
  points.add(lastX, lastY);
}
