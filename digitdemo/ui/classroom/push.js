// Waits for the server to say that a class has changed, and has the fragment around it run again. An idle phone asks
// nothing: the connection stays open, and the browser opens it again by itself when it breaks.
const STATES = new WeakMap();

function look(state) {
  if (state.told <= state.version || state.timer !== null) return;
  state.timer = setTimeout(() => {
    state.timer = null;
    if (state.told <= state.version) return;
    state.trigger("changed", state.told);
  }, state.pauseMs);
}

function connect(url) {
  const state = { url, told: 0, version: 0, timer: null, pauseMs: 0, watch: "version", trigger: () => {} };
  state.source = new EventSource(url);
  state.source.onmessage = (event) => {
    state.told = JSON.parse(event.data)[state.watch];
    look(state);
  };
  return state;
}

export default function ({ data, parentElement, setTriggerValue }) {
  let state = STATES.get(parentElement);
  if (!state || state.url !== data.url) {
    state?.source.close();
    state = connect(data.url);
    STATES.set(parentElement, state);
  }
  Object.assign(state, { version: data.version, watch: data.watch, pauseMs: data.pause_ms, trigger: setTriggerValue });
  look(state);
  return () => {
    clearTimeout(state.timer);
    state.source.close();
    STATES.delete(parentElement);
  };
}
