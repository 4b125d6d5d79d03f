import {useEffect, useRef, useState} from "preact/hooks";
import {html} from "./html.js";

/** Lets a field be as high as its text. @param {HTMLTextAreaElement | null} field */
export function grow(field) {
  if (field) {
    field.style.height = "auto";
    field.style.height = field.scrollHeight + 2 + "px";
  }
}

/**
 * One line that is edited where it stands: what others change shows as long as one does not write oneself.
 *
 * @param {object} props
 * @param {string} props.label
 * @param {string} props.value
 * @param {number} [props.max]
 * @param {string} [props.look] its class
 * @param {boolean} [props.readOnly]
 * @param {() => any} [props.begin] what is to be remembered of the moment in which one began
 * @param {(text: string, begun: any) => void} props.save
 */
export function EditedLine({label, value, max = 200, look = "", readOnly = false, begin = () => undefined, save}) {
  const [draft, setDraft] = useState(/** @type {string | undefined} */ (undefined));
  const begun = useRef(/** @type {any} */ (undefined));
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  useEffect(() => grow(field.current), [draft ?? value]);
  const end = (keep) => {
    const text = (draft ?? "").replace(/\s+/g, " ").trim();
    if (keep && draft !== undefined && text && text !== value) {
      save(text, begun.current);
    }
    setDraft(undefined);
  };
  return html`
    <textarea rows="1" ref=${field} aria-label=${label} class=${"edited-line " + look} readonly=${readOnly} maxlength=${max}
        value=${draft ?? value}
        onInput=${(event) => {
          if (draft === undefined) {
            begun.current = begin();
          }
          setDraft(event.target.value);
        }}
        onBlur=${() => end(true)}
        onKeyDown=${(event) => {
          if (event.key === "Enter" && !event.isComposing) {
            event.preventDefault();
            // On glass its keys would stay, and hide the page.
            matchMedia("(pointer: coarse)").matches ? field.current?.blur() : end(true);
          } else if (event.key === "Escape" && draft !== undefined) {
            event.stopPropagation();
            end(false);
          }
        }}></textarea>`;
}
