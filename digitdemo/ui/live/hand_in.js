/* A pupil's phone while drawings are collected: the canvas, the next digit, and handing in. All of it is the browser's:
   it goes on while the server is busy or away. */

/** @import { Component } from "./types" */
/** @import { Answer } from "./outbox.js" */
/** @import { Line } from "./waiting.js" */
import { makeButton, partOf } from "./dom.js";
import { pagesOf } from "./pages.js";
import { Paper } from "./paper.js";
import { fill } from "./reading.js";
import { WaitingDrawings } from "./waiting.js";

/** @typedef {"undo" | "clear" | "hand_in" | "group" | "canvas" | "thanks" | "blank" | "full" | "waits"} Words */
/**
 * @typedef {{url: string, token: string, place: string, first: number, counts: number[], side_px: number,
 *   pen_width_px: number, texts: Record<Words, string>}} HandInData what ui/classroom/hand_in.py sends
 */

const THANKS_MS = 4000;
const ACCEPTED = ".st-key-class-accepted p"; // how many of mine were accepted
const ASKED = ".st-key-class-task b"; // the digit that is asked for

class HandIn {
  /** @type {number | undefined} */
  saying = undefined;

  /** @param {Component<HandInData>} component */
  constructor({ parentElement, data }) {
    this.data = data;
    this.counts = data.counts;
    this.note = partOf(parentElement, ".note", HTMLElement);
    this.tools = partOf(parentElement, ".tools", HTMLElement);
    this.waiting = new WaitingDrawings(`digitdemo-${data.place}`, {
      accepted: (answer) => this.accepted(answer),
      refused: (says) => this.say(says),
      waits: (count) => this.say(count ? fill(this.data.texts.waits, { count }) : ""),
    });
    this.paper = new Paper(partOf(parentElement, "canvas", HTMLCanvasElement), () => this.change(this.paper.strokes));
    const send = partOf(parentElement, ".send", HTMLElement);
    this.buttons = {
      undo: makeButton(this.tools, () => this.change(this.paper.strokes.slice(0, -1))),
      clear: makeButton(this.tools, () => this.change([])),
      hand_in: makeButton(send, () => this.handIn()),
    };
  }

  /**
   * Streamlit ran the page's script.
   *
   * @param {Component<HandInData>} component
   */
  hear({ data }) {
    this.data = data;
    this.counts = data.counts;
    for (const name of /** @type {const} */ (["undo", "clear", "hand_in"])) {
      const { button, holder } = this.buttons[name];
      button.textContent = data.texts[name];
      holder.className = `st-key-join_${name}`; // found like any other button
    }
    this.tools.setAttribute("aria-label", data.texts.group);
    this.paper.canvas.setAttribute("aria-label", data.texts.canvas);
    this.paper.sidePx = data.side_px;
    this.paper.penWidthPx = data.pen_width_px;
    if (this.paper.pointer === null) this.change(this.waiting.strokes);
    this.waiting.serve({ url: data.url, token: data.token });
    this.showTask();
  }

  /** @param {Line[]} strokes what stands on the canvas now */
  change(strokes) {
    this.waiting.keepStrokes(strokes);
    this.paper.show(strokes);
    this.buttons.undo.button.disabled = this.buttons.clear.button.disabled = strokes.length === 0;
  }

  /** The digit that was drawn least, counting those that wait; each pupil begins with another one. */
  nextDigit() {
    const counts = [...this.counts];
    for (const { digit } of this.waiting.queue) counts[digit]++;
    const order = counts.map((_, step) => (this.data.first + step) % counts.length);
    return order.reduce((best, digit) => (counts[digit] < counts[best] ? digit : best));
  }

  handIn() {
    const { strokes } = this.paper;
    if (strokes.length === 0) return this.say(this.data.texts.blank);
    if (this.waiting.isFull) return this.say(this.data.texts.full);
    this.say("");
    this.waiting.add(this.nextDigit(), strokes);
    this.change([]);
    this.showTask();
  }

  /** @param {Answer} answer */
  accepted({ counts, says = "" }) {
    this.counts = counts ?? this.counts;
    write(ACCEPTED, says);
    this.showTask();
    if (this.waiting.queue.length === 0) this.say(this.data.texts.thanks, THANKS_MS);
  }

  showTask() {
    write(ASKED, String(this.nextDigit()));
  }

  /** @param {string} words @param {number} forMs 0 for until something else is said */
  say(words, forMs = 0) {
    clearTimeout(this.saying);
    this.note.textContent = words;
    if (forMs) this.saying = setTimeout(() => (this.note.textContent = ""), forMs);
  }

  close() {
    clearTimeout(this.saying);
    this.paper.close();
    this.waiting.close();
  }
}

/**
 * Write where the server wrote last; its next words take the place of ours.
 *
 * @param {string} place @param {string} words
 */
function write(place, words) {
  const element = document.querySelector(place);
  if (element && element.textContent !== words) element.textContent = words;
}

export const { update, leave } = pagesOf(HandIn);
