import {useEffect, useRef, useState} from "preact/hooks";
import {useWatch} from "../data.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {KINDS} from "./kinds.js";
import {Refusal} from "./refusal.js";
import {useTaking} from "./taking.js";

/** Milliseconds between looks at how far the server has come. */
const EVERY = 500;

/** How far it has come. @param {{id: string}} props */
function Progress({id}) {
  const {data} = useWatch(`workspaces/${id}/import`, EVERY);
  const last = useRef({written: 0, tasks: 0});
  // There is none any more while the server is about to answer.
  const {written, tasks} = last.current = data?.items[0] ?? last.current;
  const number = (count) => count.toLocaleString();
  return html`
    <div class="progress">
      <progress aria-label="Import" ...${tasks ? {value: written, max: tasks} : {}}></progress>
      <p class="faint">${tasks ? `${number(written)} of ${number(tasks)} tasks are written. They are seen when all are.` : "The file is on its way…"}</p>
    </div>`;
}

/** Where a file is chosen, or dropped. @param {{take: (file: File) => void}} props */
function Drop({take}) {
  const [isOver, setOver] = useState(false);
  const over = (event) => {
    event.preventDefault();
    setOver(true);
  };
  return html`
    <label class=${"drop" + (isOver ? " over" : "")} onDragOver=${over} onDragLeave=${() => setOver(false)} onDrop=${(event) => {
      event.preventDefault();
      setOver(false);
      const [file] = event.dataTransfer.files;
      file && take(file);
    }}>
      <${Icon} name="upload" /><span><strong>Choose a file</strong>, or drop it here</span>
      <input class="visually-hidden" type="file" accept=".json,.csv,.txt,application/json,text/csv" onChange=${({currentTarget: field}) => {
        const [file] = field.files;
        // So that the same file, put right meanwhile, is another choice.
        field.value = "";
        file && take(file);
      }} />
    </label>`;
}

/** What was chosen, to be sent. @param {{chosen: import("./taking.js").Chosen, isBusy: boolean, as: (kind: string) => void, send: () => void, drop: () => void}} props */
const Chosen = ({chosen, isBusy, as, send, drop}) => html`
  <div class="chosen">
    <div class="grow"><div class="person-name">${chosen.file.name}</div><div class="faint">${chosen.said}</div></div>
    <label class="field"><span class="visually-hidden">Read it as</span>
      <select value=${chosen.kind} disabled=${isBusy} onChange=${(event) => as(event.target.value)}>
        ${Object.entries(KINDS).map(([kind, {text}]) => html`<option key=${kind} value=${kind} selected=${kind === chosen.kind}>${text}</option>`)}
      </select></label>
    <div class="row">
      <button class="button primary" disabled=${isBusy} onClick=${send}>${isBusy ? "Importing…" : "Import"}</button>
      ${!isBusy && html`<button class="button" onClick=${drop}>Another file</button>`}
    </div>
  </div>`;

/** Takes the tasks of a file in. @param {{id: string}} props */
export function Import({id}) {
  const {chosen, isBusy = false, done, refusal, take, as, send, drop} = useTaking(id);
  const part = useRef(/** @type {HTMLElement | null} */ (null));
  const before = useRef(chosen?.file);
  useEffect(() => {
    if (before.current !== chosen?.file) {
      before.current = chosen?.file;
      // What had the focus is gone.
      /** @type {HTMLElement | null} */ (part.current?.querySelector(chosen ? ".primary" : "input"))?.focus();
    }
  }, [chosen]);
  return html`
    <section ref=${part} class="part" aria-labelledby="import-title" aria-busy=${String(isBusy)}>
      <h3 id="import-title">Import</h3>
      <p class="hint">The tasks of a file: one that was exported here or elsewhere, a table whose first line names its columns (<code>title</code> among
        them), or what Trello exports of a board. All of it is taken in, or nothing.</p>
      ${chosen ? html`<${Chosen} chosen=${chosen} isBusy=${isBusy} as=${as} send=${send} drop=${drop} />` : html`<${Drop} take=${take} />`}
      ${isBusy && html`<${Progress} id=${id} />`}
      ${done && html`<div class="note" role="status">${done.map((it) => html`<p key=${it}>${it}</p>`)}</div>`}
      ${refusal && html`<${Refusal} refusal=${refusal} />`}
    </section>`;
}
