import {useEffect, useRef, useState} from "preact/hooks";
import {memo} from "react";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {Card, tasksCounted} from "./card.js";
import {columnTitle} from "./order.js";

/** Cards that are shown at first, and as many more whenever somebody comes near their end: nobody reads thousands. */
const PAGE = 50;
/** How near that is. */
const NEAR = "600px";
/** Cards with which a column is as high as it may be, whatever they show: what happens in it then moves nothing outside it. */
const FULL = 40;

/** Where a new task is written, at the foot of a column. @param {{title: string, add: (title: string) => void}} props */
function Compose({title, add}) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const send = () => {
    const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
    lines.forEach((line) => add([...line].slice(0, 200).join("")));
    setText("");
    return lines.length;
  };
  const close = () => {
    setOpen(false);
    setText("");
  };
  if (!isOpen) {
    return html`<button class="add-task" onClick=${() => setOpen(true)}>
      <${Icon} name="plus" />Add a task<span class="visually-hidden"> to ${title}</span></button>`;
  }
  return html`
    <form class="compose" onSubmit=${(event) => {
      event.preventDefault();
      send();
    }}>
      <textarea rows="2" aria-label=${"New task in " + title} placeholder="What is to be done?" value=${text}
          ref=${(field) => field && !field.dataset.begun && ((field.dataset.begun = "yes"), field.focus())}
          onInput=${(event) => setText(event.target.value)}
          onKeyDown=${(event) => {
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
              event.preventDefault();
              send();
            } else if (event.key === "Escape") {
              event.stopPropagation();
              close();
            }
          }}></textarea>
      <div class="row">
        <button class="button primary small" disabled=${!text.trim()}>Add</button>
        <button type="button" class="button small" onClick=${close}>Done</button>
      </div>
    </form>`;
}

/**
 * @typedef {object} ColumnProps
 * @property {string} status
 * @property {string[]} ids of the tasks that are shown, in order
 * @property {number} hidden how many others a filter leaves out
 * @property {any} view
 * @property {{id: string, by: "key" | "pointer"} | undefined} held
 * @property {string} [open] the id of the task whose details are open
 * @property {Map<string, string>} typing
 * @property {boolean} readOnly
 * @property {import("./card.js").Acts} acts
 * @property {(title: string, status: string) => void} add
 */
export const Column = memo(/** @param {ColumnProps} props */ ({status, ids, hidden, view, held, open, typing, readOnly, acts, add}) => {
  const [shown, setShown] = useState(PAGE);
  const title = columnTitle(status);
  const rest = ids.length - shown;
  const more = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const end = more.current;
    if (!end) {
      return undefined;
    }
    const watch = new IntersectionObserver(
      (seen) => seen.some(({isIntersecting}) => isIntersecting) && setShown(shown + PAGE),
      {root: end.closest("[data-cards]"), rootMargin: NEAR});
    watch.observe(end);
    return () => watch.disconnect();
  }, [shown, rest > 0]);
  return html`
    <section class=${"column" + (ids.length > FULL ? " full" : "")} data-column=${status} aria-labelledby=${"column-" + status}>
      <header class="column-head">
        <h2 id=${"column-" + status}>${title}</h2>
        <span class="count">${ids.length}<span class="visually-hidden"> ${ids.length === 1 ? "task" : "tasks"}</span></span>
      </header>
      <div class="cards" data-cards>
        <ul aria-label=${title}>
          ${ids.slice(0, shown).map((id) => {
            const task = view.tasks.get(id);
            return task && html`<${Card} key=${id} task=${task} assignee=${view.members.get(task.assigneeId)?.user}
                comments=${view.comments.get(id) ?? 0} isPending=${view.pending.has(id)} held=${held?.id === id ? held.by : ""}
                isOpen=${open === id} typing=${typing.get(id) ?? ""} readOnly=${readOnly} acts=${acts} />`;
          })}
        </ul>
        ${rest > 0 && html`<button class="add-task" ref=${more} onClick=${() => setShown(shown + PAGE)}>Show ${Math.min(rest, PAGE)} more of ${rest}</button>`}
        ${!ids.length && html`<p class="column-empty">${hidden ? `${tasksCounted(hidden)} hidden by the filter` : "Nothing here"}</p>`}
        ${!readOnly && html`<${Compose} title=${title} add=${(text) => add(text, status)} />`}
      </div>
    </section>`;
});
