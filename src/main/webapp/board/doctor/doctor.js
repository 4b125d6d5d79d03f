import {useEffect, useRef, useState} from "preact/hooks";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {copy} from "../ui/once.js";
import {WHO} from "./advice.js";
import {examine, wait} from "./examination.js";
import {ended, report, summary, WORDS} from "./report.js";

const ICONS = {well: "done", doubtful: "warn", broken: "close", untested: "more"};

/** @param {{it: import("./examination.js").Finding}} props */
const Found = ({it}) => html`
  <li class="finding" data-check=${it.id} data-verdict=${it.verdict}>
    <div class="finding-head"><h2>${it.name}</h2><span class=${"verdict " + it.verdict}><${Icon} name=${ICONS[it.verdict]} />${WORDS[it.verdict]}</span></div>
    ${it.verdict !== "untested" && html`<p class="hint">${it.did}.</p>`}
    <p class="saw">${ended(it.saw)}</p>
    ${it.changes?.map(({who, what, lines}) => html`
      <div class="change" data-who=${who}><p><strong>${WHO[who]}:</strong> ${what}</p>
        ${lines && html`<pre tabindex="0"><code>${lines}</code></pre>`}</div>`)}
  </li>`;

/** @param {{millis: number}} props how much of a wait is over */
function Progress({millis}) {
  const begun = useRef(Date.now());
  const [now, setNow] = useState(begun.current);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return html`<progress max=${millis} value=${Math.min(millis, now - begun.current)} aria-label="Waiting"></progress>`;
}

/**
 * Looks at the way between this browser and the server, and says what to change on it, and who can.
 *
 * @param {{session: import("../../client/session.js").Session, base: string}} props
 */
export function Doctor({session, base}) {
  const [findings, setFindings] = useState(/** @type {import("./examination.js").Finding[]} */ ([]));
  const [quiet, setQuiet] = useState(/** @type {import("./examination.js").Finding[]} */ ([]));
  const [busy, setBusy] = useState(/** @type {"" | "examining" | "waiting"} */ ("examining"));
  const [millis, setMillis] = useState(0);
  const over = useRef(new AbortController());
  /** @param {"examining" | "waiting"} what @param {(visit: import("./visit.js").Visit) => Promise<any>} work */
  const begin = async (what, work) => {
    const {signal} = over.current;
    setBusy(what);
    const token = session.user && await session.token({}).catch(() => undefined);
    await work({base, token, signal});
    signal.aborted || setBusy("");
  };
  const start = () => {
    setFindings([]);
    setQuiet([]);
    return begin("examining", async (visit) => setMillis(await examine(visit, setFindings)));
  };
  useEffect(() => {
    start();
    return () => over.current.abort();
  }, []);
  const all = [...findings, ...quiet];
  const text = () => report(all, {base, agent: navigator.userAgent, at: new Date(), isSignedIn: Boolean(session.user)});
  const seconds = Math.round(millis / 1000);
  return html`
    <div class="page narrow doctor" aria-busy=${String(Boolean(busy))}>
      <header class="page-head"><h1>Doctor</h1><button class="button" disabled=${Boolean(busy)} onClick=${start}>Test again</button></header>
      <p class="hint">What is between this browser and the server can keep changes from being seen at once. This looks for it, and says what to change.</p>
      <p class="note" role="status">${busy === "examining" ? "Testing…" : busy ? `Quiet for ${seconds} s…` : summary(all)}</p>
      <ol class="findings">${all.map((it) => html`<${Found} key=${it.id} it=${it} />`)}</ol>
      ${busy !== "examining" && html`
        <section class="quiet"><h2>Connections that are quiet</h2>
          <p class="hint">Proxies end what nothing passes through for a while. ${session.user
            ? `This opens one connection of each kind, and waits for ${seconds} s.` : "Sign in to test it."}</p>
          ${busy ? html`<${Progress} millis=${millis} />` : session.user && html`
            <button class="button" onClick=${() => begin("waiting", async (visit) => setQuiet(await wait(visit, millis)))}>Wait ${seconds} s</button>`}
        </section>
        <section class="report"><h2>For somebody who can change it</h2>
          <details><summary>The report as text</summary><pre tabindex="0">${text()}</pre></details>
          <button class="button" onClick=${() => copy(text(), "The report is copied.")}><${Icon} name="copy" />Copy the report</button></section>`}
    </div>`;
}
