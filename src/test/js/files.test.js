import assert from "node:assert/strict";
import {test} from "node:test";
import {download, upload} from "../../main/webapp/client/files.js";
import {stage, token} from "./stage/index.js";

const file = new Blob(["title\nMilk"], {type: "text/csv"});

/** A client, and a server that answers what is asked for files. */
async function begins(answer, options) {
  const play = stage();
  const asked = [];
  play.server.instead = (path, init) => {
    if (!path.includes("files")) {
      return undefined;
    }
    asked.push({path, ...init});
    return answer(asked.length);
  };
  const client = play.opens(options);
  await play.browser.pass(0);
  return {...play, client, asked};
}

test("a file is fetched with the name that the server gives it", async () => {
  const {client} = await begins(() => new Response("title\n", {headers: {"Content-Disposition": 'attachment; filename="engine.csv"'}}));
  const {blob, name} = await download(client, "files");
  assert.equal(name, "engine.csv");
  assert.equal(await blob.text(), "title\n");
});

test("a file is sent as it is, and taken once", async () => {
  const {client, asked} = await begins(() => Response.json({tasks: 1}));
  assert.deepEqual(await upload(client, "files", file, {once: "k"}), {tasks: 1});
  await upload(client, "files", file, {type: "application/json"});
  const [first, second] = asked;
  assert.equal(first.method, "POST");
  assert.equal(first.body, file);
  assert.deepEqual([first.headers["Content-Type"], first.headers["Idempotency-Key"]], ["text/csv", "k"]);
  assert.equal(second.headers["Content-Type"], "application/json");
  assert.match(second.headers["Idempotency-Key"], /^[0-9a-f-]{36}$/);
});

test("a file is sent with a new token where the first is not good any more", async () => {
  const {server, client, asked} = await begins(() => Response.json({}), {getToken: ({refused}) => token("ada", refused ? 2 : 1)});
  server.refusedTokens.add(token("ada", 1));
  await upload(client, "files", file);
  assert.deepEqual(asked.map(({headers}) => headers.Authorization), ["Bearer " + token("ada", 2)]);
});

test("a file may take as long as it takes", async () => {
  let answer;
  const {browser, client} = await begins(() => new Promise((resolve) => (answer = resolve)));
  const sent = upload(client, "files", file);
  await browser.pass(600_000);
  answer(Response.json({tasks: 1}));
  assert.deepEqual(await sent, {tasks: 1});
});

test("a file that is refused is refused with its lines, and one of which nobody answers, or not to the end, is in doubt", async () => {
  const errors = [{line: 3, field: "title", message: "must be given"}];
  const cut = () => new Response(new ReadableStream({start: (stream) => stream.error(new TypeError("cut"))}));
  const answers = [
    () => Response.json({code: "bad_request", detail: "no", errors}, {status: 400}), () => Promise.reject(new TypeError("no network")), cut, cut,
  ];
  const {client} = await begins((n) => answers[n - 1]());
  await assert.rejects(upload(client, "files", file), {code: "bad_request", status: 400, message: "no", errors});
  const doubtful = {code: "unavailable", status: 0};
  await assert.rejects(upload(client, "files", file), doubtful);
  await assert.rejects(upload(client, "files", file), doubtful);
  await assert.rejects(download(client, "files"), doubtful);
});
