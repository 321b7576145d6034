/* The Look inside page: the chosen layers' feature maps follow the pen. */

/** @import { Component, MappedLayer, StepOutput } from "./types" */
import { contextOf, partOf } from "./dom.js";
import { largest } from "./history.js";
import { PenReader } from "./pen_reader.js";
import { pagesOf } from "./pages.js";
import { fill } from "./reading.js";

const TILE_PX = 56; // about as wide as a map should be on the screen
const NARROW_PX = 640; // on a phone a layer's maps stand in a few rows, to be swiped
const NARROW_ROWS = 3;
const GAP = 1; // between maps, in pixels of a map

class MapsPage extends PenReader {
  /** @type {MapsView[]} */
  views = [];

  names = ""; // of the layers whose maps stand there
  isStale = false;

  /** @param {Component} component */
  constructor(component) {
    super(component);
    this.said = partOf(this.root, ".said", HTMLElement);
    this.note = partOf(this.root, ".note", HTMLElement);
    this.place = partOf(this.root, ".maps", HTMLElement);
    this.resizing = new ResizeObserver(() => this.show());
    this.resizing.observe(this.place);
  }

  /**
   * @override
   * @param {Component} component
   */
  hear(component) {
    const { layers, colours } = component.data;
    const names = layers.map(({ layer }) => layer).join();
    if (names !== this.names) {
      this.names = names;
      this.views = layers.map((layer) => new MapsView(layer, colours));
      this.place.replaceChildren(...this.views.map(({ figure }) => figure));
      this.isStale = true;
    }
    super.hear(component);
    if (this.isStale) this.show();
  }

  /**
   * @override
   * @param {ArrayLike<number>} probabilities
   */
  reads(probabilities) {
    const { texts, network } = this.data;
    const digit = largest(probabilities);
    const isDigit = probabilities[digit] >= network.min_probability;
    const percent = `${(100 * probabilities[digit]).toFixed(0)}\u00a0%`;
    this.said.textContent = fill(isDigit ? texts.reads : texts.reads_none, {
      digit: network.names[digit], percent,
    });
    this.show();
  }

  /**
   * Another drawing or another network: read it once.
   *
   * @override
   */
  changes() {
    if (!this.network) return;
    this.drawing.refresh();
    if (this.prepare(this.drawing.points, this.network.input)) return this.reads(this.network.run());
    this.network.run(); // what the network makes of blank paper
    this.said.textContent = this.data.texts.blank;
    this.show();
  }

  show() {
    if (!this.network) return;
    this.isStale = false;
    for (const view of this.views) view.show(this.network.outputs.get(view.layer), this.place.clientWidth);
  }

  /**
   * @override
   * @param {string} state
   */
  say(state) {
    this.root.dataset.state = state;
    this.note.textContent = this.data.texts[state] ?? "";
  }

  /** @override */
  close() {
    super.close();
    this.resizing.disconnect();
  }
}

/** All maps of one layer on one canvas, side by side; pixels stay pixels, scaled by a whole number. */
class MapsView {
  across = 0; // maps side by side
  count = 0;

  /**
   * @param {MappedLayer} mapped
   * @param {number[]} colours [r, g, b, r, g, b, ...] from -limit to limit
   */
  constructor({ layer, title, limit }, colours) {
    this.layer = layer;
    this.limit = limit;
    this.colours = colours;
    this.figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    caption.textContent = title;
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", title);
    this.figure.append(caption, this.canvas);
    this.context = contextOf(this.canvas);
    this.picture = this.context.createImageData(1, 1);
  }

  /**
   * @param {StepOutput | undefined} output
   * @param {number} widthPx of the place for all maps
   */
  show(output, widthPx) {
    if (!output || output.shape.length !== 3 || widthPx === 0) return;
    this.layOut(output.shape, widthPx);
    const { values } = output;
    const { colours, limit, across } = this;
    const { data, width } = this.picture;
    const [rows, columns, count] = output.shape;
    const steps = colours.length / 3 - 1;
    for (let map = 0; map < count; map++) {
      const left = (map % across) * (columns + GAP), top = Math.floor(map / across) * (rows + GAP);
      for (let row = 0; row < rows; row++) {
        let to = 4 * ((top + row) * width + left);
        for (let column = 0, from = row * columns * count + map; column < columns; column++, from += count, to += 4) {
          const share = (values[from] / limit + 1) / 2;
          const at = 3 * Math.round(steps * (share < 0 ? 0 : share > 1 ? 1 : share));
          data[to] = colours[at];
          data[to + 1] = colours[at + 1];
          data[to + 2] = colours[at + 2];
          data[to + 3] = 255;
        }
      }
    }
    this.context.putImageData(this.picture, 0, 0);
  }

  /**
   * @param {number[]} shape rows, columns, maps
   * @param {number} widthPx
   */
  layOut([rows, columns, count], widthPx) {
    const scale = Math.max(1, Math.round(TILE_PX / columns));
    const fitting = Math.max(1, Math.min(count, Math.floor((widthPx / scale + GAP) / (columns + GAP))));
    const across = window.innerWidth <= NARROW_PX ? Math.max(fitting, Math.ceil(count / NARROW_ROWS)) : fitting;
    if (across === this.across && count === this.count) return;
    Object.assign(this, { across, count });
    this.canvas.width = across * (columns + GAP) - GAP;
    this.canvas.height = Math.ceil(count / across) * (rows + GAP) - GAP;
    this.canvas.style.width = `${scale * this.canvas.width}px`;
    this.picture = this.context.createImageData(this.canvas.width, this.canvas.height);
  }
}

export const { update, leave } = pagesOf(MapsPage);
