import {connect} from "../../../main/webapp/client/index.js";
import {RULES as OF_BOARD} from "../../../main/webapp/client/board.js";
import {chat} from "../../../main/webapp/client/chat.js";
import {inbox as inboxOf} from "../../../main/webapp/client/inbox.js";
import {rooms} from "../../../main/webapp/client/rooms.js";
import {tabs} from "../../../main/webapp/client/tabs.js";
import {Server, token} from "./server.js";
import {Browser} from "./world.js";

export {Browser, chat, inboxOf, rooms, Server, token};

/** All features of workspaces, and all rules of theirs. */
export const FEATURES = [chat, rooms];
export const RULES = Object.assign({}, OF_BOARD, ...FEATURES.map((it) => it.rules));

/** A server, a browser, and Ada's workspace. */
export function stage() {
  const server = new Server();
  const browser = new Browser(server);
  const workspace = server.creates("ada", "Engine");
  return {
    server, browser, workspace,
    /** Opens a tab. */
    opens(options = {}) {
      const environment = options.environment ?? browser.tab(options);
      return connect({
        url: "http://tutti.test/app/", getToken: () => token("ada"), features: FEATURES, share: tabs, environment, ...options,
      });
    },
    /** Somebody makes a change elsewhere. */
    does(method, path, body, person = "bob") {
      const {blocked} = server;
      server.blocked = new Set();
      const done = server.fetch(new URL("http://tutti.test/app/api/" + path), {
        method, body: body && JSON.stringify(body), headers: {Authorization: "Bearer " + token(person)},
      });
      // Only this browser's way is blocked.
      server.blocked = blocked;
      return done;
    },
  };
}

/** @returns what a view shows, as a snapshot would say it */
export function asSnapshot(view) {
  const sorted = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    workspace: view.workspace,
    members: sorted(view.members).map(([, member]) => member),
    tasks: sorted(view.columns).flatMap(([, ids]) => ids.map((id) => view.tasks.get(id))),
    comments: sorted(view.comments).map(([taskId, count]) => ({taskId, count})),
    messages: [...view.messages.values()],
  };
}
