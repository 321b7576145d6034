/* The parts of a component's own page, by selector and kind. */

/**
 * The first element inside `root` that a selector finds.
 *
 * @template {Element} Kind
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} kind what it must be
 * @returns {Kind}
 * @throws {Error} there is none: a component's HTML and its module do not fit
 */
export function partOf(root, selector, kind) {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`the component has no ${kind.name} at ${selector}`);
}

/**
 * What draws on a canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D}
 * @throws {Error} the browser refuses, out of memory
 */
export function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (context) return context;
  throw new Error("the browser gives no canvas to draw on");
}

/**
 * A button in a holder, which is found by its class like any button of the page.
 *
 * @param {HTMLElement} place
 * @param {() => void} act
 */
export function makeButton(place, act) {
  const holder = document.createElement("span");
  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", act);
  holder.append(button);
  place.append(holder);
  return { button, holder };
}
