/* Follows the pen on the page's canvas, without the canvas knowing: the strokes that it will send when the pen is up.

   Listens on the document, so a canvas made anew in the meantime is no matter. Takes one pointer at a time, the one
   that began, as the canvas does; a second finger draws nothing. */

/** @import { PenHandlers } from "./types" */

/**
 * @param {(event: PointerEvent) => HTMLElement | null} findCanvas the canvas that a pointer went down on
 * @param {PenHandlers} handlers
 * @returns {() => void} stops following
 */
export function followPen(findCanvas, handlers) {
  /** @type {HTMLElement | null} */
  let canvas = null;
  /** @type {number | null} */
  let pointer = null;

  /** @type {(event: PointerEvent, on: HTMLElement) => [number, number]} */
  const place = (event, on) => {
    const box = on.getBoundingClientRect(); // each time: pages scroll and zoom in mid-stroke
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  const end = (/** @type {() => void} */ tell) => {
    pointer = canvas = null;
    tell();
  };
  /** @type {Record<string, (event: any) => void>} pointer events, and keys */
  const listeners = {
    pointerdown: (event) => {
      if (canvas?.isConnected) return; // a second finger
      if (!event.isPrimary || event.button !== 0) return;
      const found = findCanvas(event);
      if (!found) return handlers.elsewhere();
      canvas = found;
      pointer = event.pointerId;
      handlers.down(...place(event, found));
    },
    pointermove: (event) => {
      if (event.pointerId !== pointer || !canvas) return;
      if (!canvas.isConnected) return end(handlers.lost); // undone, cleared or left in mid-stroke
      handlers.move(...place(event, canvas), event.shiftKey);
    },
    pointerup: (event) => event.pointerId === pointer && end(canvas?.isConnected ? handlers.up : handlers.lost),
    pointercancel: (event) => event.pointerId === pointer && end(handlers.up),
    keydown: () => pointer === null && handlers.elsewhere(),
  };
  for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener, true);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener, true);
    pointer = canvas = null;
  };
}

/**
 * The canvas inside a container, through open shadow roots; null where there is none.
 *
 * @param {Element | null} container
 * @returns {HTMLElement | null}
 */
export function findCanvasIn(container) {
  if (!container) return null;
  for (const element of container.querySelectorAll("*")) {
    const canvas = element.shadowRoot?.querySelector("canvas.upper-canvas");
    if (canvas instanceof HTMLElement) return canvas;
  }
  return container.querySelector("canvas.upper-canvas");
}

const EDITING = '.dc-toolbar [aria-pressed="true"]'; // the canvas's own tool for moving strokes is on: nothing is drawn

/**
 * The canvas that a pointer went down on; null where it was another one, or where it draws nothing.
 *
 * @param {PointerEvent} event
 * @param {string} selector of the container of the canvas that is meant
 */
export function canvasUnder(event, selector) {
  const path = event.composedPath().filter((element) => element instanceof HTMLElement);
  const canvas = path.find((element) => element.matches("canvas.upper-canvas"));
  if (!canvas || !path.some((element) => element.matches(selector))) return null;
  const root = canvas.getRootNode();
  const isEditing = (root instanceof ShadowRoot || root instanceof Document) && root.querySelector(EDITING);
  return isEditing ? null : canvas;
}
