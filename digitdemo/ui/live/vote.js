/* A pupil's vote: tapped, it is on its way, whatever becomes of the network. Only the latest one counts. */

/** @import { Component } from "./types" */
import { makeButton, partOf } from "./dom.js";
import { Outbox } from "./outbox.js";
import { pagesOf } from "./pages.js";
import { fill } from "./reading.js";

const DIGITS = 10;

/**
 * @typedef {{round: number, ballot: number, digit: number}} Ballot
 * @typedef {{url: string, token: string, place: string, round: number, ballot: number, mine: number | null,
 *   texts: Record<"digits" | "said" | "waits", string>}} VoteData what ui/classroom/voting.py sends
 */

class Vote {
  /** @param {Component<VoteData>} component */
  constructor({ parentElement, data }) {
    this.data = data;
    /** @type {number | null} what the server has */
    this.taken = data.mine;
    this.note = partOf(parentElement, ".note", HTMLElement);
    this.group = partOf(parentElement, ".digits", HTMLElement);
    /** @type {Outbox<Ballot>} */
    this.waiting = new Outbox(`digitdemo-vote-${data.place}`, {
      accepted: ({ digit = null }) => {
        this.taken = digit;
        this.show();
      },
      refused: (says) => this.show(says),
      waits: () => this.show(),
    });
    this.buttons = Array.from({ length: DIGITS }, (_, digit) => makeButton(this.group, () => this.choose(digit)));
    this.buttons.forEach(({ button, holder }, digit) => {
      button.textContent = String(digit);
      holder.className = `st-key-guess_${digit}`; // found like any other button
    });
  }

  /**
   * Streamlit ran the page's script.
   *
   * @param {Component<VoteData>} component
   */
  hear({ data }) {
    if (data.round !== this.data.round || data.ballot !== this.data.ballot) this.taken = data.mine;
    this.data = data;
    this.group.setAttribute("aria-label", data.texts.digits);
    // What was meant for an earlier ballot must not count in this one.
    this.waiting.queue = this.waiting.queue.filter((one) => one.round === data.round && one.ballot === data.ballot);
    this.waiting.keep();
    this.waiting.serve({ url: data.url, token: data.token });
    this.show();
  }

  /** @param {number} digit */
  choose(digit) {
    const { round, ballot } = this.data;
    this.waiting.queue.splice(this.waiting.isSending ? 1 : 0); // who changes their mind has one vote
    this.waiting.queue.push({ round, ballot, digit });
    this.waiting.keep();
    this.show();
    this.waiting.sendNow();
  }

  /** @param {string} refusal */
  show(refusal = "") {
    const { texts } = this.data;
    const waits = this.waiting.queue.at(-1)?.digit ?? null;
    const chosen = waits ?? this.taken;
    this.buttons.forEach(({ button }, digit) => button.setAttribute("aria-pressed", String(digit === chosen)));
    const away = this.waiting.failures > 0 && waits !== null ? fill(texts.waits, { digit: waits }) : "";
    const said = waits === null && this.taken !== null ? fill(texts.said, { digit: this.taken }) : "";
    this.note.textContent = refusal || away || said;
  }

  close() {
    this.waiting.close();
  }
}

export const { update, leave } = pagesOf(Vote);
