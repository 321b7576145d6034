// Waits for the server to say that a class has changed, and has the fragment around it run again. An idle phone asks
// nothing: the connection stays open, and the browser opens it again by itself when it breaks.
/**
 * @typedef {{url: string, version: number, watch: "version" | "activity_version", pause_ms: number}} PushData
 * @typedef {{url: string, told: number, version: number, timer: number | null, pauseMs: number,
 *   watch: PushData["watch"], trigger: (name: string, value: unknown) => void, source: EventSource}} State
 */

/** @type {WeakMap<HTMLElement, State>} */
const STATES = new WeakMap();

/** @param {State} state */
function look(state) {
  if (state.told <= state.version || state.timer !== null) return;
  state.timer = setTimeout(() => {
    state.timer = null;
    if (state.told <= state.version) return;
    state.trigger("changed", state.told);
  }, state.pauseMs);
}

/** @param {string} url */
function connect(url) {
  /** @type {State} */
  const state = {
    url, told: 0, version: 0, timer: null, pauseMs: 0, watch: "version", trigger: () => {}, source: new EventSource(url),
  };
  state.source.onmessage = (event) => {
    state.told = JSON.parse(event.data)[state.watch];
    look(state);
  };
  return state;
}

/** @param {{data: PushData, parentElement: HTMLElement, setTriggerValue: State["trigger"]}} component */
export default function ({ data, parentElement, setTriggerValue }) {
  const known = STATES.get(parentElement);
  if (known?.url !== data.url) known?.source.close();
  const state = known?.url === data.url ? known : connect(data.url);
  STATES.set(parentElement, state);
  Object.assign(state, { version: data.version, watch: data.watch, pauseMs: data.pause_ms, trigger: setTriggerValue });
  look(state);
  return () => {
    if (state.timer !== null) clearTimeout(state.timer);
    state.source.close();
    STATES.delete(parentElement);
  };
}
