/* The Look inside page: the chosen layers' feature maps follow the pen. */

import { largest } from "./history.js";
import { PenReader, pagesOf } from "./pen_reader.js";
import { fill } from "./reading.js";

const TILE_PX = 56; // about as wide as a map should be on the screen
const GAP = 1; // between maps, in pixels of a map

class MapsPage extends PenReader {
  constructor(component) {
    super(component);
    this.said = this.root.querySelector(".said");
    this.note = this.root.querySelector(".note");
    this.place = this.root.querySelector(".maps");
    this.views = [];
    this.resizing = new ResizeObserver(() => this.show());
    this.resizing.observe(this.place);
  }

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

  begins() {}

  ends() {}

  settles() {}

  reads(probabilities) {
    const { texts, network } = this.data;
    const digit = largest(probabilities);
    const isDigit = probabilities[digit] >= network.min_probability;
    const percent = `${(100 * probabilities[digit]).toFixed(0)}\u00a0%`;
    this.said.textContent = fill(isDigit ? texts.reads : texts.reads_none, { digit, percent });
    this.show();
  }

  /** Another drawing or another network: read it once. */
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

  say(state) {
    this.root.dataset.state = state;
    this.note.textContent = this.data.texts[state] ?? "";
  }

  close() {
    super.close();
    this.resizing.disconnect();
  }
}

/** All maps of one layer on one canvas, side by side; pixels stay pixels, scaled by a whole number. */
class MapsView {
  /**
   * @param layer {layer, title, limit}: the number that gets the darkest colour, its negative the other scale's
   * @param colours [r, g, b, r, g, b, ...] from -limit to limit
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
  }

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

  layOut([rows, columns, count], widthPx) {
    const scale = Math.max(1, Math.round(TILE_PX / columns));
    const across = Math.max(1, Math.min(count, Math.floor((widthPx / scale + GAP) / (columns + GAP))));
    if (this.picture && across === this.across && count === this.count) return;
    Object.assign(this, { across, count });
    this.canvas.width = across * (columns + GAP) - GAP;
    this.canvas.height = Math.ceil(count / across) * (rows + GAP) - GAP;
    this.canvas.style.width = `${scale * this.canvas.width}px`;
    this.context = this.canvas.getContext("2d");
    this.picture = this.context.createImageData(this.canvas.width, this.canvas.height);
  }
}

export const { update, leave } = pagesOf(MapsPage);
