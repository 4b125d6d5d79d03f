// The browser's own EventSource cannot send a token: a ticket, good for one use, stands in the address in its place.
const parameters = new URLSearchParams(location.hash.slice(1));
const tutti = parameters.get("tutti") ?? "http://localhost:8080/";
const workspace = parameters.get("workspace");
const SHOWN = ["task:created", "task:updated", "task:moved", "task:deleted", "chat:message", "comment:created"];

/** How far everything has been heard; as `after` it brings what was missed. */
let position = "";
/** Tries in a row that came to nothing. */
let failures = 0;

async function listen() {
  const response = await fetch(`${tutti}api/auth/ticket`, {
    method: "POST",
    headers: {Authorization: "Bearer " + parameters.get("token")},
  });
  if (response.status === 401) {
    // Nothing but a new sign-in changes that.
    say("signed out: sign in again");
    return;
  }
  if (!response.ok) {
    throw new Error(`no ticket: ${response.status}`);
  }
  const {ticket} = await response.json();
  const query = new URLSearchParams({workspace, ticket, ...(position && {after: position})});
  const source = new EventSource(`${tutti}api/events?${query}`);

  source.addEventListener("connected", ({data, lastEventId}) => {
    const isLost = JSON.parse(data).payload.journals.some(({reason}) => reason);
    if (isLost) {
      // What was missed is not kept any more: begin anew.
      location.reload();
    }
    position = lastEventId;
    failures = 0;
    say("connected");
  });
  for (const type of SHOWN) {
    source.addEventListener(type, ({data, lastEventId}) => {
      position = lastEventId;
      show(JSON.parse(data));
    });
  }
  source.addEventListener("close", ({data}) => {
    const {code} = JSON.parse(data);
    // PROTOCOL.md, section 6: these say "stop".
    if (code === 1008 || code >= 4500) {
      source.close();
      source.onerror = null;
      say("ended by the server");
    }
  });
  // The browser would come back by itself, but with the same ticket.
  source.onerror = () => {
    source.close();
    comeBack();
  };
}

/** After a pause that grows, of a random length: all who were cut off together must not come back together. */
function comeBack() {
  say("comes back in a moment");
  setTimeout(begin, Math.random() * Math.min(60_000, 2000 * 2 ** failures++));
}

const begin = () => listen().catch(comeBack);

function say(state) {
  document.querySelector("#state").textContent = state;
}

function show({type, seq, actor, payload}) {
  const line = document.createElement("li");
  line.textContent = `${seq} ${type} ${actor?.name ?? ""}: ${payload.title ?? payload.text ?? payload.id}`;
  document.querySelector("#events").append(line);
}

begin();
