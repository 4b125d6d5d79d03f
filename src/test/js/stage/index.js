import {connect} from "../../../main/webapp/client/index.js";
import {poll, rules, sse} from "../../../main/webapp/client/parts.js";
import {Server, token} from "./server.js";
import {Browser} from "./world.js";

// What the client loads when it needs it is there at once, as in a browser that has it: files know nothing of our clock.
await Promise.all([rules(), sse(), poll()]);

export {Browser, Server, token};

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
      return connect({url: "http://tutti.test/app/", getToken: () => token("ada"), environment, ...options});
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
