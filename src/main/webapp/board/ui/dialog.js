import {useId, useLayoutEffect, useRef} from "preact/hooks";
import {html} from "./html.js";
import {Icon} from "./icons.js";
import {Shared, useShared} from "./store.js";

/**
 * A dialog above the page. The browser's own element keeps the focus inside and gives it back.
 *
 * @param {{title: string, onClose: () => void, children?: any, wide?: boolean}} props
 */
export function Dialog({title, onClose, children, wide = false}) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const id = useId();
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // Not the button that closes it, which is the first.
    /** @type {HTMLElement | null} */ (dialog?.querySelector("[autofocus], .dialog-head ~ * :is(input, select, textarea, button), .dialog-head ~ :is(input, select, textarea, button)"))?.focus();
    return () => dialog?.close();
  }, []);
  return html`
    <dialog ref=${ref} class=${"dialog" + (wide ? " wide" : "")} aria-labelledby=${id}
        onCancel=${(event) => {
          event.preventDefault();
          onClose();
        }}
        onPointerDown=${(event) => event.target === ref.current && onClose()}>
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id=${id}>${title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick=${onClose}><${Icon} name="close" /></button>
        </header>
        ${children}
      </div>
    </dialog>`;
}

/** @typedef {{title: string, text: string, yes: string, danger?: boolean, answer: (yes: boolean) => void}} Question */

/** @type {Shared<Question | undefined>} */
const question = new Shared(undefined);

/**
 * @param {Omit<Question, "answer">} asked
 * @returns {Promise<boolean>} whether the person wants it
 */
export const confirmed = (asked) => new Promise((resolve) => {
  question.set({
    ...asked,
    answer(yes) {
      question.set(undefined);
      resolve(yes);
    },
  });
});

/** Where questions are asked. */
export function Questions() {
  const asked = useShared(question);
  return asked && html`
    <${Dialog} title=${asked.title} onClose=${() => asked.answer(false)}>
      <p class="dialog-text">${asked.text}</p>
      <footer class="dialog-foot">
        <button class="button" onClick=${() => asked.answer(false)}>Cancel</button>
        <button class=${"button " + (asked.danger ? "danger" : "primary")} onClick=${() => asked.answer(true)}>${asked.yes}</button>
      </footer>
    <//>`;
}
