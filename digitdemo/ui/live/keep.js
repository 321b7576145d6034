/* The drawing is kept in this tab, canvas by canvas: a page that is loaded anew, and a server that was started again,
   lose nothing. It goes with the tab, so that the next one at a school's computer finds nothing of it. */

/**
 * Keep what the server knows; tell it what was kept where it knows nothing yet.
 *
 * @param {{page: string, drawing: string | null}} canvas the text of the drawing's file, or null: the server asks
 * @param {(kept: string) => void} tell
 * @returns {boolean} whether it was told: the server answers with a canvas on which it stands
 */
export function keepDrawing({ page, drawing }, tell) {
  const name = nameOf(page);
  try {
    const kept = sessionStorage.getItem(name);
    if (drawing !== null) sessionStorage.setItem(name, drawing);
    else if (kept !== null) {
      tell(kept);
      return true;
    }
  } catch {
    // a browser that keeps nothing, or has no room: the drawing is on the server all the same
  }
  return false;
}

/**
 * Forget what was kept: it was cleared, whether or not the server can hear of it now.
 *
 * @param {string} page
 */
export function forgetDrawing(page) {
  try {
    sessionStorage.removeItem(nameOf(page));
  } catch {
    // nothing was kept
  }
}

/** @param {string} page */
const nameOf = (page) => `digitdemo-drawing-${page}`;
