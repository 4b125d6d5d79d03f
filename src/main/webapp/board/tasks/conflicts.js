import {useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {useFrames} from "../data.js";
import {Dialog} from "../ui/dialog.js";
import {html} from "../ui/html.js";
import {toast} from "../ui/toast.js";
import {due} from "../ui/time.js";
import {apart, sorry} from "../words.js";
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

/** Tells what was refused, and asks where there is a choice. @param {{id: string, view: any}} props */
export function Conflicts({id, view}) {
  const [waiting, setWaiting] = useState(/** @type {any[]} */ ([]));
  useFrames(["refused"], ({payload}) => {
    const {write, error} = payload;
    if (write.journal !== id) {
      return;
    }
    if (error.code === "stale_version" && write.event?.type === "task:updated") {
      setWaiting((before) => [...before, payload]);
    } else {
      toast(sorry(error) + " Your change was taken back.", {kind: "fault"});
    }
  });
  // What is the same by now, or about what is not there any more, needs no choice.
  const first = waiting.find(({write, error}) => contested(write.body, error.errors, view.tasks.get(write.entity)).length);
  return first && html`
    <${Choice} key=${first.write.mutationId} refused=${first} view=${view} close=${() => setWaiting(waiting.filter((it) => it !== first))} />`;
}
