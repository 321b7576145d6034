// What Streamlit carries to the browser: only the way to the modules, which the browser keeps.
/** @param {import("./types").Component<{module: string}>} component */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const modules = import(window.location.origin + data.module);
  modules
    .then(({ update }) => update(component))
    .catch((error) => setTriggerValue("problem", `the modules did not load: ${error.message}`));
  return () => modules.then(({ leave }) => leave(parentElement)).catch(() => {});
}
