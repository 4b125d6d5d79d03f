// The browser's own EventSource cannot send a token: a ticket, good for one use, stands in the address in its place.
const parameters = new URLSearchParams(location.hash.slice(1));
const tutti = parameters.get("tutti") ?? "http://localhost:8080/";
const workspace = parameters.get("workspace");
const SHOWN = ["task:created", "task:updated", "task:moved", "task:deleted", "chat:message", "comment:created"];

/** How far everything has been heard; as `after` it brings what was missed. */
let position = "";

async function listen() {
  const response = await fetch(`${tutti}api/auth/ticket`, {
    method: "POST",
    headers: {Authorization: "Bearer " + parameters.get("token")},
  });
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
    document.querySelector("#state").textContent = "connected";
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
    }
  });
  // The browser would come back by itself, but with the same ticket.
  source.onerror = () => {
    source.close();
    document.querySelector("#state").textContent = "comes back in a moment";
    setTimeout(again, 1000 + Math.random() * 4000);
  };
}

const again = () => listen().catch(() => setTimeout(again, 5000));

function show({type, seq, actor, payload}) {
  const line = document.createElement("li");
  line.textContent = `${seq} ${type} ${actor?.name ?? ""}: ${payload.title ?? payload.text ?? payload.id}`;
  document.querySelector("#events").append(line);
}

again();
