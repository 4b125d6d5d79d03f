import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {test} from "node:test";
import {connect} from "../../main/webapp/client/index.js";
import {Browser, token} from "./stage/index.js";

const stories = new URL("../resources/conformance/", import.meta.url);

/** Stories of what a client of this library cannot say. */
const UNSAYABLE = new Set(["bad-json.txt"]);

for (const name of readdirSync(stories).filter((it) => !UNSAYABLE.has(it)).sort()) {
  const [title, ...lines] = readFileSync(new URL(name, stories), "utf8").split("\n");
  test(`as the server's part is played: ${title.replace(/^# */, "")}`, async () => {
    const play = new Play();
    for (const [i, line] of lines.entries()) {
      try {
        await play.perform(line);
      } catch (otherwise) {
        throw new Error(`${name}:${i + 2}: ${line}`, {cause: otherwise});
      }
    }
    play.ends();
  });
}

/** The stories with the roles changed: the clients are real, and what they must hear is what the server says here. */
class Play {
  #known = new Map();
  #clients = new Map();
  #made = 100;
  #dialled = [];
  #browser = new Browser({socket: (socket) => this.#dialled.push(socket)});

  async perform(line) {
    const cue = (pattern) => pattern.exec(line)?.slice(1);
    let found;
    if (!line.trim() || line.startsWith("#")) {
      return;
    }
    if ((found = cue(/^(\S+) >!? (.*)/))) {
      await this.#says(found[0], JSON.parse(this.#recite(found[1])));
    } else if ((found = cue(/^(\S+) < (\{.*\})/))) {
      await this.#hears(found[0], JSON.parse(this.#recite(found[1])));
    } else if ((found = cue(/^(\S+) connects/))) {
      await this.#connects(found[0]);
    } else if ((found = cue(/^(\S+) hangs up/))) {
      const {client, socket} = this.#clients.get(found[0]);
      client.close();
      assert.equal(socket.closedWith, 1000);
    } else if ((found = cue(/^\w+ creates workspace/))) {
      this.#known.set("workspace", "workspace-1");
    } else if ((found = cue(/^\w+ creates task/))) {
      this.#known.set("task", "task-" + ++this.#made);
    } else {
      found = cue(/^\w+ (?:adds|removes) (\w+)/);
      assert.ok(found, "nobody knows what to do here");
      this.#known.set(found[0], "person-" + found[0]);
    }
  }

  ends() {
    for (const {client, unanswered} of this.#clients.values()) {
      assert.equal(unanswered.size, 0, "every question has been answered");
      client.close();
    }
  }

  async #connects(name) {
    const person = name.split("/")[0];
    this.#known.set(person, "person-" + person);
    const client = connect({
      url: "http://tutti.test/", getToken: () => token(person), environment: this.#browser.tab(),
    });
    const part = {client, heard: [], unanswered: new Map(), socket: undefined, asked: 0};
    client.on("*", (frame) => part.heard.push(frame));
    await this.#browser.settle();
    part.socket = this.#dialled.at(-1);
    this.#clients.set(name, part);
  }

  /** The client says it, in its own words for the id, and the server hears just that. */
  async #says(name, {id, type, payload = {}}) {
    const part = this.#clients.get(name);
    if (id === undefined) {
      assert.equal(part.client.send(type, payload), true);
    } else {
      const outcome = part.client.request(type, payload).then((data) => ({success: true, data}), (error) => ({success: false, error}));
      part.unanswered.set(id, {outcome});
    }
    await this.#browser.settle();
    const sent = part.socket.sent[part.asked++];
    assert.deepEqual({type: sent.type, payload: sent.payload}, {type, payload});
    if (id !== undefined) {
      part.unanswered.get(id).id = sent.id;
    }
  }

  /** The server says it, and the client's owner learns just that. */
  async #hears(name, frame) {
    const part = this.#clients.get(name);
    if (frame.type === "connected") {
      frame.payload = {userId: part.client.me, connectionId: name + ++this.#made, heartbeatMs: 30_000, ...frame.payload};
      frame.payload.heartbeatMs = 30_000;
      part.socket.say(frame);
      await this.#browser.settle();
      assert.equal(part.client.status.state, "open");
      assert.equal(part.client.status.hello.payload.connectionId, frame.payload.connectionId);
    } else if (frame.type === "reply") {
      const {id, outcome} = part.unanswered.get(frame.id);
      part.unanswered.delete(frame.id);
      part.socket.say({...frame, id});
      const {success, data, error} = await outcome;
      assert.equal(success, frame.success);
      success ? assert.deepEqual(data, frame.data) : assert.equal(error.code, frame.error.code);
    } else {
      if (frame.seq && !frame.inbox) {
        frame.workspaceId ??= this.#known.get("workspace");
      }
      part.socket.say(frame);
      await this.#browser.settle();
      assert.deepEqual(part.heard.at(-1), {payload: {}, ...frame});
    }
  }

  /** Names stand for what they were first taken to be; what is anything is something here. */
  #recite(text) {
    return text.replaceAll(/"(?:\*|\$([a-zA-Z]+)(?:\+(\d+))?)"/g, (all, name, more) => {
      if (!name) {
        return '"anything"';
      }
      if (!this.#known.has(name)) {
        this.#known.set(name, /seq|head|first/.test(name) ? ++this.#made : `${name}-${++this.#made}`);
      }
      const value = this.#known.get(name);
      return JSON.stringify(more ? value + Number(more) : value);
    });
  }
}
