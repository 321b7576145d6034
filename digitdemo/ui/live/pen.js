/* Follows the pen on the page's canvas, without the canvas knowing: the strokes that it will send when the pen is up.

   Listens on the document, so a canvas made anew in the meantime is no matter. Takes one pointer at a time, the one
   that began, as the canvas does; a second finger draws nothing. */

/**
 * @param findCanvas (event) => the canvas that a pointer went down on, or null
 * @param handlers {down(x, y), move(x, y, isStraight), up(), lost(), elsewhere()}; x and y in shares of the canvas,
 *   0 to 1 on it; `lost` where the canvas went away in mid-stroke, `elsewhere` for a press beside it
 * @returns a function that stops following
 */
export function followPen(findCanvas, handlers) {
  let canvas = null;
  let pointer = null;

  const place = (event) => {
    const box = canvas.getBoundingClientRect(); // each time: pages scroll and zoom in mid-stroke
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  const end = (tell) => {
    pointer = canvas = null;
    tell();
  };
  const listeners = {
    pointerdown: (event) => {
      if (pointer !== null && canvas.isConnected) return; // a second finger
      if (!event.isPrimary || event.button !== 0) return;
      const found = findCanvas(event);
      if (!found) return handlers.elsewhere();
      canvas = found;
      pointer = event.pointerId;
      handlers.down(...place(event));
    },
    pointermove: (event) => {
      if (event.pointerId !== pointer) return;
      if (!canvas.isConnected) return end(handlers.lost); // undone, cleared or left in mid-stroke
      handlers.move(...place(event), event.shiftKey);
    },
    pointerup: (event) => event.pointerId === pointer && end(canvas.isConnected ? handlers.up : handlers.lost),
    pointercancel: (event) => event.pointerId === pointer && end(handlers.up),
    keydown: () => pointer === null && handlers.elsewhere(),
  };
  for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener, true);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener, true);
    pointer = canvas = null;
  };
}

/** The canvas inside a container, through open shadow roots; null where there is none. */
export function findCanvasIn(container) {
  if (!container) return null;
  for (const element of container.querySelectorAll("*")) {
    const canvas = element.shadowRoot?.querySelector("canvas.upper-canvas");
    if (canvas) return canvas;
  }
  return container.querySelector("canvas.upper-canvas");
}
