import {inbox} from "../../client/inbox.js";
import {useTutti} from "../../client/react.js";
import {useCall, useInbox} from "../data.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";

/** Whether one hears of comments on a task. @param {{id: string, taskId: string}} props */
export function WatchButton({id, taskId}) {
  const client = useTutti();
  const {data: known} = useInbox();
  const {data} = useCall(`workspaces/${id}/tasks/${taskId}/watch`);
  const watching = known?.watching.get(taskId) ?? data?.watching ?? false;
  return html`
    <button class=${"button small watch" + (watching ? " on" : "")} aria-pressed=${String(watching)}
        title=${watching ? "You hear of new comments" : "Hear of new comments"}
        onClick=${() => inbox(client).watch(id, taskId, !watching)}><${Icon} name="eye" />${watching ? "Watching" : "Watch"}</button>`;
}
