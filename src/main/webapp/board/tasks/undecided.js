import {useShelf, useWorkspaces} from "../data.js";
import {address} from "../router.js";
import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {useShared} from "../ui/store.js";
import {counted} from "../words.js";

/** Leads to where a choice waits that nobody has been asked for. @param {{shown?: string}} props the workspace that asks by itself */
export function Undecided({shown}) {
  const {items} = useWorkspaces();
  // Of a workspace that is not one's own any more, nothing can be chosen.
  const waiting = useShared(useShelf().refusals).filter(({write}) => write.journal !== shown && items?.some(({id}) => id === write.journal));
  const first = waiting[0]?.write;
  return first && html`
    <a class="undecided" href=${address({page: "board", workspace: first.journal, task: first.entity})}>
      <${Icon} name="warn" /><span>${counted(waiting.length, "change waits", "changes wait")} for your choice</span></a>`;
}
