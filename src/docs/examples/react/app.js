import htm from "htm";
import {createElement, useState} from "react";
import {createRoot} from "react-dom/client";
import {connect} from "../client/index.js";
import {TuttiContext, useTutti, useWorkspace} from "../client/react.js";

// As JSX, but without a compiler.
const html = htm.bind(createElement);
const parameters = new URLSearchParams(location.hash.slice(1));

/** One client for the whole page. Where the token comes from is the page's own affair: here, from its address. */
const client = connect({
  url: parameters.get("tutti") ?? "http://localhost:8080/",
  getToken: () => parameters.get("token"),
});

function Tasks({workspace}) {
  const {data: tasks, status} = useWorkspace(workspace, (view) => view?.tasks);
  if (!tasks) {
    return html`<p>${status}</p>`;
  }
  return html`<ul>${[...tasks.values()].map((task) => html`<${Task} key=${task.id} workspace=${workspace} task=${task} />`)}</ul>`;
}

function Task({workspace, task: {id, title, status}}) {
  const live = useTutti().workspace(workspace);
  const isDone = status === "done";
  return html`<li>
    <label>
      <input type="checkbox" checked=${isDone} onChange=${() => live.moveTask(id, {status: isDone ? "todo" : "done"})} />
      ${" "}${title}
    </label>
  </li>`;
}

function State({workspace}) {
  const {online, pendingCount} = useWorkspace(workspace, () => undefined);
  return html`<p>${online ? "Connected" : "Reconnecting; your changes are kept"}${pendingCount ? `, ${pendingCount} not saved yet` : ""}</p>`;
}

function NewTask({workspace}) {
  const live = useTutti().workspace(workspace);
  const [title, setTitle] = useState("");
  const add = (event) => {
    event.preventDefault();
    live.createTask({title});
    setTitle("");
  };
  return html`<form onSubmit=${add}>
    <input value=${title} onInput=${(event) => setTitle(event.target.value)} required />
    <button>Add</button>
  </form>`;
}

const workspace = parameters.get("workspace");
createRoot(document.querySelector("#app")).render(html`
  <${TuttiContext.Provider} value=${client}>
    <${State} workspace=${workspace} /><${Tasks} workspace=${workspace} /><${NewTask} workspace=${workspace} />
  </${TuttiContext.Provider}>`);
