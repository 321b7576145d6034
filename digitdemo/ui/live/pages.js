/* How a component's module is called: one page for each place on the screen, as long as it is there. */

/** @import { Component } from "./types" */

/**
 * The two functions that `component.js` calls: after every run of the page's script, and when the page is left.
 *
 * @template Data what Python sends
 * @param {new (component: Component<Data>) => {hear(component: Component<Data>): void, close(): void}} Page
 */
export function pagesOf(Page) {
  /** @type {WeakMap<HTMLElement, InstanceType<typeof Page>>} */
  const pages = new WeakMap();
  return {
    update(/** @type {Component<Data>} */ component) {
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
