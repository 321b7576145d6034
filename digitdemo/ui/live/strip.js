/* The strip under the canvas: the line from its beginning to its end, and what the network read at each moment.
   Above, the digit it said; below, how sure it was, in another colour from where it knew. Move along it to look back. */

/** @import { History } from "./history.js" */
import { contextOf, partOf } from "./dom.js";

/** @typedef {{text: string, settled: string}} Colours */

const LABELS_PX = 18;
const NARROWEST_LABEL_PX = 12;

export class Strip {
  /** @type {number | null} looked at now */
  moment = null;

  /**
   * @param {HTMLElement} element holds a canvas; takes the pointer and the keys
   * @param {History} history what to show
   * @param {string} label what it is, for those who hear the page
   * @param {{look(moment: number): void, leave(): void}} handlers
   */
  constructor(element, history, label, handlers) {
    this.element = element;
    element.setAttribute("aria-label", label);
    this.canvas = partOf(element, "canvas", HTMLCanvasElement);
    this.history = history;
    this.handlers = handlers;
    element.onpointermove = (event) => this.lookAt(event);
    element.onpointerdown = (event) => this.lookAt(event);
    element.onpointerleave = () => this.leave();
    element.onpointercancel = () => this.leave();
    element.onblur = () => this.leave();
    element.onkeydown = (event) => this.press(event);
    this.resizing = new ResizeObserver(() => this.draw());
    this.resizing.observe(element);
  }

  close() {
    this.resizing.disconnect();
  }

  /** @param {PointerEvent} event */
  lookAt(event) {
    const box = this.element.getBoundingClientRect();
    this.look(this.history.momentOf((event.clientX - box.left) / box.width));
  }

  /** @param {number} moment */
  look(moment) {
    if (this.history.count === 0) return;
    this.moment = Math.min(Math.max(moment, 0), this.history.count - 1);
    this.handlers.look(this.moment);
    this.draw();
  }

  leave() {
    if (this.moment === null) return;
    this.moment = null;
    this.handlers.leave();
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const last = this.history.count - 1;
    const at = this.moment ?? last;
    const page = Math.max(1, Math.round(last / 10));
    /** @type {Record<string, number>} */
    const moments = {
      ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1,
      PageDown: at - page, PageUp: at + page, Home: 0, End: last,
    };
    if (event.key === "Escape") this.leave();
    else if (event.key in moments) this.look(moments[event.key]);
    else return;
    event.preventDefault();
  }

  draw() {
    const { canvas, history } = this;
    const density = window.devicePixelRatio || 1;
    const width = this.element.clientWidth, height = this.element.clientHeight;
    if (width === 0) return;
    if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
      canvas.width = Math.round(width * density);
      canvas.height = Math.round(height * density);
    }
    const context = contextOf(canvas);
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
    const style = getComputedStyle(this.element);
    const colours = {
      text: style.color,
      settled: style.getPropertyValue("--st-primary-color").trim() || style.color,
    };
    if (history.count > 0) {
      this.drawBars(context, width, height, colours);
      this.drawLabels(context, width, height, colours);
    }
    this.describe();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   * @param {number} height
   * @param {Colours} colours
   */
  drawBars(context, width, height, colours) {
    const { history } = this;
    const knew = history.knew ?? Infinity;
    for (let moment = 0, from = 0; moment < history.count; moment++) {
      const to = Math.max(from, history.shareAt(moment) * width);
      const barHeight = history.probabilitiesAt(moment)[history.bestAt(moment)] * (height - LABELS_PX);
      context.fillStyle = moment >= knew ? colours.settled : colours.text;
      context.globalAlpha = moment >= knew ? 1 : 0.35;
      context.fillRect(from, height - barHeight, to - from + 0.5, barHeight);
      from = to;
    }
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   * @param {number} height
   * @param {Colours} colours
   */
  drawLabels(context, width, height, colours) {
    const { history } = this;
    context.fillStyle = colours.text;
    context.font = `700 15px ${getComputedStyle(this.element).fontFamily}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (let first = 0, from = 0; first < history.count; ) {
      const digit = history.saidAt(first);
      let last = first;
      while (last + 1 < history.count && history.saidAt(last + 1) === digit) last++;
      const to = history.shareAt(last) * width;
      if (from > 2) context.fillRect(from, 2, 1.5, height - 2);
      if (to - from >= NARROWEST_LABEL_PX) context.fillText(history.nameAt(first), (from + to) / 2, LABELS_PX / 2);
      [first, from] = [last + 1, to];
    }
    if (this.moment !== null) {
      const x = Math.min(history.shareAt(this.moment) * width, width - 2);
      context.fillRect(x - 1.5, 0, 3, height);
    }
  }

  /** The same for those who hear the page. */
  describe() {
    const { element, history } = this;
    const moment = this.moment ?? history.count - 1;
    element.setAttribute("aria-disabled", String(history.count === 0));
    element.setAttribute("aria-valuenow", String(history.count ? Math.round(100 * history.shareAt(moment)) : 0));
    element.setAttribute("aria-valuetext", history.count ? String(history.saidAt(moment) ?? "?") : "–");
  }
}
