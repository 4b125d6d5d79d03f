import {choices} from "../client/choices.js";
import {parse} from "./router.js";
import {Shared} from "./ui/store.js";
import {toast} from "./ui/toast.js";
import {apart, sorry} from "./words.js";

/** Letters of a text by which its writer knows it again. */
const ENOUGH = 60;

const SAID = {chat: "Your message", comment: "Your comment"};

/** @param {string} text @returns {string} its beginning, as a quotation */
function quoted(text) {
  const letters = [...text];
  return `“${apart(letters.length > ENOUGH ? letters.slice(0, ENOUGH).join("").trimEnd() + "…" : text)}”`;
}

/**
 * @param {{write: any, error: any}} refused
 * @param {string} [title] of the task that it is about
 * @param {string} [where] the name of the workspace, for whoever is somewhere else
 * @returns {string} what was not saved, and why
 */
export function unsaved({write: {event, body = {}}, error}, title, where) {
  const said = SAID[event?.type.split(":")[0]];
  const text = body.title ?? title ?? body.text ?? body.name ?? body.description;
  const noun = said ?? (event?.type === "task:created" ? "Your task" : text ? "Your change of" : "Your change");
  const what = text ? `${noun} ${quoted(text)}` : noun;
  return `${what}${where ? ` in ${apart(where)}` : ""} was not saved. ${sorry(error)}`;
}

/** @param {{write: any}} refused @param {string} sentence @returns {string | undefined} what its writer wrote, where the sentence has not all of it */
export function words({write: {body = {}}}, sentence) {
  const own = body.text ?? body.description ?? body.title ?? body.name;
  return own && !sentence.includes(own) ? own : undefined;
}

/** @param {{write: any, error: any}} refused @returns {boolean} whether there is a choice between it and what somebody else has written */
const isContested = ({write, error}) => error.code === "stale_version" && write.event?.type === "task:updated";

/**
 * Tells of every write that the server has refused, whatever is shown, and has those between which and somebody else's a choice is
 * possible, until their workspace is shown and it is made, be that on a later page.
 *
 * @extends {Shared<{write: any, error: any}[]>}
 */
export class Refusals extends Shared {
  #client;
  #workspaces;
  #tell;
  #choices;

  /** @param {import("../client/types.js").Client<any>} client @param {import("./data.js").KeptList} workspaces @param {typeof toast} [tell] */
  constructor(client, workspaces, tell = toast) {
    super([]);
    this.#choices = choices(client, isContested);
    this.#choices.subscribe(() => this.set(this.#choices.get()));
    this.#client = client;
    this.#workspaces = workspaces;
    this.#tell = tell;
    client.on("refused", ({payload}) => this.#hear(payload));
  }

  /** Needs no choice any more. @param {(refused: {write: any, error: any}) => boolean} which */
  forget(which) {
    this.get().filter(which).forEach(({write}) => this.#choices.forget(write.mutationId));
  }

  /** @param {{write: any, error: any}} refused */
  #hear(refused) {
    const {journal, entity} = refused.write;
    const isShown = parse(location.hash).workspace === journal;
    if (!isShown || !isContested(refused)) {
      const task = this.#client.peek(journal)?.view?.tasks?.get(entity);
      const where = isShown ? undefined : this.#workspaces.get().items?.find(({id}) => id === journal)?.name;
      const sentence = unsaved(refused, task?.title, where);
      const lost = isContested(refused) ? undefined : words(refused, sentence);
      const action = lost && navigator.clipboard ? {label: "Copy what you wrote", run: () => navigator.clipboard.writeText(lost)} : undefined;
      this.#tell(sentence, {kind: "fault", stays: !isContested(refused), action});
    }
  }
}
