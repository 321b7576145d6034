/* The Draw page: the reading follows the pen in the place of the server's, and the strip shows how it grew. */

/** @import { Component } from "./types" */
import { contextOf, partOf } from "./dom.js";
import { inkLength } from "./drawing.js";
import { History, largest } from "./history.js";
import { PenReader } from "./pen_reader.js";
import { pagesOf } from "./pages.js";
/** @import { Points } from "./preprocessing.js" */
import { ReadingView, fill } from "./reading.js";
import { Strip } from "./strip.js";

const REPLAYED_MOMENTS = 60;

class LivePage extends PenReader {
  replaying = 0; // the animation frame of a replay
  smallPrint = "";

  /** @param {Component} component */
  constructor(component) {
    super(component);
    const { data } = component;
    const side = data.constants.field_px;
    this.history = new History(side * side, data.network.names);
    this.reading = new ReadingView(data.reading, data.texts, data.network.names);
    this.view = new FieldView(partOf(this.root, ".view", HTMLCanvasElement), side, data.texts.view_label);
    this.note = partOf(this.root, ".note", HTMLElement);
    this.strip = new Strip(partOf(this.root, ".strip", HTMLElement), this.history, data.texts.strip_label, {
      look: (moment) => this.lookBack(moment),
      leave: () => this.endLookBack(),
    });
  }

  /**
   * @override
   * @param {Component} component
   */
  hear(component) {
    const { min_probability, names } = component.data.network;
    this.history.least = min_probability;
    this.history.tellApart(names);
    this.reading.names = names;
    super.hear(component);
  }

  /** @override */
  begins() {
    cancelAnimationFrame(this.replaying);
    this.strip.leave();
    if (this.drawing.strokeCount === 0) this.history.clear();
    if (this.network) this.reading.hold();
  }

  /**
   * @override
   * @param {Float64Array} probabilities
   * @param {number} cost
   */
  reads(probabilities, cost) {
    if (!this.network) return;
    this.history.add(probabilities, this.network.input, inkLength(this.drawing.points));
    this.smallPrint = fill(this.data.texts.small_print, { elapsed_ms: cost.toFixed(1) });
    this.speak();
    this.view.showField(this.network.input);
    this.strip.draw();
  }

  /** @override */
  ends() {
    this.reading.release();
    if (this.network) this.say("ready");
  }

  /**
   * @override
   * @param {boolean} isOurTurn
   */
  settles(isOurTurn) {
    if (isOurTurn) this.speak();
    else {
      this.reading.release();
      this.reading.restore();
    }
  }

  /** Show the browser's latest reading. */
  speak() {
    if (!this.network || this.history.count === 0) return;
    const probabilities = this.history.probabilitiesAt(this.history.count - 1);
    const isDigit =
      probabilities[largest(probabilities)] >= this.history.least &&
      !this.drawing.isDot(this.data.drawing.pen_width_px);
    this.reading.show(probabilities, isDigit, this.smallPrint);
  }

  /**
   * Read again how a drawing grew that was not drawn just now, or that another network read; a bit each frame.
   *
   * @override
   */
  changes() {
    cancelAnimationFrame(this.replaying);
    this.history.clear();
    this.view.clear();
    this.strip.draw();
    if (!this.network) return;
    this.say("ready");
    if (this.drawing.strokeCount === 0 || this.drawing.isUnderWay) return;
    const moments = unfinished(this.drawing.points, REPLAYED_MOMENTS);
    const next = () => {
      const { value: points } = moments.next();
      if (!this.network) return;
      if (!points) return this.say("ready");
      if (this.prepare(points, this.network.input)) {
        this.history.add(this.network.run(), this.network.input, inkLength(points));
        this.view.showField(this.network.input);
      }
      this.strip.draw();
      this.replaying = requestAnimationFrame(next);
    };
    this.replaying = requestAnimationFrame(next);
  }

  /** @param {number} moment */
  lookBack(moment) {
    const { history } = this;
    const drawn = `${Math.round(100 * history.shareAt(moment))}\u00a0%`;
    const isDigit = history.saidAt(moment) !== null;
    this.reading.show(
      history.probabilitiesAt(moment), isDigit, fill(this.data.texts.looking_back, { percent: drawn }),
    );
    this.view.showBytes(history.fieldAt(moment));
  }

  endLookBack() {
    if (this.history.count) this.view.showBytes(this.history.fieldAt(this.history.count - 1));
    this.settle();
  }

  /**
   * @override
   * @param {string} state
   */
  say(state) {
    const { history } = this;
    const { texts } = this.data;
    this.root.dataset.state = state;
    const knew = state === "ready" ? history.knew : null;
    if (knew === null) this.note.textContent = state === "ready" && history.count ? texts.unsure : texts[state];
    else {
      const percent = `${Math.round(100 * history.shareAt(Math.max(knew - 1, 0)))}\u00a0%`;
      this.note.textContent = fill(texts.knew, { digit: history.nameAt(knew), percent });
    }
  }

  /** @override */
  close() {
    super.close();
    cancelAnimationFrame(this.replaying);
    this.reading.release();
    this.reading.restore();
    this.strip.close();
  }
}

/** The network's input, drawn small. */
class FieldView {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} side in pixels
   * @param {string} label
   */
  constructor(canvas, side, label) {
    canvas.width = canvas.height = side;
    canvas.setAttribute("aria-label", label);
    this.context = contextOf(canvas);
    this.picture = this.context.createImageData(side, side);
    this.clear();
  }

  clear() {
    this.paint(() => 0);
  }

  /** @param {Float64Array} field 0 paper to 1 ink */
  showField(field) {
    this.paint((index) => 255 * field[index]);
  }

  /** @param {Uint8Array} bytes 0 paper to 255 ink */
  showBytes(bytes) {
    this.paint((index) => bytes[index]);
  }

  /** @param {(index: number) => number} ink 0 to 255 */
  paint(ink) {
    const { data } = this.picture;
    for (let index = 0; index < data.length / 4; index++) {
      data[4 * index] = data[4 * index + 1] = data[4 * index + 2] = ink(index);
      data[4 * index + 3] = 255;
    }
    this.context.putImageData(this.picture, 0, 0);
  }
}

/**
 * A drawing at evenly spaced moments of its making, the last one finished.
 *
 * @param {Points} points
 * @param {number} moments
 */
function* unfinished(points, moments) {
  const { xy, ends } = points;
  const total = points.length / 2;
  for (let moment = 1; moment <= moments; moment++) {
    const length = 2 * Math.ceil((total * moment) / moments);
    yield { xy, length, ends: [...ends.filter((end) => end < length), length] };
  }
}

export const { update, leave } = pagesOf(LivePage);
