/* The drawing is kept in this tab, canvas by canvas: a page that is loaded anew, and a server that was started again,
   lose nothing. It goes with the tab, so that the next one at a school's computer finds nothing of it. */

/**
 * Keep what the server knows; tell it what was kept where it knows nothing yet.
 *
 * @param {{page: string, or_from: string | null, drawing: string | null}} canvas `drawing`: the text of the drawing's
 *   file, "" for a blank one, or null: the server asks; `or_from`: the page whose drawing is told where this one has none
 * @param {(kept: string) => void} tell
 * @returns {boolean} whether it was told: the server answers with a canvas on which it stands
 */
export function keepDrawing({ page, or_from, drawing }, tell) {
  try {
    if (drawing === "") sessionStorage.removeItem(nameOf(page));
    else if (drawing !== null) sessionStorage.setItem(nameOf(page), drawing);
    else {
      const kept = sessionStorage.getItem(nameOf(page)) ?? (or_from && sessionStorage.getItem(nameOf(or_from)));
      if (!kept) return false;
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
