// What Streamlit carries to the browser: only the way to the modules, which the browser keeps.
const latest = new WeakMap(); // while the modules load, a second run may overtake the first one

/** @param {import("./types").Component<{module: string}>} component */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  latest.set(parentElement, component);
  const modules = import(window.location.origin + data.module);
  modules
    .then(({ update }) => latest.get(parentElement) === component && update(component))
    .catch((error) => setTriggerValue("problem", `the modules did not load: ${error.message}`));
  return () => modules.then(({ leave }) => leave(parentElement)).catch(() => {});
}
