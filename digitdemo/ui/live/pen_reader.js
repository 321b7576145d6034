/* What every page that reads while the pen moves has in common: it follows the pen, keeps the drawing in step with the
   server's, loads the network, and steps back where it had better not read. What a page makes of it stands there. */

/** @import { Component, Network, NetworkAddress, ServerDrawing, Stroke } from "./types" */
import { partOf } from "./dom.js";
import { unpackNetwork } from "./engine.js";
import { createPreparation } from "./preprocessing.js";
import { canvasUnder, followPen, findCanvasIn } from "./pen.js";
import { Drawing } from "./drawing.js";

const SLOWEST_UPDATE_MS = 1000 / 15;
const UPDATES_TO_JUDGE_BY = 12;
const ANSWER_WITHIN_MS = 2500; // after that what the server last said stands, whatever it has heard
const CANVAS_WITHIN_MS = 15000;
const MOVED_PX = 7; // less is the canvas's smoothing of what the server knows; a stroke that is moved moves further
const ACTION_HEARD_WITHIN_MS = 6000; // what was undone in the browser reaches even a busy server by then

/** A page module says what happens when: begins, reads, ends, settles, changes, says. */
export class PenReader {
  /** @type {Network | null} */
  network = null;

  /** @type {string | null} which canvas the server's drawing stands on */
  mount = null;

  /** @type {Stroke[]} taken back in the browser, the last one last */
  undone = [];

  /** @type {(problem: string) => void} tells the server */
  report = () => {};

  /** @type {number | undefined} the timer that gives up waiting for the server */
  patience;

  /** @type {number | undefined} the timer that looks for the canvas */
  search;

  url = ""; // of the network
  isClosed = false;
  frame = 0; // the animation frame asked for, 0 for none
  upSince = 0; // since when the server owes an answer; 0 where it owes none
  actedAt = -Infinity; // when strokes were last taken back or brought again in the browser
  costs = new Float64Array(UPDATES_TO_JUDGE_BY);
  counts = { updates: 0, penEvents: 0 };

  /** @param {Component} component */
  constructor({ parentElement, data }) {
    this.root = partOf(parentElement, ".live", HTMLElement);
    this.data = data;
    this.drawing = new Drawing(data.constants.points_per_curve);
    this.prepare = createPreparation(data.constants);
    Object.assign(this.root, { live: this }); // for measurements
    this.actions = (/** @type {any} */ { detail }) => this.canvasActs(detail);
    document.addEventListener("digitdemo-canvas", this.actions);
    this.stopFollowing = followPen((event) => canvasUnder(event, this.data.canvas), {
      down: (x, y) => this.penDown(x, y),
      move: (x, y, isStraight) => this.penMoves(x, y, isStraight),
      up: () => this.penUp(),
      lost: () => this.penLost(),
      elsewhere: () => (this.upSince = 0), // a button: what the server says next is about that
    });
  }

  /** A stroke begins. */
  begins() {}

  /**
   * The network read.
   *
   * @param {Float64Array} _probabilities
   * @param {number} _cost in milliseconds
   */
  reads(_probabilities, _cost) {}

  /** A stroke is at its end. */
  ends() {}

  /**
   * It is clear who speaks.
   *
   * @param {boolean} _isOurTurn true for the browser, false for the server
   */
  settles(_isOurTurn) {}

  /** There is another drawing, or another network. */
  changes() {}

  /**
   * How things stand.
   *
   * @param {string} _state loading, ready, off or slow
   */
  say(_state) {}

  /**
   * Streamlit ran the page's script: take what is new.
   *
   * @param {Component} component
   */
  hear({ data, setTriggerValue }) {
    this.data = data;
    this.report = (problem) => setTriggerValue("problem", problem);
    const isOther = this.takeDrawing(data.drawing);
    if (this.url !== data.network.url) this.loadNetwork(data.network);
    else if (isOther) this.changes();
    this.settle();
    this.lookForCanvas();
  }

  /**
   * True where the server has another drawing than the browser knew of: undone, cleared, loaded from a file.
   *
   * @param {ServerDrawing} drawing
   */
  takeDrawing({ mount, strokes }) {
    const isNewCanvas = mount !== this.mount;
    this.mount = mount;
    const known = this.drawing.strokeCount;
    const before = this.drawing.bounds();
    if (isNewCanvas) {
      this.drawing.drop();
      this.upSince = 0;
      this.actedAt = -Infinity;
      this.drawing.replace(strokes);
      return true;
    }
    // What was undone here is news to the server: until it knows, its strokes are yesterday's.
    const isHeard = strokes.length === this.drawing.strokeCount && !this.drawing.isUnderWay;
    if (!isHeard && performance.now() - this.actedAt < ACTION_HEARD_WITHIN_MS) return false;
    this.actedAt = -Infinity;
    // Strokes that the server has not heard of yet stay: it is told only when the pen has been up for a moment.
    const isBehind = this.drawing.isUnderWay || this.upSince > 0;
    this.drawing.replace(strokes, isBehind ? strokes.length : Infinity);
    if (this.drawing.isUnderWay) return false;
    const isMoved = this.drawing.bounds().some((side, index) => Math.abs(side - before[index]) > MOVED_PX);
    return this.drawing.strokeCount !== known || isMoved;
  }

  /**
   * Undo or Redo was pressed: the canvas has changed already, the server hears of it later.
   *
   * @param {{action: string, canvas: HTMLElement}} what
   */
  canvasActs({ action, canvas }) {
    if (findCanvasIn(document.querySelector(this.data.canvas)) !== canvas) return;
    const strokes = this.drawing.strokesFrom(0);
    const [from, to] = action === "undo" ? [strokes, this.undone] : [this.undone, strokes];
    const moved = from.pop();
    if (moved) to.push(moved);
    this.drawing.replace(strokes);
    this.actedAt = performance.now();
    this.changes();
  }

  isServerBehind() {
    return this.data.drawing.strokes.length < this.drawing.strokeCount;
  }

  /** Who speaks: the browser during a stroke and until the server has heard of it, the server from then on. */
  settle() {
    clearTimeout(this.patience);
    if (this.drawing.isUnderWay) return this.settles(true);
    const owedMs = this.upSince + ANSWER_WITHIN_MS - performance.now();
    if (this.upSince > 0 && owedMs > 0 && this.isServerBehind()) {
      this.patience = setTimeout(() => this.settle(), owedMs + 1);
      return this.settles(true);
    }
    this.upSince = 0;
    if (this.isServerBehind()) this.drawing.replace(this.data.drawing.strokes); // a stroke beside the canvas
    this.settles(false);
  }

  /** @param {NetworkAddress} network */
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
      this.say("ready");
      this.changes();
    } catch (error) {
      if (this.url === url && !this.isClosed) this.fail(`the network did not load: ${String(error)}`);
    }
  }

  /** @param {string} problem */
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

  /**
   * @param {number} x in shares of the canvas
   * @param {number} y
   */
  penDown(x, y) {
    this.counts.penEvents++;
    this.undone.length = 0;
    this.begins();
    this.drawing.begin(x * this.data.drawing.width_px, y * this.data.drawing.height_px);
    this.ask();
  }

  /**
   * @param {number} x in shares of the canvas
   * @param {number} y
   * @param {boolean} isStraight
   */
  penMoves(x, y, isStraight) {
    if (!this.drawing.isUnderWay) return; // undone or cleared in mid-stroke
    this.counts.penEvents++;
    this.drawing.extend(x * this.data.drawing.width_px, y * this.data.drawing.height_px, isStraight);
    this.ask();
  }

  penUp() {
    this.stopAsking();
    if (!this.drawing.isUnderWay) return;
    this.drawing.finish();
    this.readNow();
    this.upSince = performance.now();
    this.ends();
    this.settle();
  }

  /** The canvas was made anew in mid-stroke: the stroke is gone with it. */
  penLost() {
    this.stopAsking();
    this.drawing.drop();
    this.ends();
    this.settle();
  }

  /** Read with the next frame of the screen, and not before. */
  ask() {
    if (this.network && !this.frame) this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawing.refresh();
      this.readNow();
    });
  }

  stopAsking() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** Prepare, read, show: what happens with every frame while the pen moves. */
  readNow() {
    if (!this.network) return;
    const started = performance.now();
    if (!this.prepare(this.drawing.points, this.network.input)) return;
    const probabilities = this.network.run();
    const cost = performance.now() - started;
    this.reads(probabilities, cost);
    this.judge(cost);
  }

  /**
   * Step back where the device is too slow: a reading that stutters helps nobody.
   *
   * @param {number} cost of an update, in milliseconds
   */
  judge(cost) {
    this.costs[this.counts.updates++ % UPDATES_TO_JUDGE_BY] = cost;
    const sorted = [...this.costs].sort((a, b) => a - b);
    if (sorted[UPDATES_TO_JUDGE_BY / 2 - 1] <= SLOWEST_UPDATE_MS) return;
    this.network = null;
    this.ends();
    this.say("slow");
  }

  close() {
    this.isClosed = true;
    this.stopFollowing();
    document.removeEventListener("digitdemo-canvas", this.actions);
    clearTimeout(this.search);
    clearTimeout(this.patience);
    this.stopAsking();
  }
}
