import {useEffect, useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {useShelf} from "../data.js";
import {Dialog} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {useShared} from "../ui/store.js";
import {due} from "../ui/time.js";
import {apart} from "../words.js";
import {contested, fieldName, settled} from "./conflict.js";
import {columnTitle} from "./order.js";

/** @param {string} field @param {any} value @param {any} view @returns {string} as people read it */
function shown(field, value, view) {
  if (value === null || value === undefined || value === "" || value.length === 0) {
    return "Nothing";
  }
  switch (field) {
    case "assigneeId":
      return view.members.get(value)?.user.name ?? "A former member";
    case "labels":
      return value.join(", ");
    case "checklist":
      return value.map(({text, done}) => (done ? "☑ " : "☐ ") + text).join("\n");
    case "dueOn":
      return due(value).text;
    case "status":
      return columnTitle(value);
    default:
      return String(value);
  }
}

/** @param {{refused: any, view: any, close: () => void}} props */
function Choice({refused: {write, error}, view, close}) {
  const client = useTutti();
  const [choice, setChoice] = useState(/** @type {Record<string, "mine" | "theirs">} */ ({}));
  const task = view.tasks.get(write.entity);
  const fields = contested(write.body, error.errors, task);
  const whole = Object.fromEntries(fields.map(({field}) => [field, choice[field] ?? "theirs"]));
  const finish = (which) => {
    const changes = settled(write.body, which);
    if (Object.keys(changes).length) {
      client.workspace(write.journal).updateTask(write.entity, changes, error.etag ?? "*");
    }
    close();
  };
  const all = (side) => Object.fromEntries(fields.map(({field}) => [field, side]));
  return html`
    <${Dialog} title="Somebody was faster" wide onClose=${() => finish(all("theirs"))}>
      <p class="dialog-text">While you changed “${apart(task.title)}”, somebody else changed the same. Which should it be?</p>
      ${fields.map(({field, mine, theirs}) => html`
        <fieldset key=${field} class="choice">
          <legend>${fieldName(field)}</legend>
          ${[["theirs", "Theirs", theirs], ["mine", "Yours", mine]].map(([side, name, value]) => html`
            <label key=${side} class=${whole[field] === side ? "chosen" : ""}>
              <input type="radio" name=${field} checked=${whole[field] === side} onChange=${() => setChoice({...choice, [field]: side})} />
              <span class="choice-name">${name}</span><span class="choice-text">${shown(field, value, view)}</span>
            </label>`)}
        </fieldset>`)}
      <footer class="dialog-foot">
        <button class="button primary" onClick=${() => finish(whole)}>${Object.values(whole).includes("mine") ? "Save this choice" : "Keep theirs"}</button>
      </footer>
    <//>`;
}

/**
 * @param {{write: any, error: any}} refused @param {any} view
 * @returns {boolean} whether there is nothing to choose: it is the same by now, or about what is not there any more
 */
function isIdle({write, error}, view) {
  const task = view.tasks.get(write.entity);
  // Before the view has heard of the version that stood in the way, it may look the same.
  const isHeard = !(task?.version < Number(error.etag?.replaceAll('"', "")));
  return isHeard && !contested(write.body, error.errors, task).length;
}

/** Asks where there is a choice between what was refused and what others have written. @param {{id: string, view: any}} props */
export function Conflicts({id, view}) {
  const {refusals} = useShelf();
  const waiting = useShared(refusals).filter(({write}) => write.journal === id);
  const idle = waiting.filter((it) => isIdle(it, view));
  useEffect(() => refusals.forget((it) => idle.includes(it)), [idle.length]);
  const first = waiting.find(({write, error}) => contested(write.body, error.errors, view.tasks.get(write.entity)).length);
  return first && html`
    <${Choice} key=${first.write.mutationId} refused=${first} view=${view} close=${() => refusals.forget((it) => it === first)} />`;
}
