import {useRef, useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {useWatch} from "../data.js";
import {html} from "../ui/html.js";
import {brief, sorry} from "../words.js";
import {Chart, MOST} from "./chart.js";
import {Connections} from "./connections.js";
import {FindAccount} from "./find.js";
import {SignIns} from "./signins.js";

const EVERY = 2000;

const count = (connections) => Object.values(connections).reduce((sum, one) => sum + one, 0);
const millis = (value) => (value === null ? "–" : `${value} ms`);

/** @param {{node: any, name: string}} props */
const Node = ({node, name}) => html`
  <tr><th scope="row">${name}</th><td>${count(node.connections)}</td><td>${node.behind}</td><td>${node.queuedFrames}</td>
    <td>${node.deliveriesPerSecond}</td><td>${millis(node.latencyMillis.p50)}</td><td>${millis(node.latencyMillis.p95)}</td><td>${millis(node.latencyMillis.p99)}</td></tr>`;

/** @param {{seen: any}} props */
const Nodes = ({seen}) => html`
  <div class="table-frame" tabindex="0" role="region" aria-label="Nodes"><table class="table">
    <caption>Nodes</caption>
    <thead><tr><th scope="col">Node</th><th scope="col">Connections</th><th scope="col">Behind</th><th scope="col">Waiting frames</th>
      <th scope="col">Deliveries/s</th><th scope="col">p50</th><th scope="col">p95</th><th scope="col">p99</th></tr></thead>
    <tbody>
      ${seen.nodes.map((node) => html`<${Node} key=${node.node} node=${node} name=${brief(node.node) + (node.here ? " (asked)" : "")} />`)}
      ${seen.nodes.length > 1 && html`<${Node} node=${seen.total} name="All" />`}
    </tbody>
  </table></div>`;

/** @param {{all: any[]}} props */
const Workspaces = ({all}) => html`
  <div class="table-frame" tabindex="0" role="region" aria-label="Busiest workspaces"><table class="table workspaces">
    <caption>Busiest workspaces</caption>
    <thead><tr><th scope="col">Workspace</th><th scope="col">Events/s</th><th scope="col">Deliveries/s</th></tr></thead>
    <tbody>
      ${all.map((it) => html`<tr key=${it.workspaceId}><th scope="row"><code>${it.workspaceId}</code></th><td>${it.entriesPerSecond}</td><td>${it.deliveriesPerSecond}</td></tr>`)}
      ${!all.length && html`<tr><td colspan="3" class="faint">Nothing is said anywhere just now.</td></tr>`}
    </tbody>
  </table></div>`;

/** What is connected, for administrators of the server: how it is with it, and never what is said. */
export function Inspector() {
  const client = useTutti();
  const {data: seen, error} = useWatch("admin/nodes", EVERY);
  const [whose, setWhose] = useState(/** @type {{id: string, name: string} | undefined} */ (undefined));
  const points = useRef(/** @type {{rate: number, p95: number | null}[]} */ ([]));
  const last = useRef(undefined);
  if (seen && seen !== last.current) {
    last.current = seen;
    points.current = [...points.current, {rate: seen.total.deliveriesPerSecond, p95: seen.total.latencyMillis.p95}].slice(-MOST);
  }
  if (!seen) {
    return html`<div class="empty">${error
      ? html`<h1>Not for you</h1><p>${error.code === "forbidden" ? "This is for administrators of the server." : sorry(error)}</p>`
      : html`<p class="faint">Loading…</p>`}</div>`;
  }
  return html`
    <div class="page inspector">
      <header class="page-head"><h1>Inspector</h1></header>
      <p class="hint">${seen.bus === "alone" ? "One node, by itself" : seen.bus === "up" ? "All nodes that are heard of" : "The other nodes are not heard now"}</p>
      ${error && html`<p class="fault" role="alert">${sorry(error)}</p>`}
      <div class="charts">
        <${Chart} title="Deliveries" unit="per second" points=${points.current.map(({rate}) => rate)} />
        <${Chart} title="Commit to delivery, 95 of 100 within" unit="ms" points=${points.current.map(({p95}) => p95)} />
      </div>
      <${Nodes} seen=${seen} />
      <${Workspaces} all=${seen.workspaces} />
      <${Connections} client=${client} show=${setWhose} />
      <${FindAccount} client=${client} show=${setWhose} />
      ${whose && html`<${SignIns} key=${whose.id} client=${client} person=${whose} close=${() => setWhose(undefined)} />`}
    </div>`;
}
