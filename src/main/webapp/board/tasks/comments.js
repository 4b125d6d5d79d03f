import {useEffect, useMemo, useState} from "preact/hooks";
import {chat} from "../../client/chat.js";
import {useTutti} from "../../client/react.js";
import {useFrames} from "../data.js";
import {Composer} from "../ui/composer.js";
import {html} from "../ui/html.js";
import {mentionsOf} from "../ui/prose.js";
import {Said} from "../ui/said.js";
import {useSpotlight} from "../ui/spotlight.js";
import {listed, sorry} from "../words.js";

/** @param {{id: string, taskId: string, view: any, workspace: any, readOnly: boolean, typing: () => void, others: string[], said?: string}} props */
export function Comments({taskId, view, workspace, readOnly, typing, others, said}) {
  const {me} = useTutti();
  const [error, setError] = useState(/** @type {any} */ (undefined));
  const thread = view.threads.get("task " + taskId);
  const isPending = view.tasks.get(taskId)?.version === 0;
  const more = () => chat(workspace).thread({taskId}).then(() => setError(undefined), setError);
  useEffect(() => {
    // Also after a reset, which forgets it. A task that is not saved yet has none.
    if (!thread && !isPending) {
      more();
    }
  }, [taskId, !thread, isPending]);
  useFrames(["state"], ({payload}) => payload.state === "open" && error && !thread && more());
  const people = useMemo(() => [...view.members.values()].map(({user}) => user), [view.members]);
  const names = useMemo(() => mentionsOf(people.map(({name}) => name)), [people]);
  const items = [...(thread?.items.values() ?? [])];
  useSpotlight(said, !!thread?.items.has(said));
  return html`
    <section class="panel-part" aria-labelledby="part-comments">
      <header class="part-head"><h3 id="part-comments">Comments</h3></header>
      <ol class="talk">
        ${items.map((it) => html`<${Said} key=${it.id} said=${it} view=${view} me=${me} workspace=${workspace} names=${names} />`)}
      </ol>
      ${thread?.next && html`<button class="link" onClick=${more}>Show more</button>`}
      ${error && html`<p class="fault">${sorry(error)} <button class="link" onClick=${more}>Try again</button></p>`}
      ${thread && !items.length && html`<p class="faint">Nobody has said anything yet.</p>`}
      <p class="typing-line" aria-live="polite">${others.length > 0 && `${listed(others)} ${others.length > 1 ? "are" : "is"} typing…`}</p>
      ${!readOnly && html`<${Composer} label="Comment" placeholder="Comment; @ calls somebody" people=${people} typing=${typing}
          send=${(text) => chat(workspace).comment(taskId, text)} />`}
    </section>`;
}
