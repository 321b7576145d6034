/* Undo, Redo and Clear, in the browser and at once: they press the canvas's own (hidden) buttons, and the canvas tells
   the server what stands on it then. Only strokes that the canvas was made with, which it cannot take back itself, are
   asked of the server; until the new canvas is there the old one takes no pen, so that no stroke goes with it. What is
   pressed meanwhile is done when the new canvas stands, and what the server did not answer is asked once more. */

/** @import { Component } from "./types" */
import { partOf } from "./dom.js";
import { forgetDrawing, keepDrawing } from "./keep.js";
import { pagesOf } from "./pages.js";
import { findCanvasIn } from "./pen.js";

/** @typedef {"undo" | "redo" | "clear"} Action */
/**
 * @typedef {{canvas: string, page: string, mount: string, mounted_strokes: number, undone_strokes: number,
 *   answered: number | null, or_from: string | null, drawing: string | null, texts: Record<Action | "group", string>}} ToolsData what canvas_buttons.py sends
 * @typedef {{action: Action, mount: string, press: number, at: number}} Asked a press that the server must answer:
 *   of which canvas, its number, and when it was sent last
 */

/** @type {Action[]} */
const ACTIONS = ["undo", "redo", "clear"];
/** @type {Record<Action, string>} titles of the canvas's own buttons; its Clear cannot be taken back */
const OWN_TITLES = { undo: "Undo", redo: "Redo", clear: "" };
const LOOK_EVERY_MS = 150;
const SERVER_ANSWERS_WITHIN_MS = 15000;
const ASK_AGAIN_AFTER_MS = 2000;
const MOST_STEPS = 100; // the canvas remembers so many

class CanvasTools {
  /** @type {HTMLElement | null} */
  canvas = null;

  /** @type {HTMLElement | null} the canvas's own */
  toolbar = null;

  /** @type {ToolsData | null} */
  data = null;

  isActing = false;

  /** The server is being told what stood on the canvas; until it stands there again, nothing can be taken back. */
  isTelling = false;

  /** @type {Asked | null} */
  asked = null;

  /** @type {Action[]} pressed while no canvas could take it */
  pressed = [];

  /** @type {(asked: {action: Action, mount: string, press: number}) => void} */
  send = () => {};

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
    this.send = ({ action, mount, press }) => setTriggerValue("asked", { action, mount, press });
    for (const action of ACTIONS) {
      const button = this.buttons[action];
      button.textContent = data.texts[action];
      if (button.parentElement) button.parentElement.className = `st-key-${data.page}_${action}`; // as Streamlit's own
    }
    this.root.setAttribute("aria-label", data.texts.group);
    this.hearAnswer();
    if (this.asked?.action !== "clear" || data.drawing === null) {
      this.isTelling = keepDrawing(data, (kept) => setTriggerValue("kept", kept));
    }
    this.lookForCanvas();
  }

  /** The server did what was asked, or another canvas came first, or the connection was gone: then it is asked again. */
  hearAnswer() {
    const { asked, data } = this;
    if (!asked || !data) return;
    const isAnotherCanvas = asked.mount !== data.mount;
    if (asked.press === data.answered) {
      this.asked = null;
      if (!isAnotherCanvas) this.givePenBack(); // nothing was there to be taken back
    } else if (isAnotherCanvas) {
      this.asked = null;
      this.pressed.unshift(asked.action);
    } else if (data.drawing !== null && Date.now() - asked.at > ASK_AGAIN_AFTER_MS) {
      asked.at = Date.now();
      this.send(asked);
    }
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
    this.goOn();
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

  /** Whether a canvas stands that can take a press; until then the buttons stay as they were. */
  get isReady() {
    return this.toolbar !== null && !this.asked && !this.isActing && !this.isTelling;
  }

  showWhatCanBeDone() {
    if (!this.data || !this.isReady) return;
    const canUndo = Boolean(this.own("undo") || this.data.mounted_strokes);
    // Of the server only while nothing new is drawn: its answer is a new canvas.
    const canRedo = Boolean(this.own("redo") || (this.data.undone_strokes && !this.own("undo")));
    this.enable({ undo: canUndo, redo: canRedo, clear: canUndo });
  }

  /** @param {Record<Action, boolean>} can */
  enable(can) {
    for (const action of ACTIONS) this.buttons[action].disabled = !can[action];
  }

  /** @param {Action} action */
  act(action) {
    if (this.buttons[action].disabled) return;
    this.pressed.push(action);
    this.goOn();
  }

  /** Do what was pressed, as far as the canvas that stands can take it. */
  async goOn() {
    while (this.isReady && this.pressed.length > 0) {
      const action = /** @type {Action} */ (this.pressed.shift());
      this.isActing = true;
      try {
        await this.perform(action);
      } finally {
        this.isActing = false;
        this.showWhatCanBeDone();
      }
    }
  }

  /** @param {Action} action */
  async perform(action) {
    if (action === "clear") await this.clear();
    else if (this.own(action)) this.press(action);
    else if (action === "undo" ? this.data?.mounted_strokes : this.data?.undone_strokes) this.askServer(action);
  }

  /** @param {Action} action */
  press(action) {
    this.own(action)?.click();
    document.dispatchEvent(new CustomEvent("digitdemo-canvas", { detail: { action, canvas: this.canvas } }));
  }

  /** Every stroke taken back by itself, so that Redo brings them again one by one. */
  async clear() {
    if (this.data) forgetDrawing(this.data.page);
    if (this.data?.mounted_strokes) return this.askServer("clear");
    const mount = this.data?.mount;
    for (let step = 0; step < MOST_STEPS && this.own("undo"); step++) {
      this.press("undo");
      await new Promise((resolve) => setTimeout(resolve)); // the canvas loads each step; two at once may end in the wrong order
    }
    if (this.data?.mount !== mount) this.pressed.unshift("clear"); // another canvas came between two steps
  }

  /** @param {Action} action */
  askServer(action) {
    const { canvas, data } = this;
    if (!canvas || !data) return;
    canvas.style.pointerEvents = "none";
    if (canvas.parentElement) canvas.parentElement.style.opacity = "0.5";
    const asked = { action, mount: data.mount, press: Date.now(), at: Date.now() };
    this.asked = asked;
    this.send(asked);
    setTimeout(() => {
      if (this.asked !== asked) return;
      this.givePenBack();
      // Somebody who goes on drawing has given the press up: what is done late would take the new stroke along.
      canvas.addEventListener("pointerdown", () => this.asked === asked && this.giveUp(), { once: true });
    }, SERVER_ANSWERS_WITHIN_MS);
  }

  giveUp() {
    this.asked = null;
    this.pressed = [];
    this.showWhatCanBeDone();
  }

  givePenBack() {
    if (!this.canvas) return;
    this.canvas.style.pointerEvents = "";
    if (this.canvas.parentElement) this.canvas.parentElement.style.opacity = "";
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

export const { update, leave } = pagesOf(CanvasTools);
