/* How a page's module is called: once for each place on the screen, as long as it is there. */

/** @import { Component } from "./types" */
/** @import { PenReader } from "./pen_reader.js" */

/**
 * The two functions that `component.js` calls: after every run of the page's script, and when the page is left.
 *
 * @param {new (component: Component) => PenReader} Page
 */
export function pagesOf(Page) {
  /** @type {WeakMap<HTMLElement, PenReader>} */
  const pages = new WeakMap();
  return {
    update(/** @type {Component} */ component) {
      const { parentElement } = component;
      const page = pages.get(parentElement) ?? new Page(component);
      pages.set(parentElement, page);
      page.hear(component);
    },
    leave(/** @type {HTMLElement} */ parentElement) {
      pages.get(parentElement)?.close();
      pages.delete(parentElement);
    },
  };
}
