import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {test} from "node:test";
import {connect} from "../../main/webapp/client/index.js";
import {Browser, FEATURES, token} from "./stage/index.js";

const stories = new URL("../resources/conformance/", import.meta.url);
const WORKSPACE = "workspace-1";
const text = (name) => readFileSync(new URL(name, stories), "utf8");

for (const name of readdirSync(stories).filter((it) => text(it).includes("workspace:join")).sort()) {
  const [title, ...lines] = text(name).split("\n");
  test(`a live workspace shows what is told: ${title.replace(/^# */, "")}`, async () => {
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

/** Whom nobody knows yet is called so by what is asked for. @param {string} id */
const person = (id) => ({id: "person-" + id, name: id, avatarUrl: null});

/** What has happened in the workspace, as the story goes on: each with its number, and all that the frames leave out. */
class Journal {
  entries = [];

  /** @returns {number} */
  get head() {
    return this.entries.length;
  }

  get position() {
    return {epoch: "epoch", seq: this.head, mark: "mark-" + this.head};
  }

  append(type, payload) {
    const seq = this.head + 1;
    this.entries.push({type, payload, seq, mark: "mark-" + seq, ts: 1, workspaceId: WORKSPACE, actor: {id: "somebody", name: "Somebody"}});
    return this.entries.at(-1);
  }

  /** @returns what there is at that moment, but for what was not heard; kept by other means than the client's */
  at(seq, unheard = new Set()) {
    const heard = this.entries.filter((it) => it.seq <= seq && !unheard.has(it.seq));
    const of = (...types) => heard.filter(({type}) => types.includes(type));
    const stays = (id) => of("workspace:member_joined", "workspace:member_left").findLast(({payload}) => (payload.user?.id ?? payload.userId) === id);
    return {
      members: of("workspace:member_joined").map(({payload}) => payload).filter((it, i, all) => stays(it.user.id).payload === it && all.lastIndexOf(it) === i),
      tasks: of("task:created").map(({payload}) => payload),
      messages: of("chat:message").map(({payload}) => payload).filter(({room}) => !room),
    };
  }
}

/**
 * The stories with the roles changed, and with live workspaces where they have joins: these say where they are, the server
 * answers and tells what the story tells, and what they show must be what the story has made.
 */
class Play {
  #known = new Map();
  #parts = new Map();
  #made = 100;
  #dialled = [];
  #journal = new Journal();
  /** What is kept nowhere, as whole as the story has told it once. */
  #told = new Map();
  #browser = new Browser({socket: (socket) => this.#dialled.push(socket), fetch: (url, init) => this.#answers(url, init)});

  async perform(line) {
    const cue = (pattern) => pattern.exec(line)?.slice(1);
    let found;
    if (!line.trim() || line.startsWith("#")) {
      return;
    }
    if ((found = cue(/^(\S+) >!? (.*)/))) {
      await this.#says(this.#parts.get(found[0]), JSON.parse(this.#recite(found[1])));
    } else if ((found = cue(/^(\S+) < (\{.*\})/))) {
      await this.#hears(this.#parts.get(found[0]), JSON.parse(this.#recite(found[1])));
    } else if ((found = cue(/^(\S+) connects/))) {
      await this.#connects(found[0]);
    } else if ((found = cue(/^(\S+) hangs up/))) {
      this.#parts.get(found[0]).socket.end(1006);
    } else if ((found = cue(/^(\w+) creates workspace/))) {
      this.#known.set("workspace", WORKSPACE);
      this.#joins(found[0], "owner");
    } else if ((found = cue(/^\w+ creates task "(.*)"/))) {
      const id = "task-" + ++this.#made;
      this.#known.set("task", id);
      this.#journal.append("task:created", {id, workspaceId: WORKSPACE, title: found[0], status: "todo", version: 1});
    } else if ((found = cue(/^\w+ adds (\w+) as (\w+)/))) {
      this.#joins(...found);
    } else {
      found = cue(/^\w+ removes (\w+)/);
      assert.ok(found, "nobody knows what to do here");
      this.#journal.append("workspace:member_left", {userId: person(found[0]).id});
    }
  }

  ends() {
    for (const {client, live, online} of this.#parts.values()) {
      live && assert.deepEqual([...live.view?.online.keys() ?? online], online);
      client.close();
    }
  }

  #joins(name, role) {
    this.#known.set(name, person(name).id);
    this.#journal.append("workspace:member_joined", {user: person(name), role, joinedAt: "2027-01-01T00:00:00Z", version: 1});
  }

  /** Somebody comes, or comes back, by themselves. */
  async #connects(name) {
    const known = this.#parts.get(name);
    if (!known) {
      const of = name.split("/")[0];
      this.#known.set(of, person(of).id);
      const environment = this.#browser.tab();
      const client = connect({url: "http://tutti.test/", getToken: () => token(of), features: FEATURES, environment});
      const part = {client, tab: environment.tab, replies: new Map(), taken: new Set(), heard: [], skipped: new Set(), online: []};
      client.on("*", (frame) => frame.seq && frame.workspaceId && part.heard.push(frame.seq));
      this.#parts.set(name, part);
    }
    const part = this.#parts.get(name);
    const former = part.socket;
    for (; part.socket === former; part.socket = this.#dialled.findLast(({tab}) => tab === part.tab) ?? former) {
      await this.#browser.pass(known ? 100 : 0);
    }
  }

  /** What is asked for besides: the workspace as it is now. */
  #answers(url, {headers}) {
    const {members, tasks, messages} = this.#journal.at(this.#journal.head);
    const mine = members.find(({user}) => headers.Authorization === "Bearer " + token(user.name));
    if (!url.pathname.endsWith(WORKSPACE + "/snapshot")) {
      throw new TypeError("no network");
    }
    return mine
      ? Response.json({workspace: {id: WORKSPACE, name: "Engine", role: mine.role, version: 1}, members, tasks, messages, comments: [], ...this.#journal.position})
      : Response.json({code: "not_found"}, {status: 404});
  }

  async #says(part, {id, type, payload = {}}) {
    if (type === "workspace:join") {
      part.replies.set(id, await this.#join(part, payload.position));
    } else if (type === "workspace:leave") {
      part.live?.close();
      part.live = undefined;
      part.replies.set(id, {});
    } else if (id === undefined) {
      assert.ok(part.client.send(type, payload));
    } else {
      const outcome = part.client.request(type, payload).then((data) => ({data}), (error) => ({error}));
      await this.#browser.settle();
      part.replies.set(id, {sent: part.socket.sent.at(-1), outcome});
    }
    await this.#browser.settle();
  }

  /** @returns the workspace's own join. What the story says of its position must be true of that, where it is at that place. */
  async #join(part, position) {
    if (position !== undefined && !(position.seq >= 0)) {
      // A live workspace never says such a thing.
      return {};
    }
    const pending = () => part.socket.sent.find((it) => it.type === "workspace:join" && !part.taken.has(it));
    if (part.live?.snapshot.status === "gone") {
      part.live.close();
      part.live = undefined;
    }
    part.live ??= part.client.workspace(WORKSPACE);
    await this.#browser.pass(0);
    for (let i = 0; i < 2 && !pending() && part.live.snapshot.status === "live"; i++) {
      // It has no reason of its own: it hears that it is behind.
      part.socket.say({type: "heartbeat", payload: {heads: [{workspaceId: WORKSPACE, seq: this.#journal.head + 1}]}});
      await this.#browser.settle();
    }
    if (!pending() && part.live.snapshot.status !== "gone") {
      // It was sent away more than once, and waits before it comes back.
      await this.#browser.pass(31_000);
    }
    const sent = pending();
    part.taken.add(sent);
    const own = sent?.payload.position;
    if (own && position?.seq === own.seq && position.epoch === own.epoch) {
      assert.deepEqual({...own, ...position}, own);
    }
    return {sent, isJoin: true};
  }

  async #hears(part, frame) {
    const {live, socket} = part;
    const {type, payload = {}} = frame;
    if (type === "connected") {
      socket.say({type, payload: {userId: part.client.me, connectionId: "c" + ++this.#made, ...payload, heartbeatMs: 3_600_000}});
    } else if (type === "reply") {
      await this.#answered(part, frame);
    } else if (frame.seq && !frame.inbox) {
      const entry = this.#journal.entries[frame.seq - 1] ?? this.#journal.append(type, {});
      assert.equal(entry.type, type);
      Object.assign(entry.payload, payload);
      socket.say(entry);
    } else if (type === "skip") {
      part.skipped.add(payload.to);
      socket.say({type, payload: {...payload, mark: "mark-" + payload.to}});
    } else {
      const {online = [], changed = online, gone = []} = payload;
      const ids = changed.map(({userId}) => userId);
      part.online = type === "presence:state" ? ids : [...part.online.filter((it) => ![...gone, ...ids].includes(it)), ...ids];
      const whole = type.startsWith("presence:") ? payload : {...this.#told.get(type), ...payload};
      this.#told.set(type, whole);
      socket.say({...frame, payload: {workspaceId: WORKSPACE, ...whole}});
    }
    await this.#browser.pass(20);
    if (type === "access:revoked") {
      assert.equal(live.snapshot.status, "gone");
      assert.equal(live.snapshot.data, undefined);
    } else if (live && (frame.seq || type === "skip" || type.startsWith("presence:")) && !frame.inbox) {
      this.#shows(part, frame.seq ?? payload.to ?? live.seq);
    }
  }

  /** @param frame the server's answer, and what is to come of it */
  async #answered(part, frame) {
    const {sent, isJoin, outcome} = part.replies.get(frame.id);
    const {success, data, error} = frame;
    if (isJoin) {
      const {position} = this.#journal;
      sent && part.socket.say({...frame, id: sent.id, ...(success && {data: {workspaceId: WORKSPACE, ...position, ...data}})});
      await this.#browser.pass(0);
      if (success && !data?.reason) {
        assert.equal(part.live.snapshot.status, "live");
        assert.equal(data?.seq ?? position.seq, position.seq);
      } else if (success) {
        assert.equal(part.live.snapshot.status, "stale", "there was no way on: it begins anew");
      } else {
        assert.equal(part.live.snapshot.status, "gone");
        assert.equal(part.live.snapshot.error.code, error.code);
      }
    } else if (outcome) {
      part.socket.say({...frame, id: sent.id});
      const {data: answered, error: refused} = await outcome;
      success ? assert.deepEqual(answered, data) : assert.equal(refused.code, error.code);
    }
  }

  /** The view is at that number, and has made of all that was told until then what the story has. */
  #shows({live, heard, skipped, online}, seq) {
    assert.equal(live.seq, Math.max(seq, heard.at(-1) ?? 0));
    const {view} = live;
    const {members, tasks, messages} = this.#journal.at(live.seq, skipped);
    assert.deepEqual((view.columns.get("todo") ?? []).map((id) => view.tasks.get(id)), tasks);
    assert.deepEqual([...view.members.values()], members);
    assert.deepEqual([...view.messages.values()], messages);
    assert.deepEqual([...view.online.keys()], online);
    assert.deepEqual(heard, [...new Set(heard)].sort((a, b) => a - b), "each once, in order");
  }

  /** Names stand for what they were first taken to be; what is anything is something here. */
  #recite(line) {
    return line.replaceAll(/"(?:\*|\$([a-zA-Z]+)(?:\+(\d+))?)"/g, (all, name, more) => {
      if (!name) {
        return '"anything"';
      }
      const {epoch, seq, mark} = this.#journal.position;
      if (!this.#known.has(name)) {
        this.#known.set(name, {epoch, seq, head: seq, mark, first: 1}[name] ?? `${name}-${++this.#made}`);
      }
      const value = this.#known.get(name);
      return JSON.stringify(more ? value + Number(more) : value);
    });
  }
}
