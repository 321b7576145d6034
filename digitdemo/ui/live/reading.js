/* Writes a reading where the server writes its own: the same elements, the same words, so that there is one reading
   on the page. What the server wrote is kept and put back when it speaks again. */

import { largest } from "./history.js";

export class ReadingView {
  /**
   * @param selector of the container that holds the server's reading
   * @param texts {invitation, not_a_digit, how_sure: [[least, sentence], ...], runner_up, over, under}
   */
  constructor(selector, texts) {
    this.selector = selector;
    this.texts = texts;
    this.root = null; // the element that holds our words instead of the server's
    this.servers = ""; // what the server wrote in it
    this.last = null;
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
   * @param probabilities of the ten digits
   * @param isDigit false where the network will not say
   * @param smallPrint who says so
   */
  show(probabilities, isDigit, smallPrint) {
    this.last = [probabilities, isDigit, smallPrint];
    if (!this.find()) return;
    const best = largest(probabilities);
    const runnerUp = secondLargest(probabilities, best);
    const { texts, parts } = this;
    parts.digit.textContent = isDigit ? best : "?";
    const sentence = isDigit
      ? texts.how_sure.find(([least]) => probabilities[best] >= least)[1]
      : texts.not_a_digit;
    parts.words.textContent = fill(sentence, { percent: this.percent(probabilities[best]), closest: best });
    parts.more.textContent = fill(texts.runner_up, { digit: runnerUp, percent: this.percent(probabilities[runnerUp]) });
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

  find() {
    if (this.root?.isConnected) return true;
    const root = document.querySelector(`${this.selector} .dd-reading`);
    if (!root) return false;
    const servers = root.innerHTML;
    const all = (name) => [...root.querySelectorAll(name)];
    const words = root.querySelector(".dd-words");
    this.parts = {
      digit: root.querySelector(".dd-digit"),
      words: words && textAtStart(words),
      more: words?.querySelector("small"),
      names: all(".dd-bars dt"),
      fills: all(".dd-fill"),
      percents: all(".dd-percent"),
      smallPrint: root.querySelector(".dd-small"),
    };
    if (Object.values(this.parts).some((part) => !part) || this.parts.fills.length !== 10) return false;
    [this.root, this.servers] = [root, servers];
    return true;
  }

  /** A probability as it is worth saying, as in ui/reading.py. */
  percent(probability) {
    if (probability > 0.999) return this.texts.over;
    if (probability < 0.001) return this.texts.under;
    return `${(100 * probability).toFixed(1)}\u00a0%`;
  }
}

/** A bar's figure, as in ui/reading.py. */
function wholePercent(probability) {
  if (probability > 0.995) return ">\u00a099\u00a0%";
  if (probability < 0.005) return "<\u00a01\u00a0%";
  return `${(100 * probability).toFixed(0)}\u00a0%`;
}

/** Put values into a sentence of Python's: {name}. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function textAtStart(element) {
  const first = element.firstChild;
  return first instanceof Text ? first : element.insertBefore(document.createTextNode(""), first);
}

function secondLargest(values, best) {
  let second = best === 0 ? 1 : 0;
  for (let index = 0; index < values.length; index++) {
    if (index !== best && values[index] > values[second]) second = index;
  }
  return second;
}
