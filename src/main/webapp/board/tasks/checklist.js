import {useState} from "preact/hooks";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {EditedLine} from "../ui/text.js";

/** Steps that a task can have. */
const MOST = 100;

/** @param {{task: any, readOnly: boolean, save: (changes: object) => void}} props */
export function Checklist({task, readOnly, save}) {
  const [text, setText] = useState("");
  const {checklist} = task;
  const done = checklist.filter((step) => step.done).length;
  const put = (index, step) => save({checklist: checklist.map((it, at) => (at === index ? step : it))});
  if (readOnly && !checklist.length) {
    return null;
  }
  return html`
    <section class="panel-part" aria-labelledby="part-checklist">
      <header class="part-head">
        <h3 id="part-checklist">Checklist</h3>
        ${checklist.length > 0 && html`<span class="faint">${done} of ${checklist.length}</span>`}
      </header>
      ${checklist.length > 0 && html`<progress max=${checklist.length} value=${done} aria-label="Steps done"></progress>`}
      <ul class="steps">
        ${checklist.map((step, index) => html`
          <li key=${index} class=${step.done ? "done" : ""}>
            <input type="checkbox" aria-label=${step.text} checked=${step.done} disabled=${readOnly}
                onChange=${(event) => put(index, {...step, done: event.target.checked})} />
            <${EditedLine} label=${"Step " + (index + 1)} value=${step.text} readOnly=${readOnly} save=${(next) => put(index, {...step, text: next})} />
            ${!readOnly && html`<button class="icon-button small" aria-label=${`Remove the step ${step.text}`}
                onClick=${() => save({checklist: checklist.filter((_, at) => at !== index)})}><${Icon} name="close" /></button>`}
          </li>`)}
      </ul>
      ${!readOnly && checklist.length < MOST && html`
        <form class="step-new" onSubmit=${(event) => {
          event.preventDefault();
          if (text.trim()) {
            save({checklist: [...checklist, {text: text.trim(), done: false}]});
            setText("");
          }
        }}>
          <input aria-label="Add a step" placeholder="Add a step" maxlength="200" value=${text} onInput=${(event) => setText(event.target.value)} />
          <button class="button small" disabled=${!text.trim()}>Add</button>
        </form>`}
    </section>`;
}
