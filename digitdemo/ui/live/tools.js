/* Undo, Redo and Clear, in the browser and at once: they press the canvas's own (hidden) buttons, and the canvas tells
   the server what stands on it then. Only strokes that the canvas was made with, which it cannot take back itself, are
   asked of the server; until the new canvas is there the old one takes no pen, so that no stroke goes with it. */

import { findCanvasIn } from "./pen.js";

const ACTIONS = ["undo", "redo", "clear"];
const OWN_TITLES = { undo: "Undo", redo: "Redo" }; // of the canvas's own buttons
const LOOK_EVERY_MS = 150;
const SERVER_ANSWERS_WITHIN_MS = 15000;
const MOST_STEPS = 100; // the canvas remembers so many

class CanvasTools {
  constructor({ parentElement }) {
    this.root = parentElement.querySelector(".tools");
    this.buttons = Object.fromEntries(ACTIONS.map((action) => [action, this.makeButton(action)]));
    this.canvas = null;
    this.keys = (event) => this.pressKey(event);
    document.addEventListener("keydown", this.keys);
    this.observer = new MutationObserver(() => this.showWhatCanBeDone());
    this.timer = setInterval(() => this.lookForCanvas(), LOOK_EVERY_MS);
  }

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

  /** Streamlit ran the page's script: the canvas may be another one. */
  hear({ data, setTriggerValue }) {
    this.data = data;
    this.ask = (action) => setTriggerValue("asked", { action, mount: data.mount });
    for (const action of ACTIONS) {
      this.buttons[action].textContent = data.texts[action];
      this.buttons[action].parentElement.className = `st-key-${data.page}_${action}`; // found like any other button
    }
    this.root.setAttribute("aria-label", data.texts.group);
    this.lookForCanvas();
  }

  lookForCanvas() {
    const canvas = findCanvasIn(document.querySelector(this.data?.canvas));
    const toolbar = canvas?.getRootNode().querySelector(".dc-toolbar");
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

  /** The canvas's own button for an action, if it is there and can be pressed. */
  own(action) {
    const button = this.toolbar?.querySelector(`button[title="${OWN_TITLES[action]}"]`);
    return button && !button.disabled ? button : null;
  }

  get isWaiting() {
    return this.canvas?.style.pointerEvents === "none";
  }

  showWhatCanBeDone() {
    if (!this.data) return;
    const isReady = this.canvas && !this.isWaiting;
    const canUndo = isReady && Boolean(this.own("undo") || this.data.mounted_strokes);
    // Of the server only while nothing new is drawn: its answer is a new canvas.
    const canRedo = isReady && Boolean(this.own("redo") || (this.data.undone_strokes && !this.own("undo")));
    this.enable({ undo: canUndo, redo: canRedo, clear: canUndo });
  }

  enable(can) {
    for (const action of ACTIONS) this.buttons[action].disabled = !can[action];
  }

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

  press(action) {
    this.own(action).click();
    document.dispatchEvent(new CustomEvent("digitdemo-canvas", { detail: { action, canvas: this.canvas } }));
  }

  /** Every stroke taken back by itself, so that Redo brings them again one by one. */
  async clear() {
    if (this.data.mounted_strokes) return this.askServer("clear");
    for (let step = 0; step < MOST_STEPS && this.own("undo"); step++) {
      this.press("undo");
      await new Promise((resolve) => setTimeout(resolve)); // the canvas loads each step; two at once may end in the wrong order
    }
  }

  askServer(action) {
    const { canvas } = this;
    canvas.style.pointerEvents = "none";
    canvas.parentElement.style.opacity = "0.5";
    setTimeout(() => {
      canvas.style.pointerEvents = "";
      canvas.parentElement.style.opacity = "";
    }, SERVER_ANSWERS_WITHIN_MS);
    this.ask(action);
  }

  pressKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const target = event.composedPath()[0];
    if (target.matches?.("input, textarea, [contenteditable]")) return;
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

const tools = new WeakMap();

export function update(component) {
  const { parentElement } = component;
  if (!tools.has(parentElement)) tools.set(parentElement, new CanvasTools(component));
  tools.get(parentElement).hear(component);
}

export function leave(parentElement) {
  tools.get(parentElement)?.close();
  tools.delete(parentElement);
}
