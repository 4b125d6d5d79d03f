import {useEffect, useRef, useState} from "preact/hooks";
import {upload} from "../../client/files.js";
import {useTutti} from "../../client/react.js";
import {announce, toast} from "../ui/toast.js";
import {KINDS, outcome, recognised} from "./kinds.js";

/** Bytes of a file, beyond which a page does not look for what it is: no server takes as many unless it is told to. */
const LOOKED_AT = 40_000_000;

/** @typedef {{file: File, said: string, kind: string, once: string}} Chosen with the key by which it is taken once */
/** @typedef {{chosen?: Chosen, isBusy?: boolean, done?: string[], refusal?: any}} Taking */

/**
 * One file at a time on its way into a workspace. It goes on when nobody looks any more, who is told in a note then.
 *
 * @param {string} id of the workspace
 */
export function useTaking(id) {
  const client = useTutti();
  const [taking, set] = useState(/** @type {Taking} */ ({}));
  const isSeen = useRef(true);
  useEffect(() => () => {
    isSeen.current = false;
  }, []);
  const {chosen} = taking;
  const take = async (file) => set({chosen: {file, ...recognised(await file.slice(0, LOOKED_AT).text()), once: client.uuid()}});
  const as = (kind) => set({chosen: {...chosen, kind, once: client.uuid()}});
  const send = async () => {
    const {file, kind, once} = chosen;
    set({chosen, isBusy: true});
    try {
      const done = outcome(await upload(client, `workspaces/${id}/import`, file, {type: KINDS[kind].type, once}));
      set({done});
      isSeen.current ? announce(done[0]) : toast(done[0]);
    } catch (/** @type {any} */ refusal) {
      // What is wrong with a file is put right in another one; otherwise the same may be sent again, and is taken once.
      set({refusal, chosen: [400, 413].includes(refusal.status) ? undefined : chosen});
      isSeen.current || toast(`${file.name} was not imported.`, {kind: "fault"});
    }
  };
  return {...taking, take, as, send, drop: () => set({})};
}
