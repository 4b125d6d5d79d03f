import {Shared} from "./store.js";

/** `light`, `dark`, or empty for what the system says. @type {Shared<string>} */
export const theme = new Shared(document.documentElement.dataset.theme ?? "");

/** @param {string} name */
export function choose(name) {
  if (name) {
    document.documentElement.dataset.theme = name;
  } else {
    delete document.documentElement.dataset.theme;
  }
  try {
    name ? localStorage.setItem("tutti.theme", name) : localStorage.removeItem("tutti.theme");
  } catch {
    // Then it holds until the page is left.
  }
  theme.set(name);
}
