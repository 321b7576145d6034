/* Writes a reading where the server writes its own: the same elements, the same words, so that there is one reading
   on the page. What the server wrote is kept and put back when it speaks again. */

/** @import { ReadingTexts } from "./types" */
import { largest } from "./history.js";

export class ReadingView {
  /** @type {HTMLElement | null} the element that holds our words instead of the server's */
  root = null;

  /** @type {Parts | null} of `root` */
  parts = null;

  /** @type {[ArrayLike<number>, boolean, string] | null} what was shown last */
  last = null;

  servers = ""; // what the server wrote in `root`

  /**
   * @param {string} selector of the container that holds the server's reading
   * @param {ReadingTexts} texts
   * @param {string[]} names what the network's outputs are called
   */
  constructor(selector, texts, names) {
    this.selector = selector;
    this.texts = texts;
    this.names = names;
    this.observer = new MutationObserver(() => this.showAgain());
  }

  /** While held, what the server sends about an earlier stroke is written over before it is seen. */
  hold() {
    const container = document.querySelector(this.selector);
    if (container) this.observer.observe(container, { childList: true, subtree: true });
  }

  release() {
    this.observer.disconnect();
  }

  /**
   * @param {ArrayLike<number>} probabilities of the classes
   * @param {boolean} isDigit false where the network will not say
   * @param {string} smallPrint who says so
   */
  show(probabilities, isDigit, smallPrint) {
    this.last = [probabilities, isDigit, smallPrint];
    const parts = this.find();
    if (!parts) return;
    const best = largest(probabilities);
    const runnerUp = secondLargest(probabilities, best);
    const { texts } = this;
    parts.digit.textContent = isDigit ? this.names[best] : "?";
    parts.digit.classList.toggle("dd-word", isDigit && this.names[best].length > 2);
    const sureness = texts.how_sure.find(([least]) => probabilities[best] >= least);
    const sentence = isDigit && sureness ? sureness[1] : texts.not_a_digit;
    parts.words.textContent = fill(sentence, { percent: this.percent(probabilities[best]), closest: this.names[best] });
    parts.more.textContent = fill(texts.runner_up, {
      digit: this.names[runnerUp], percent: this.percent(probabilities[runnerUp]),
    });
    for (let digit = 0; digit < probabilities.length; digit++) {
      parts.names[digit].className = digit === best ? "dd-best" : "";
      parts.fills[digit].style.width = `${(100 * probabilities[digit]).toFixed(1)}%`;
      parts.percents[digit].textContent = wholePercent(probabilities[digit]);
    }
    parts.smallPrint.textContent = smallPrint;
    this.observer.takeRecords(); // our own writing is no news
  }

  /** Say the same again, after the server has written over it. */
  showAgain() {
    if (this.last) this.show(...this.last);
  }

  /** Give the place back: the server's words, unless it has already written new ones. */
  restore() {
    this.last = null;
    if (this.root?.isConnected) this.root.innerHTML = this.servers;
    this.root = null;
    this.observer.takeRecords();
  }

  /** The places of our words; null where the server shows no reading. */
  find() {
    if (this.root?.isConnected && this.parts?.fills.length === this.names.length) return this.parts;
    const root = document.querySelector(`${this.selector} .dd-reading`);
    if (!(root instanceof HTMLElement)) return null;
    const servers = root.innerHTML;
    const parts = partsOf(root, this.names.length);
    if (parts) [this.root, this.servers, this.parts] = [root, servers, parts];
    return parts;
  }

  /**
   * A probability as it is worth saying, as in ui/reading.py.
   *
   * @param {number} probability
   */
  percent(probability) {
    if (probability > 0.999) return this.texts.over;
    if (probability < 0.001) return this.texts.under;
    return `${(100 * probability).toFixed(1)}\u00a0%`;
  }
}

/**
 * @typedef {{digit: Element, words: Text, more: Element, names: Element[], fills: HTMLElement[], percents: Element[],
 *   smallPrint: Element}} Parts where the words of a reading stand
 */

/**
 * The places of a reading's words; null where it has not all of them.
 *
 * @param {HTMLElement} root
 * @param {number} classes so many bars
 * @returns {Parts | null}
 */
function partsOf(root, classes) {
  const words = root.querySelector(".dd-words");
  const more = words?.querySelector("small");
  const digit = root.querySelector(".dd-digit"), smallPrint = root.querySelector(".dd-small");
  const fills = [...root.querySelectorAll(".dd-fill")].filter((bar) => bar instanceof HTMLElement);
  if (!words || !more || !digit || !smallPrint || fills.length !== classes) return null;
  const names = [...root.querySelectorAll(".dd-bars dt")], percents = [...root.querySelectorAll(".dd-percent")];
  return { digit, words: textAtStart(words), more, names, fills, percents, smallPrint };
}

/**
 * A bar's figure, as in ui/reading.py.
 *
 * @param {number} probability
 */
function wholePercent(probability) {
  if (probability > 0.995) return ">\u00a099\u00a0%";
  if (probability < 0.005) return "<\u00a01\u00a0%";
  return `${(100 * probability).toFixed(0)}\u00a0%`;
}

/**
 * Put values into a sentence of Python's: {name}.
 *
 * @param {string} sentence
 * @param {Record<string, string | number | null>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * The text before an element's first child, made where there is none.
 *
 * @param {Element} element
 */
function textAtStart(element) {
  const first = element.firstChild;
  return first instanceof Text ? first : element.insertBefore(document.createTextNode(""), first);
}

/**
 * @param {ArrayLike<number>} values
 * @param {number} best the place of the largest
 */
function secondLargest(values, best) {
  let second = best === 0 ? 1 : 0;
  for (let index = 0; index < values.length; index++) {
    if (index !== best && values[index] > values[second]) second = index;
  }
  return second;
}
