import {useId, useLayoutEffect, useRef, useState} from "preact/hooks";
import {Avatar} from "./avatar.js";
import {html} from "./html.js";
import {Icon} from "./icons.js";
import {grow} from "./text.js";

/** Names that are offered at once. */
const OFFERED = 6;

/** @param {string} text @param {number} caret @returns {string | undefined} what follows the at-sign that is being written */
export const mentioned = (text, caret) => /(?:^|[\s(])@([\p{L}\p{N}._ -]{0,40})$/u.exec(text.slice(0, caret))?.[1];

/**
 * Where something is said: Enter sends, Shift and Enter begin a new line, an at-sign offers names.
 *
 * @param {object} props
 * @param {string} props.label
 * @param {string} [props.placeholder]
 * @param {string} [props.initial] what is corrected
 * @param {{id: string, name: string}[]} props.people
 * @param {(text: string) => void} props.send
 * @param {() => void} [props.cancel]
 * @param {() => void} [props.typing]
 * @param {boolean | string} [props.focused] whether, or for what, it is to have the focus
 */
export function Composer({label, placeholder, initial = "", people, send, cancel, typing, focused = false}) {
  const [text, setText] = useState(initial);
  const [caret, setCaret] = useState(initial.length);
  const [chosen, setChosen] = useState(0);
  const [closedAt, setClosedAt] = useState(/** @type {string | undefined} */ (undefined));
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  /** Where the caret is to be once the text is rendered. */
  const wanted = useRef(/** @type {number | undefined} */ (undefined));
  const id = useId();
  const query = mentioned(text, caret);
  const offers = query === undefined || query === closedAt ? []
    : people.filter(({name}) => name.toLowerCase().startsWith(query.toLowerCase())).slice(0, OFFERED);
  const isOpen = offers.length > 0;
  const at = Math.min(chosen, offers.length - 1);

  // All before the next key is heard: people type on.
  useLayoutEffect(() => {
    grow(field.current);
    if (wanted.current !== undefined) {
      field.current?.focus();
      field.current?.setSelectionRange(wanted.current, wanted.current);
      wanted.current = undefined;
    }
  }, [text]);
  useLayoutEffect(() => {
    if (focused) {
      field.current?.focus();
      field.current?.setSelectionRange(text.length, text.length);
    }
  }, [focused]);

  const submit = () => {
    const said = text.trim();
    if (said) {
      send(said);
      setText("");
      setCaret(0);
    }
  };
  const choose = ({name}) => {
    const start = caret - (query ?? "").length;
    const next = text.slice(0, start) + name + " " + text.slice(caret);
    const end = start + name.length + 1;
    setText(next);
    setCaret(end);
    setChosen(0);
    wanted.current = end;
  };
  const key = (event) => {
    if (event.isComposing) {
      return;
    }
    if (isOpen && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      setChosen((at + (event.key === "ArrowDown" ? 1 : offers.length - 1)) % offers.length);
    } else if (isOpen && ["Enter", "Tab"].includes(event.key)) {
      event.preventDefault();
      choose(offers[at]);
    } else if (isOpen && event.key === "Escape") {
      event.stopPropagation();
      setClosedAt(query);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && cancel) {
      event.stopPropagation();
      cancel();
    }
  };
  return html`
    <form class="composer" onSubmit=${(event) => {
      event.preventDefault();
      submit();
    }}>
      <textarea rows="1" ref=${field} aria-label=${label} placeholder=${placeholder ?? label} value=${text} maxlength="10000"
          aria-autocomplete="list" aria-haspopup="listbox" aria-controls=${isOpen ? id : undefined}
          aria-activedescendant=${isOpen ? `${id}-${at}` : undefined}
          onInput=${(event) => {
            setText(event.target.value);
            setCaret(event.target.selectionStart);
            setChosen(0);
            setClosedAt(undefined);
            typing?.();
          }}
          onKeyUp=${(event) => setCaret(event.target.selectionStart)} onClick=${(event) => setCaret(event.target.selectionStart)}
          onKeyDown=${key}></textarea>
      ${cancel && html`<button type="button" class="button small" onClick=${cancel}>Cancel</button>`}
      <button class="icon-button accent" aria-label="Send" title="Send" disabled=${!text.trim()}><${Icon} name="send" /></button>
      ${isOpen && html`
        <ul class="offers" id=${id} role="listbox" aria-label="People">
          ${offers.map((person, index) => html`
            <li key=${person.id} id=${`${id}-${index}`} role="option" aria-selected=${String(index === at)}
                onPointerDown=${(event) => {
                  event.preventDefault();
                  choose(person);
                }}><${Avatar} person=${person} size="small" named />${person.name}</li>`)}
        </ul>`}
    </form>`;
}
