/* Undo, Redo and Clear, in the browser and at once: they press the canvas's own (hidden) buttons, and the canvas tells
   the server what stands on it then. Only strokes that the canvas was made with, which it cannot take back itself, are
   asked of the server; until the new canvas is there the old one takes no pen, so that no stroke goes with it. */

/** @import { Component } from "./types" */
import { partOf } from "./dom.js";
import { keepDrawing } from "./keep.js";
import { findCanvasIn } from "./pen.js";

/** @typedef {"undo" | "redo" | "clear"} Action */
/**
 * @typedef {{canvas: string, page: string, mount: string, mounted_strokes: number, undone_strokes: number,
 *   drawing: string | null, texts: Record<Action | "group", string>}} ToolsData what canvas_buttons.py sends
 */

/** @type {Action[]} */
const ACTIONS = ["undo", "redo", "clear"];
/** @type {Record<Action, string>} titles of the canvas's own buttons; its Clear cannot be taken back */
const OWN_TITLES = { undo: "Undo", redo: "Redo", clear: "" };
const LOOK_EVERY_MS = 150;
const SERVER_ANSWERS_WITHIN_MS = 15000;
const MOST_STEPS = 100; // the canvas remembers so many

class CanvasTools {
  /** @type {HTMLElement | null} */
  canvas = null;

  /** @type {HTMLElement | null} the canvas's own */
  toolbar = null;

  /** @type {ToolsData | null} */
  data = null;

  isActing = false;

  /** @type {(action: Action) => void} */
  ask = () => {};

  /** @param {Component<ToolsData>} component */
  constructor({ parentElement }) {
    this.root = partOf(parentElement, ".tools", HTMLElement);
    this.buttons = { undo: this.makeButton("undo"), redo: this.makeButton("redo"), clear: this.makeButton("clear") };
    this.keys = (/** @type {KeyboardEvent} */ event) => this.pressKey(event);
    document.addEventListener("keydown", this.keys);
    this.observer = new MutationObserver(() => this.showWhatCanBeDone());
    this.timer = setInterval(() => this.lookForCanvas(), LOOK_EVERY_MS);
  }

  /** @param {Action} action */
  makeButton(action) {
    const place = document.createElement("span");
    const button = document.createElement("button");
    button.type = "button";
    button.disabled = true;
    button.addEventListener("click", () => this.act(action));
    place.append(button);
    this.root.append(place);
    return button;
  }

  /**
   * Streamlit ran the page's script: the canvas may be another one.
   *
   * @param {Component<ToolsData>} component
   */
  hear({ data, setTriggerValue }) {
    this.data = data;
    this.ask = (action) => setTriggerValue("asked", { action, mount: data.mount });
    for (const action of ACTIONS) {
      const button = this.buttons[action];
      button.textContent = data.texts[action];
      if (button.parentElement) button.parentElement.className = `st-key-${data.page}_${action}`; // as Streamlit's own
    }
    this.root.setAttribute("aria-label", data.texts.group);
    keepDrawing(data, (kept) => setTriggerValue("kept", kept));
    this.lookForCanvas();
  }

  lookForCanvas() {
    if (!this.data) return;
    const canvas = findCanvasIn(document.querySelector(this.data.canvas));
    const toolbar = toolbarOf(canvas);
    if (canvas === this.canvas && (!canvas || this.toolbar === toolbar)) return this.showWhatCanBeDone();
    this.canvas = canvas;
    this.toolbar = toolbar;
    this.observer.disconnect();
    if (toolbar) {
      toolbar.style.visibility = "hidden"; // one set of buttons: ours; the canvas itself sets `display`
      toolbar.style.pointerEvents = "none";
      this.observer.observe(toolbar, { attributes: true, subtree: true, attributeFilter: ["disabled"] });
    }
    this.showWhatCanBeDone();
  }

  /**
   * The canvas's own button for an action, if it is there and can be pressed.
   *
   * @param {Action} action
   */
  own(action) {
    const button = this.toolbar?.querySelector(`button[title="${OWN_TITLES[action]}"]`);
    return button instanceof HTMLButtonElement && !button.disabled ? button : null;
  }

  get isWaiting() {
    return this.canvas?.style.pointerEvents === "none";
  }

  showWhatCanBeDone() {
    if (!this.data) return;
    const isReady = this.canvas !== null && !this.isWaiting;
    const canUndo = isReady && Boolean(this.own("undo") || this.data.mounted_strokes);
    // Of the server only while nothing new is drawn: its answer is a new canvas.
    const canRedo = isReady && Boolean(this.own("redo") || (this.data.undone_strokes && !this.own("undo")));
    this.enable({ undo: canUndo, redo: canRedo, clear: canUndo });
  }

  /** @param {Record<Action, boolean>} can */
  enable(can) {
    for (const action of ACTIONS) this.buttons[action].disabled = !can[action];
  }

  /** @param {Action} action */
  async act(action) {
    if (this.isActing || this.buttons[action].disabled) return;
    this.isActing = true;
    try {
      if (action === "clear") await this.clear();
      else if (this.own(action)) this.press(action);
      else this.askServer(action);
    } finally {
      this.isActing = false;
      this.showWhatCanBeDone();
    }
  }

  /** @param {Action} action */
  press(action) {
    this.own(action)?.click();
    document.dispatchEvent(new CustomEvent("digitdemo-canvas", { detail: { action, canvas: this.canvas } }));
  }

  /** Every stroke taken back by itself, so that Redo brings them again one by one. */
  async clear() {
    if (this.data?.mounted_strokes) return this.askServer("clear");
    for (let step = 0; step < MOST_STEPS && this.own("undo"); step++) {
      this.press("undo");
      await new Promise((resolve) => setTimeout(resolve)); // the canvas loads each step; two at once may end in the wrong order
    }
  }

  /** @param {Action} action */
  askServer(action) {
    const { canvas } = this;
    const around = canvas?.parentElement;
    if (!canvas || !around) return;
    canvas.style.pointerEvents = "none";
    around.style.opacity = "0.5";
    setTimeout(() => {
      canvas.style.pointerEvents = "";
      around.style.opacity = "";
    }, SERVER_ANSWERS_WITHIN_MS);
    this.ask(action);
  }

  /** @param {KeyboardEvent} event */
  pressKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const target = event.composedPath()[0];
    if (target instanceof Element && target.matches("input, textarea, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    const action = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
    if (!action) return;
    event.preventDefault();
    this.act(action);
  }

  close() {
    clearInterval(this.timer);
    this.observer.disconnect();
    document.removeEventListener("keydown", this.keys);
  }
}

/**
 * The toolbar that the canvas brings.
 *
 * @param {HTMLElement | null} canvas
 * @returns {HTMLElement | null}
 */
function toolbarOf(canvas) {
  const root = canvas?.getRootNode();
  const isPage = root instanceof ShadowRoot || root instanceof Document;
  return isPage ? root.querySelector(".dc-toolbar") : null;
}

/** @type {WeakMap<HTMLElement, CanvasTools>} */
const tools = new WeakMap();

/** @param {Component<ToolsData>} component */
export function update(component) {
  const { parentElement } = component;
  const known = tools.get(parentElement) ?? new CanvasTools(component);
  tools.set(parentElement, known);
  known.hear(component);
}

/** @param {HTMLElement} parentElement */
export function leave(parentElement) {
  tools.get(parentElement)?.close();
  tools.delete(parentElement);
}
