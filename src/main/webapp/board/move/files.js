import {useEffect, useRef, useState} from "preact/hooks";
import {download} from "../../client/files.js";
import {useTutti} from "../../client/react.js";
import {decides} from "../people/people.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {announce} from "../ui/toast.js";
import {sorry} from "../words.js";
import {Import} from "./import.js";

/** Gives the browser a file to keep. @param {Blob} blob @param {string} name */
function keep(blob, name) {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), {href, download: name}).click();
  // By then the browser has opened it, and needs the address no more.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** A workspace as a file, out and in. @param {{id: string, view: any}} props */
export function Files({id, view}) {
  const client = useTutti();
  const first = useRef(/** @type {HTMLElement | null} */ (null));
  const [busy, setBusy] = useState("");
  const [error, setError] = useState(/** @type {any} */ (undefined));
  // It came after the dialog, which could not give it the focus.
  useEffect(() => first.current?.focus(), []);
  const save = async (format) => {
    if (busy) {
      return;
    }
    setBusy(format);
    setError(undefined);
    try {
      const {blob, name = "tutti." + format} = await download(client, `workspaces/${id}/export?format=${format}`);
      keep(blob, name);
      announce("The file is there.");
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy("");
    }
  };
  return html`
    <section class="part" aria-labelledby="export-title">
      <h3 id="export-title">Export</h3>
      <p class="hint">As JSON with everything that you see here, to be taken in again by any Tutti; or the tasks alone as a table, for a spreadsheet.</p>
      <div class="row">
        <button ref=${first} class="button" disabled=${busy === "csv"} onClick=${() => save("json")}><${Icon} name="download" />${busy === "json" ? "Exporting…" : "Export as JSON"}</button>
        <button class="button" disabled=${busy === "json"} onClick=${() => save("csv")}><${Icon} name="download" />${busy === "csv" ? "Exporting…" : "Export as CSV"}</button>
      </div>
      ${error && html`<p class="fault" role="alert">${sorry(error)}</p>`}
    </section>
    ${decides(view.workspace.role) && html`<${Import} id=${id} />`}`;
}
