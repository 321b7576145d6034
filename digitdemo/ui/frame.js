/* Around every page, in the browser: the menu closes on a phone, Escape ends presenting, the chosen network is kept
   for a server that was started again, and while the server is away a notice in a pupil's words covers Streamlit's. */

/** @import { Component } from "./live/types" */

/** @typedef {{network: string, asks: boolean, texts: {title: string, safe: string, wait: string}}} FrameData */

const NARROW = matchMedia("(max-width: 767px)");
const NETWORK = "digitdemo-network";
const DRAWING = "digitdemo-drawing-draw"; // as live/keep.js calls it
const AWAY_AFTER_MS = 600; // shorter gaps, as when a phone wakes up, are not worth a word
const APP = '[data-testid="stApp"]';
const CONNECTION = "data-test-connection-state";

/** @param {MouseEvent} event */
function closeMenu({ target }) {
  if (NARROW.matches && target instanceof Element && target.closest('[data-testid="stSidebarNavLink"]')) {
    press('[data-testid="stSidebarCollapseButton"] button');
  }
}

/** @param {KeyboardEvent} event */
function endPresenting(event) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector('[role="dialog"]')) return;
  const target = event.composedPath()[0];
  if (target instanceof HTMLElement && target.matches('input, textarea, [role="slider"]')) return;
  press(".st-key-frame_leave button");
}

/** @param {string} selector */
function press(selector) {
  const button = document.querySelector(selector);
  if (button instanceof HTMLElement) button.click();
}

/** The notice while the server is away. Made once; the words came while it was there. */
class Away {
  /** @param {FrameData["texts"]} texts */
  constructor(texts) {
    this.notice = document.createElement("section");
    this.notice.className = "dd-away";
    this.notice.setAttribute("role", "alert");
    this.notice.dataset.reactAriaTopLayer = "true"; // Streamlit's dialog hides all else from readers
    const title = document.createElement("h2");
    title.textContent = texts.title;
    const sentences = [texts.safe, texts.wait].map((text) => {
      const sentence = document.createElement("p");
      sentence.textContent = text;
      return sentence;
    });
    this.notice.append(title, ...sentences);
    this.timer = 0;
    this.observer = new MutationObserver(() => this.look());
    const app = document.querySelector(APP);
    if (app) this.observer.observe(app, { attributes: true, attributeFilter: [CONNECTION] });
  }

  look() {
    clearTimeout(this.timer);
    const isAway = document.querySelector(APP)?.getAttribute(CONNECTION) !== "CONNECTED";
    if (!isAway) this.notice.remove();
    else if (!this.notice.isConnected) this.timer = setTimeout(() => document.body.append(this.notice), AWAY_AFTER_MS);
  }

  close() {
    clearTimeout(this.timer);
    this.observer.disconnect();
    this.notice.remove();
  }
}

/** @type {Away | null} */
let away = null;

/**
 * A session that has heard nothing yet is told what this tab had chosen and drawn; another one's choice is kept.
 *
 * @param {Component<FrameData>} component
 */
function keepChoice({ data, setTriggerValue }) {
  try {
    if (data.network) sessionStorage.setItem(NETWORK, data.network);
    const network = sessionStorage.getItem(NETWORK);
    const drawing = sessionStorage.getItem(DRAWING);
    if (data.asks && (network || drawing)) setTriggerValue("kept", { network, drawing });
  } catch {
    // a browser that keeps nothing: the address still names the network
  }
}

/** @param {Component<FrameData>} component */
export default function (component) {
  away ??= new Away(component.data.texts);
  keepChoice(component);
  document.addEventListener("click", closeMenu);
  document.addEventListener("keydown", endPresenting);
  return () => {
    away?.close();
    away = null;
    document.removeEventListener("click", closeMenu);
    document.removeEventListener("keydown", endPresenting);
  };
}
