/* A canvas that keeps its strokes itself and asks nobody: for a phone whose network comes and goes. */

/** @import { Line } from "./waiting.js" */
import { contextOf } from "./dom.js";

const CLOSEST_PX = 1; // points closer to the last one tell nothing

export class Paper {
  /** @type {Line[]} */
  strokes = [];

  sidePx = 1;
  penWidthPx = 1;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} changed called when the pen is up
   */
  constructor(canvas, changed) {
    this.canvas = canvas;
    /** @type {number | null} the finger that draws; a second one draws nothing */
    this.pointer = null;
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    const up = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== this.pointer) return;
      this.pointer = null;
      changed();
    };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("lostpointercapture", up);
    this.resized = new ResizeObserver(() => this.paint());
    this.resized.observe(canvas);
  }

  /**
   * @param {PointerEvent} event
   * @returns {[number, number]}
   */
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const share = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const [x, y] = share.map((value) => Math.round(value * this.sidePx * 10) / 10);
    return [x, y];
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (this.pointer !== null || event.button !== 0) return;
    this.pointer = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    this.strokes.push([this.place(event)]);
    this.paint();
  }

  /** @param {PointerEvent} event */
  move(event) {
    const stroke = this.strokes.at(-1);
    if (event.pointerId !== this.pointer || !stroke) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const [x, y] = this.place(each);
      const [lastX, lastY] = stroke[stroke.length - 1];
      if (Math.hypot(x - lastX, y - lastY) >= CLOSEST_PX) stroke.push([x, y]);
    }
    this.paint();
  }

  /** @param {Line[]} strokes */
  show(strokes) {
    this.pointer = null;
    this.strokes = strokes;
    this.paint();
  }

  paint() {
    const side = Math.round(this.canvas.clientWidth * devicePixelRatio);
    if (side === 0) return;
    if (this.canvas.width !== side) this.canvas.width = this.canvas.height = side;
    const context = contextOf(this.canvas);
    const scale = side / this.sidePx;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, this.sidePx, this.sidePx);
    context.lineCap = context.lineJoin = "round";
    context.lineWidth = this.penWidthPx;
    context.strokeStyle = getComputedStyle(this.canvas).color;
    for (const stroke of this.strokes) {
      context.beginPath();
      context.moveTo(...stroke[0]);
      for (const point of stroke) context.lineTo(...point);
      context.stroke();
    }
  }

  close() {
    this.resized.disconnect();
  }
}
