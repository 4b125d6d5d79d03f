import {html} from "./html.js";

/** Colours that people can have; each has its class in ui.css. */
const TONES = 8;

/** @param {string} name @returns {string} one or two letters */
export function initials(name) {
  const words = name.trim().split(/\s+/u);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters.map((word) => [...word][0] ?? "").join("").toUpperCase() || "?";
}

/** @param {string} id @returns {number} always the same for the same person */
const tone = (id) => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) % TONES;

/**
 * Somebody, as their initials, which are a picture to whoever listens. Real pictures of other sites' would tell those who
 * looks at what.
 *
 * @param {{person: {id: string, name: string}, state?: string, size?: "small" | "large", named?: boolean}} props `state` is
 *     `active` or `away` where they are there; `named` where their name stands beside it
 */
export function Avatar({person, state, size, named = false}) {
  const text = person.name + (state ? state === "away" ? " (away)" : " (here)" : "");
  return html`
    <span class=${`avatar tone-${tone(person.id)} ${size ?? ""} ${state ?? ""}`} title=${text} data-letters=${initials(person.name)}
        ...${named ? {"aria-hidden": "true"} : {role: "img", "aria-label": text}}></span>`;
}
