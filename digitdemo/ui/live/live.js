/* Reading while the pen moves: ties pen, drawing, preparation, network, reading and strip together, one visitor's page
   at a time. Streamlit calls `update` after every run of the page's script, and `leave` when the page is left. */

import { unpackNetwork } from "./engine.js";
import { createPreparation } from "./preprocessing.js";
import { followPen, findCanvasIn } from "./pen.js";
import { Drawing, inkLength } from "./drawing.js";
import { History, largest } from "./history.js";
import { ReadingView, fill } from "./reading.js";
import { Strip } from "./strip.js";

const SLOWEST_UPDATE_MS = 1000 / 15;
const UPDATES_TO_JUDGE_BY = 12;
const ANSWER_WITHIN_MS = 2500; // after that what the server last said stands, whatever it has heard
const CANVAS_WITHIN_MS = 15000;
const REPLAYED_MOMENTS = 60;

const pages = new WeakMap();

export function update(component) {
  const { parentElement } = component;
  if (!pages.has(parentElement)) pages.set(parentElement, new LivePage(component));
  pages.get(parentElement).hear(component);
}

export function leave(parentElement) {
  pages.get(parentElement)?.close();
  pages.delete(parentElement);
}

class LivePage {
  constructor({ parentElement, data }) {
    const side = data.constants.field_px;
    this.root = parentElement.querySelector(".live");
    this.note = this.root.querySelector(".note");
    this.history = new History(side * side);
    this.drawing = new Drawing(data.constants.points_per_curve);
    this.prepare = createPreparation(data.constants);
    this.reading = new ReadingView(data.reading, data.texts);
    this.view = new FieldView(this.root.querySelector(".view"), side);
    this.strip = new Strip(this.root.querySelector(".strip"), this.history, {
      look: (moment) => this.lookBack(moment),
      leave: () => this.endLookBack(),
    });
    this.strip.element.setAttribute("aria-label", data.texts.strip_label);
    this.root.querySelector(".view").setAttribute("aria-label", data.texts.view_label);
    this.network = null;
    this.mount = null;
    this.frame = 0; // the animation frame asked for, 0 for none
    this.replaying = 0;
    this.upSince = 0; // since when the server owes an answer; 0 where it owes none
    this.smallPrint = "";
    this.costs = new Float64Array(UPDATES_TO_JUDGE_BY);
    this.counts = { updates: 0, penEvents: 0, cost_ms: 0 };
    this.root.live = this; // for measurements
    this.stopFollowing = followPen((event) => this.canvasUnder(event), {
      down: (x, y) => this.penDown(x, y),
      move: (x, y, isStraight) => this.penMoves(x, y, isStraight),
      up: () => this.penUp(),
      lost: () => this.penLost(),
      elsewhere: () => (this.upSince = 0), // a button: what the server says next is about that
    });
  }

  /** Streamlit ran the page's script: take what is new. */
  hear({ data, setTriggerValue }) {
    this.data = data;
    this.history.least = data.network.min_probability;
    this.report = (problem) => setTriggerValue("problem", problem);
    const isOther = this.takeDrawing(data.drawing);
    if (this.url !== data.network.url) this.loadNetwork(data.network);
    else if (isOther) this.replay();
    this.settle();
    this.lookForCanvas();
  }

  /** Who speaks: the browser during a stroke and until the server has heard of it, the server from then on. */
  settle() {
    clearTimeout(this.patience);
    if (this.drawing.isUnderWay) return this.speak();
    const owedMs = this.upSince + ANSWER_WITHIN_MS - performance.now();
    if (this.upSince > 0 && owedMs > 0 && this.isServerBehind()) {
      this.patience = setTimeout(() => this.settle(), owedMs + 1);
      return this.speak();
    }
    this.upSince = 0;
    if (this.isServerBehind()) this.drawing.replace(this.data.drawing.strokes); // a stroke beside the canvas
    this.reading.restore();
  }

  /** True where the server has another drawing than the browser knew of: undone, cleared, loaded from a file. */
  takeDrawing({ mount, strokes }) {
    const isNewCanvas = mount !== this.mount;
    this.mount = mount;
    const known = this.drawing.strokeCount;
    if (isNewCanvas) {
      this.drawing.drop();
      this.reading.release();
      this.upSince = 0;
      this.drawing.replace(strokes);
      return true;
    }
    // Strokes that the server has not heard of yet stay: it is told only when the pen has been up for a moment.
    const isBehind = this.drawing.isUnderWay || this.upSince > 0;
    this.drawing.replace(strokes, isBehind ? strokes.length : Infinity);
    return this.drawing.strokeCount !== known && !this.drawing.isUnderWay;
  }

  isServerBehind() {
    return this.data.drawing.strokes.length < this.drawing.strokeCount;
  }

  async loadNetwork({ url }) {
    this.url = url;
    this.network = null;
    this.say("loading");
    try {
      const response = await fetch(window.location.origin + url);
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      const content = await response.arrayBuffer();
      if (this.url !== url || this.isClosed) return; // another network was chosen meanwhile
      this.network = unpackNetwork(content);
      this.costs.fill(0);
      this.replay();
    } catch (error) {
      if (this.url === url && !this.isClosed) this.fail(`the network did not load: ${error.message}`);
    }
  }

  fail(problem) {
    this.network = null;
    this.say("off");
    this.report(problem);
  }

  /** The canvas may come later than this component, or under another name in a newer release. */
  lookForCanvas() {
    clearTimeout(this.search);
    const started = performance.now();
    const look = () => {
      if (findCanvasIn(document.querySelector(this.data.canvas))) return;
      if (performance.now() - started < CANVAS_WITHIN_MS) this.search = setTimeout(look, 250);
      else this.fail("the canvas was not found: streamlit-drawable-canvas may have changed");
    };
    look();
  }

  canvasUnder(event) {
    const path = event.composedPath();
    const canvas = path.find((element) => element.matches?.("canvas.upper-canvas"));
    return canvas && path.some((element) => element.matches?.(this.data.canvas)) ? canvas : null;
  }

  penDown(x, y) {
    cancelAnimationFrame(this.replaying);
    this.strip.leave();
    this.drawing.begin(x * this.data.drawing.width_px, y * this.data.drawing.height_px);
    if (this.drawing.strokeCount === 0) this.history.clear();
    this.counts.penEvents++;
    if (this.network) this.reading.hold();
    this.ask();
  }

  penMoves(x, y, isStraight) {
    if (!this.drawing.isUnderWay) return; // undone or cleared in mid-stroke
    const { width_px: width, height_px: height } = this.data.drawing;
    this.drawing.extend(x * width, y * height, isStraight);
    this.counts.penEvents++;
    this.ask();
  }

  penUp() {
    this.stopAsking();
    if (!this.drawing.isUnderWay) return;
    this.drawing.finish();
    this.readNow();
    this.reading.release();
    this.upSince = performance.now();
    this.settle();
    if (this.network) this.say("ready");
  }

  /** The canvas was made anew in mid-stroke: the stroke is gone with it. */
  penLost() {
    this.stopAsking();
    this.drawing.drop();
    this.reading.release();
    this.reading.restore();
  }

  stopAsking() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  ask() {
    if (this.network && !this.frame) this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawing.refresh();
      this.readNow();
    });
  }

  /** Prepare, read, show: what happens with every frame while the pen moves. */
  readNow() {
    if (!this.network) return;
    const started = performance.now();
    if (!this.prepare(this.drawing.points, this.network.input)) return;
    const probabilities = this.network.run();
    const cost = performance.now() - started;
    this.history.add(probabilities, this.network.input, inkLength(this.drawing.points));
    this.smallPrint = fill(this.data.texts.small_print, { elapsed_ms: cost.toFixed(1) });
    this.speak();
    this.view.showField(this.network.input);
    this.strip.draw();
    this.judge(cost);
  }

  /** Show the browser's latest reading. */
  speak() {
    if (!this.network || this.history.count === 0) return;
    const probabilities = this.history.probabilitiesAt(this.history.count - 1);
    this.reading.show(probabilities, this.isDigit(probabilities), this.smallPrint);
  }

  isDigit(probabilities) {
    const { min_probability: least } = this.data.network;
    return probabilities[largest(probabilities)] >= least && !this.drawing.isDot(this.data.drawing.pen_width_px);
  }

  /** Step back where the device is too slow: a reading that stutters helps nobody. */
  judge(cost) {
    this.counts.cost_ms = cost;
    this.costs[this.counts.updates++ % UPDATES_TO_JUDGE_BY] = cost;
    const sorted = [...this.costs].sort((a, b) => a - b);
    if (sorted[UPDATES_TO_JUDGE_BY / 2 - 1] <= SLOWEST_UPDATE_MS) return;
    this.network = null;
    this.reading.release();
    this.say("slow");
  }

  /** Read again how a drawing grew that was not drawn just now, or that another network read; a bit each frame. */
  replay() {
    cancelAnimationFrame(this.replaying);
    this.history.clear();
    this.view.clear();
    this.strip.draw();
    if (!this.network) return;
    this.say("ready");
    if (this.drawing.strokeCount === 0 || this.drawing.isUnderWay) return;
    const moments = unfinished(this.drawing.points, REPLAYED_MOMENTS);
    const next = () => {
      const { value: points, done } = moments.next();
      if (done || !this.network) return this.network && this.say("ready");
      if (this.prepare(points, this.network.input)) {
        this.history.add(this.network.run(), this.network.input, inkLength(points));
        this.view.showField(this.network.input);
      }
      this.strip.draw();
      this.replaying = requestAnimationFrame(next);
    };
    this.replaying = requestAnimationFrame(next);
  }

  lookBack(moment) {
    const { history } = this;
    const probabilities = history.probabilitiesAt(moment);
    const drawn = `${Math.round(100 * history.shareAt(moment))}\u00a0%`;
    const isDigit = history.saidAt(moment) !== null;
    this.reading.show(probabilities, isDigit, fill(this.data.texts.looking_back, { percent: drawn }));
    this.view.showBytes(history.fieldAt(moment));
  }

  endLookBack() {
    if (this.history.count) this.view.showBytes(this.history.fieldAt(this.history.count - 1));
    this.settle();
  }

  say(state) {
    const { texts } = this.data;
    const { history } = this;
    this.root.dataset.state = state;
    const knew = state === "ready" ? history.knew : null;
    if (knew === null) this.note.textContent = state === "ready" && history.count ? texts.unsure : texts[state];
    else {
      const percent = `${Math.round(100 * history.shareAt(Math.max(knew - 1, 0)))}\u00a0%`;
      this.note.textContent = fill(texts.knew, { digit: history.saidAt(knew), percent });
    }
  }

  close() {
    this.isClosed = true;
    this.stopFollowing();
    clearTimeout(this.search);
    clearTimeout(this.patience);
    this.stopAsking();
    cancelAnimationFrame(this.replaying);
    this.reading.release();
    this.reading.restore();
    this.strip.close();
  }
}

/** The network's input, drawn small. */
class FieldView {
  constructor(canvas, side) {
    canvas.width = canvas.height = side;
    this.context = canvas.getContext("2d");
    this.picture = this.context.createImageData(side, side);
    this.clear();
  }

  clear() {
    this.paint(() => 0);
  }

  showField(field) {
    this.paint((index) => 255 * field[index]);
  }

  showBytes(bytes) {
    this.paint((index) => bytes[index]);
  }

  paint(ink) {
    const { data } = this.picture;
    for (let index = 0; index < data.length / 4; index++) {
      data[4 * index] = data[4 * index + 1] = data[4 * index + 2] = ink(index);
      data[4 * index + 3] = 255;
    }
    this.context.putImageData(this.picture, 0, 0);
  }
}

/** A drawing at evenly spaced moments of its making, the last one finished. */
function* unfinished(points, moments) {
  const { xy, ends } = points;
  const total = points.length / 2;
  for (let moment = 1; moment <= moments; moment++) {
    const length = 2 * Math.ceil((total * moment) / moments);
    yield { xy, length, ends: [...ends.filter((end) => end < length), length] };
  }
}
