import {connect} from "../client/index.js";

const tutti = new URLSearchParams(location.search).get("tutti") ?? "http://localhost:8080/";
const find = (selector) => document.querySelector(selector);

/** What signing in has brought: `{user, accessToken, refreshToken}`. */
let session;

async function signIn(path, body) {
  const response = await fetch(`${tutti}api/auth/${path}`, {
    method: "POST",
    headers: {"Content-Type": "application/json"},
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.ok) {
    session = answer;
  } else if (response.status === 401) {
    session = undefined;
  } else {
    // Not known now: the client asks again later.
    throw new Error(answer.detail);
  }
}

/** The client asks whenever it needs a token, and says which one the server does not take any more. */
async function getToken({refused}) {
  if (session && refused === session.accessToken) {
    await signIn("refresh", {refreshToken: session.refreshToken});
  }
  return session?.accessToken;
}

find("#sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  const {email, password} = Object.fromEntries(new FormData(event.target));
  await signIn("login", {email, password});
  if (session) {
    await open();
  } else {
    find("#sign-in output").textContent = "Email or password are not right.";
  }
});

async function open() {
  const client = connect({url: tutti, getToken});
  client.on("state", ({payload}) => (find("#state").textContent = payload.state));
  client.on("refused", ({payload}) => alert(payload.error.message));
  const {data} = await client.call("GET", "workspaces");
  const workspace = client.workspace(data.items[0].id);

  workspace.subscribe(() => {
    const {view} = workspace;
    find("h1").textContent = view?.workspace.name ?? "";
    find("#tasks").replaceChildren(...[...(view?.tasks.values() ?? [])].map(({id, title, status}) => {
      const line = document.createElement("li");
      // Text is text, whoever wrote it.
      line.textContent = `${title} (${status})${view.pending.has(id) ? " …" : ""}`;
      return line;
    }));
  });
  find("#new").addEventListener("submit", (event) => {
    event.preventDefault();
    workspace.createTask({title: new FormData(event.target).get("title")});
    event.target.reset();
  });
  find("#sign-in").hidden = true;
  find("#board").hidden = false;
}
