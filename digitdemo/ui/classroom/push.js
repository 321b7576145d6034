// Waits for the server to say that a class has changed, and has the fragment around it run again. An idle phone asks
// nothing: the connection stays open, and is opened again when it breaks.
/**
 * @typedef {{place: string, token: string, is_new: boolean}} Me a pupil's place in the class
 * @typedef {{url: string, version: number, watch: "version" | "activity_version", pause_ms: number, me?: Me}} PushData
 * @typedef {{url: string, told: number, version: number, timer: number | undefined, again: number | undefined,
 *   pauseMs: number, watch: PushData["watch"], trigger: (name: string, value: unknown) => void,
 *   source: EventSource}} State
 */

const AGAIN_MS = 3000; // and up to as much more by lot: forty phones must not all come at once to a server that starts

/** @type {WeakMap<HTMLElement, State>} */
const STATES = new WeakMap();

/** @param {State} state */
function look(state) {
  if (state.told <= state.version || state.timer !== undefined) return;
  state.timer = setTimeout(() => run(state), state.pauseMs);
}

/**
 * Ask for one run, and for no other before it has come: a busy server must not make what nobody sees. It may also pass
 * over what it was asked, when the page is just made anew: then it is asked again.
 *
 * @param {State} state
 */
function run(state) {
  state.timer = undefined;
  if (state.told <= state.version) return;
  state.trigger("changed", state.told);
  state.timer = setTimeout(() => run(state), AGAIN_MS * (1 + Math.random()));
}

/** @param {string} url */
function connect(url) {
  /** @type {State} */
  const state = {
    url, told: 0, version: 0, timer: undefined, again: undefined, pauseMs: 0, watch: "version", trigger: () => {},
    source: new EventSource(url),
  };
  listen(state);
  return state;
}

/** @param {State} state */
function listen(state) {
  state.source.onmessage = (event) => {
    state.told = JSON.parse(event.data)[state.watch];
    look(state);
  };
  // The browser comes back by itself when the line breaks, but not when something answers that it cannot be now.
  state.source.onerror = () => {
    if (state.source.readyState !== EventSource.CLOSED) return;
    clearTimeout(state.again);
    state.again = setTimeout(() => {
      state.source = new EventSource(state.url);
      listen(state);
    }, AGAIN_MS * (1 + Math.random()));
  };
}

/**
 * Who scans the code once more, in a tab without their token, gets the place that this browser had.
 *
 * @param {Me} me
 * @param {State["trigger"]} trigger
 */
function remember({ place, token, is_new }, trigger) {
  try {
    const kept = localStorage.getItem(place);
    if (is_new && kept && kept !== token) trigger("known", kept);
    else localStorage.setItem(place, token);
  } catch {
    // a private window: then the address alone knows
  }
}

/** @param {State} state */
function close(state) {
  clearTimeout(state.timer);
  clearTimeout(state.again);
  state.source.close();
}

/** @param {{data: PushData, parentElement: HTMLElement, setTriggerValue: State["trigger"]}} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const known = STATES.get(parentElement);
  if (known && known.url !== data.url) close(known);
  const state = known?.url === data.url ? known : connect(data.url);
  STATES.set(parentElement, state);
  if (state.version !== data.version) {
    clearTimeout(state.timer);
    state.timer = undefined;
  }
  Object.assign(state, { version: data.version, watch: data.watch, pauseMs: data.pause_ms, trigger: setTriggerValue });
  look(state);
  if (data.me) remember(data.me, setTriggerValue);
  return () => {
    close(state);
    STATES.delete(parentElement);
  };
}
