/**
 * As much of Tutti as a client can tell from the real one: journals, the three transports, and the writes that the tests
 * make. It keeps its board by places, as the real one does and the client does not, so that what both show agrees only
 * where the rules are kept.
 */
export class Server {
  workspaces = new Map();
  inboxes = new Map();
  people = new Map([["ada", "Ada"], ["bob", "Bob"]]);
  /** Of `socket`, `sse`, `poll` and `rest`, what does not get through. */
  blocked = new Set();
  /** What is refused, by the token. */
  refusedTokens = new Set();
  /** Milliseconds after which a socket may come, where somebody connects too often. @type {number | undefined} */
  tooOften;
  /** Every request that arrived, as `METHOD path`. */
  requests = [];
  /** Waits before a write is answered, after it was carried out. @type {Promise<void> | undefined} */
  hold;
  /** Answers a request in place of the real thing, once. @type {((path: string, init: object) => Response | undefined) | undefined} */
  instead;
  #replies = new Map();
  #connections = new Set();
  #waiting = new Set();
  #ids = 0;

  id() {
    return `10000000-0000-4000-8000-${String(++this.#ids).padStart(12, "0")}`;
  }

  get connections() {
    return [...this.#connections];
  }

  get sockets() {
    return this.connections.filter((it) => it.kind === "socket");
  }

  // ---- journals

  creates(person, name, id = this.id()) {
    const journal = {epoch: "e1", entries: [], floor: 0};
    const workspace = {
      id, journal, row: {id, name, role: "owner", version: 1, createdAt: "2027-01-01T00:00:00Z"},
      members: new Map(), tasks: new Map(), comments: new Map(), messages: new Map(), rooms: new Map(),
    };
    this.workspaces.set(id, workspace);
    this.adds(workspace, person, "owner");
    return workspace;
  }

  adds(workspace, person, role = "member") {
    const member = {
      user: {id: person, name: this.people.get(person) ?? person, avatarUrl: null}, role, joinedAt: "2027-01-01T00:00:00Z",
      version: 1,
    };
    workspace.members.set(person, member);
    return this.append(workspace, "workspace:member_joined", member, person);
  }

  inbox(person) {
    const inbox = this.inboxes.get(person) ?? {person, journal: {epoch: "i1", entries: [], floor: 0}};
    this.inboxes.set(person, inbox);
    return inbox;
  }

  append(owner, type, payload, person = "ada", mutationId = undefined) {
    const {journal} = owner;
    const seq = (journal.entries.at(-1)?.seq ?? journal.floor) + 1;
    const frame = {
      type, payload: structuredClone(payload), ts: 1, ...(owner.person ? {inbox: true} : {workspaceId: owner.id}), seq,
      mark: "m" + seq, actor: {id: person, name: person}, ...(mutationId && {mutationId}),
    };
    journal.entries.push(frame);
    this.connections.forEach((connection) => connection.follows.has(owner) && connection.say(frame));
    [...this.#waiting].forEach((look) => look());
    return seq;
  }

  head({journal}) {
    const seq = journal.entries.at(-1)?.seq ?? journal.floor;
    return {epoch: journal.epoch, seq, mark: seq ? "m" + seq : null};
  }

  /** Forgets what was told up to here, as after the retention, or a restored backup. */
  forgets(owner, epoch = owner.journal.epoch) {
    owner.journal.floor = this.head(owner).seq;
    owner.journal.entries = [];
    owner.journal.epoch = epoch;
  }

  #gap(owner, position) {
    const {epoch, seq} = position;
    return epoch !== owner.journal.epoch ? "epoch_changed"
      : seq > this.head(owner).seq ? "ahead_of_history" : seq < owner.journal.floor ? "too_old" : undefined;
  }

  // ---- sockets

  socket(socket) {
    const token = socket.protocols.at(-1).slice("bearer.".length);
    if (this.blocked.has("socket")) {
      return this.blocked.has("silently") ? undefined : socket.end(1006);
    }
    if (this.refusedTokens.has(token)) {
      socket.say({type: "error", payload: {code: "invalid_token", message: "no"}});
      return socket.end(this.refusedTokens.has("expired") ? 4001 : 4002);
    }
    if (this.tooOften) {
      socket.say({type: "error", payload: {code: "rate_limited", message: "no", retryAfterMs: this.tooOften}});
      return socket.end(4003);
    }
    const connection = this.#connects("socket", subject(token), (frame) => socket.say(frame));
    connection.socket = socket;
    connection.end = (code) => socket.end(code);
    socket.gone = () => this.#connections.delete(connection);
    socket.heard = (frame) => this.hears(connection, frame);
    connection.say(this.#hello(connection));
    return connection;
  }

  #connects(kind, person, say) {
    const connection = {
      kind, person, id: this.id(), heard: [], follows: new Set([this.inbox(person)]), rooms: new Set(), mute: false,
      lose: undefined,
    };
    connection.say = (frame) => connection.mute || connection.lose?.(frame) || say(frame);
    this.#connections.add(connection);
    return connection;
  }

  #hello({id, person}, more = {}) {
    return {
      type: "connected",
      payload: {
        userId: person, connectionId: id, protocol: "tutti.v1", heartbeatMs: 30_000, inbox: this.head(this.inbox(person)),
        reconnect: {minMs: 1000, maxMs: 30_000}, ...more,
      },
    };
  }

  beats() {
    for (const connection of this.connections) {
      const heads = [...connection.follows].map((it) => ({...(it.person ? {inbox: true} : {workspaceId: it.id}), ...this.head(it)}));
      connection.say({type: "heartbeat", payload: {heads}});
    }
  }

  hears(connection, frame) {
    connection.heard.push(frame);
    const {id, type, payload = {}} = frame;
    const reply = (data = {}) => id && connection.say({type: "reply", id, success: true, data});
    const refuse = (code, more = {}) =>
      connection.say(id ? {type: "reply", id, success: false, error: {code, message: code, ...more}}
        : {type: "error", payload: {code, message: code}});
    if (connection.mute) {
      return;
    }
    const workspace = this.workspaces.get(payload.workspaceId);
    const isMember = workspace?.members.has(connection.person);
    switch (type) {
      case "ping":
        connection.say({type: "pong", payload: {}});
        return reply();
      case "auth:refresh":
        connection.token = payload.token;
        return reply();
      case "inbox:join":
        return this.#joins(connection, this.inbox(connection.person), payload.position, reply);
      case "workspace:join":
        return isMember ? this.#joins(connection, workspace, payload.position, reply) : refuse("not_found");
      case "workspace:leave":
        connection.follows.delete(workspace);
        return reply();
      case "room:join": {
        const room = workspace.rooms.get(payload.room) ?? new Set();
        workspace.rooms.set(payload.room, room);
        [...room].filter((it) => it !== connection).forEach((other) =>
          other.say({type: "room:joined", payload: {...payload, userId: connection.person, connectionId: connection.id}}));
        room.add(connection);
        return reply({...payload, occupants: [...room].map((it) => ({userId: it.person, connectionId: it.id}))});
      }
      case "room:leave":
        workspace.rooms.get(payload.room)?.delete(connection);
        return reply();
      case "task:typing":
      case "signal":
        this.connections.filter((it) => it !== connection && it.follows.has(workspace)).forEach((it) =>
          it.say({type, payload: {...payload, user: {id: connection.person, name: connection.person}}}));
        return reply();
      case "presence:update":
        return reply();
      default:
        return type === "slow" ? undefined : refuse("unknown_type");
    }
  }

  #joins(connection, owner, position, reply) {
    connection.follows.delete(owner);
    const about = {...(owner.person ? {inbox: true} : {workspaceId: owner.id}), ...this.head(owner), online: 1};
    const reason = position && this.#gap(owner, position);
    reply({...about, recovered: !!position && !reason, ...(reason && {reason})});
    if (!reason) {
      owner.journal.entries.filter(({seq}) => position && seq > position.seq).forEach((frame) => connection.say(frame));
      connection.follows.add(owner);
      if (owner.members) {
        const online = [...new Set(this.connections.filter((it) => it.follows.has(owner)).map((it) => it.person))];
        connection.say({type: "presence:state", payload: {
          workspaceId: owner.id, n: 1, online: online.map((userId) => ({userId, state: "active", connections: 1}))}});
      }
    }
  }

  /** Ends every connection, as a server does that stops. */
  ends(code, reconnectAfterMs) {
    this.connections.forEach((connection) => {
      reconnectAfterMs !== undefined && connection.say({type: "shutdown", payload: {reconnectAfterMs}});
      connection.end(code);
      this.#connections.delete(connection);
    });
  }

  // ---- requests

  async fetch(url, init) {
    const path = decodeURIComponent(url.pathname.replace(/^.*\/api\//, ""));
    const token = init.headers.Authorization.slice("Bearer ".length);
    const kind = path === "events" ? "sse" : path.endsWith("/events") ? "poll" : "rest";
    this.requests.push(`${init.method ?? "GET"} ${path}`);
    if (this.blocked.has(kind)) {
      throw new TypeError("no network");
    }
    if (this.refusedTokens.has(token)) {
      return problem(401, "invalid_token");
    }
    const other = this.instead?.(path, init);
    if (other) {
      return other;
    }
    const person = subject(token);
    if (kind === "sse") {
      return this.#streams(url, init, person);
    }
    if (kind === "poll") {
      return this.#polls(url, init, path, person);
    }
    return this.#calls(path, init, person, url);
  }

  #streams(url, init, person) {
    const wanted = url.searchParams.getAll("workspace").map((id) => this.workspaces.get(id));
    if (wanted.some((it) => !it?.members.has(person))) {
      return problem(404, "not_found");
    }
    const after = new Map((url.searchParams.get("after") ?? "").split(",").filter(Boolean).map((it) => {
      const [journal, epoch, seq] = it.split(":");
      return [journal, {epoch, seq: Number(seq)}];
    }));
    let stream;
    const body = new ReadableStream({start: (controller) => (stream = controller)});
    const write = (text) => {
      try {
        stream.enqueue(new TextEncoder().encode(text));
      } catch {
        // closed by the client
      }
    };
    const connection = this.#connects("sse", person, (frame) => write(`event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`));
    connection.end = (code) => {
      write(`event: close\ndata: {"code":${code}}\n\n`);
      stream.close();
    };
    init.signal.addEventListener("abort", () => this.#connections.delete(connection));
    const journals = [];
    const missed = [];
    for (const owner of [this.inbox(person), ...wanted]) {
      const position = after.get(owner.person ? "i" : owner.id);
      const reason = position && this.#gap(owner, position);
      journals.push({
        ...(owner.person ? {inbox: true} : {workspaceId: owner.id}), ...this.head(owner), recovered: !!position && !reason,
        ...(reason && {reason}),
      });
      if (!reason) {
        connection.follows.add(owner);
        missed.push(...owner.journal.entries.filter(({seq}) => position && seq > position.seq));
      }
    }
    write("retry: 1\n\n");
    connection.say(this.#hello(connection, {journals}));
    missed.forEach((frame) => connection.say(frame));
    return new Response(body);
  }

  #polls(url, init, path, person) {
    const owner = path.startsWith("notifications") ? this.inbox(person) : this.workspaces.get(path.split("/")[1]);
    if (owner?.members && !owner.members.has(person) || !owner) {
      return problem(404, "not_found");
    }
    const after = url.searchParams.get("after");
    if (!after) {
      return Response.json({...this.head(owner), items: []});
    }
    const [epoch, number] = after.split(":");
    const reason = this.#gap(owner, {epoch, seq: Number(number)});
    if (reason) {
      return problem(410, "gone", {reason});
    }
    const answer = () => {
      const items = owner.journal.entries.filter(({seq}) => seq > Number(number)).slice(0, 200);
      const last = items.at(-1);
      return {epoch, seq: last?.seq ?? Number(number), mark: last?.mark ?? null, items};
    };
    const now = answer();
    if (now.items.length || url.searchParams.get("wait") === "0") {
      return Response.json(now);
    }
    return new Promise((resolve, reject) => {
      const look = () => {
        if (answer().items.length) {
          this.#waiting.delete(look);
          resolve(Response.json(answer()));
        }
      };
      this.#waiting.add(look);
      init.signal.addEventListener("abort", () => this.#waiting.delete(look) && reject(new TypeError("aborted")));
    });
  }

  async #calls(path, init, person, url) {
    const key = init.headers["Idempotency-Key"];
    const known = key && this.#replies.get(`${init.method} ${path} ${key}`);
    if (known) {
      return known.clone();
    }
    const response = this.#perform(path, init.method, init.body && JSON.parse(init.body), person, key, init.headers, url);
    if (key && response.ok) {
      this.#replies.set(`${init.method} ${path} ${key}`, response.clone());
    }
    await this.hold;
    return response;
  }

  #perform(path, method, body, person, key, headers, url) {
    const [root, id, list, item, verb, sub, subVerb, emoji] = path.split("/");
    if (root === "commands") {
      if (body.type.startsWith("room:")) {
        return problem(400, "unknown_type");
      }
      let answer;
      this.hears({person, heard: [], follows: new Set(), say: (frame) => (answer ??= frame)}, {id: "x", ...body});
      return answer?.success ? Response.json({...answer, id: body.id}) : problem(400, answer?.error.code ?? "bad_request");
    }
    if (root === "filters" || id === "settings") {
      return this.#wishes(this.inbox(person), method, root === "filters" ? id : undefined, root, body, person, key);
    }
    if (root === "notifications") {
      return this.#notifications(this.inbox(person), method, body, person, key);
    }
    const workspace = this.workspaces.get(id);
    if (!workspace?.members.has(person)) {
      return problem(404, "not_found");
    }
    const tell = (type, payload, value, status = 200) => {
      const seq = this.append(workspace, type, payload, person, key);
      return answer(status, value, {epoch: workspace.journal.epoch, seq});
    };
    switch (list) {
      case undefined:
        workspace.row = {...workspace.row, ...body, version: workspace.row.version + 1};
        return tell("workspace:updated", {version: workspace.row.version, changes: body}, workspace.row);
      case "snapshot":
        return Response.json(this.snapshot(workspace));
      case "members":
        return this.#members(workspace, method, item, body, tell);
      case "messages":
        return this.#said(workspace, workspace.messages, "chat", {method, id: item, emoji: sub, body, tell, person, url});
      case "tasks":
        return verb === "comments"
          ? this.#said(workspace, workspace.comments, "comment", {method, id: sub, emoji: emoji, body, tell, person, url, taskId: item})
          : this.#tasks(workspace, method, item, verb, body, tell, person, headers);
      default:
        return problem(404, "not_found");
    }
  }

  #notifications(inbox, method, body, person, key) {
    inbox.items ??= [];
    inbox.upTo ??= 0;
    const unread = () => inbox.items.filter(({seq}) => seq > inbox.upTo).length;
    if (method === "GET") {
      return answer(200, {items: [...inbox.items].reverse(), next: null, unread: unread(), upTo: inbox.upTo}, this.head(inbox));
    }
    inbox.upTo = Math.max(inbox.upTo, body.upTo);
    const seq = this.append(inbox, "notification:read", {upTo: inbox.upTo, unread: unread()}, person, key);
    return answer(200, {upTo: inbox.upTo, unread: unread()}, {epoch: "i1", seq});
  }

  #wishes(inbox, method, id, root, body, person, key) {
    inbox.filters ??= new Map();
    inbox.settings ??= {assigned: true, added: true};
    const told = (type, payload, value) => answer(value ? 200 : 204, value, {epoch: "i1", seq: this.append(inbox, type, payload, person, key)});
    if (method === "GET") {
      return Response.json(root === "filters" ? {items: [...inbox.filters.values()]} : inbox.settings);
    } else if (root !== "filters") {
      inbox.settings = {...inbox.settings, ...body};
      return told("notification:settings_changed", inbox.settings, inbox.settings);
    } else if (method === "DELETE") {
      inbox.filters.delete(id);
      return told("filter:deleted", {id});
    }
    const filter = {id, ...body, version: (inbox.filters.get(id)?.version ?? 0) + 1};
    inbox.filters.set(id, filter);
    return told("filter:saved", filter, filter);
  }

  notifies(person, title) {
    const inbox = this.inbox(person);
    const note = {id: this.id(), seq: this.head(inbox).seq + 1, kind: "assigned", title};
    (inbox.items ??= []).push(note);
    return this.append(inbox, "notification", note, "bob");
  }

  #members(workspace, method, userId, body, tell) {
    const member = workspace.members.get(userId);
    if (method === "POST") {
      const joined = {user: {id: body.userId, name: body.userId, avatarUrl: null}, role: body.role, joinedAt: "x", version: 1};
      workspace.members.set(body.userId, joined);
      return tell("workspace:member_joined", joined, joined, 201);
    }
    if (!member) {
      return problem(404, "not_found");
    }
    if (method === "DELETE") {
      workspace.members.delete(userId);
      return tell("workspace:member_left", {userId}, undefined, 204);
    }
    const changed = {...member, role: body.role, version: member.version + 1};
    workspace.members.set(userId, changed);
    workspace.row.role = userId === "ada" ? body.role : workspace.row.role;
    return tell("workspace:member_role_changed", {userId, role: body.role, version: changed.version}, changed);
  }

  #tasks(workspace, method, id, verb, body, tell, person, headers) {
    const {tasks} = workspace;
    const last = (status) => Math.max(0, ...[...tasks.values()].filter((it) => it.status === status).map((it) => it.place)) + 1000;
    const view = ({place, ...task}) => task;
    if (method === "POST" && !id) {
      if (!body.title) {
        return problem(400, "bad_request", {errors: [{field: "title", message: "must be given"}]});
      }
      const task = {
        id: this.id(), workspaceId: workspace.id, title: "", description: null, status: "todo", assigneeId: null, labels: [],
        priority: "normal", dueOn: null, checklist: [], ...body, version: 1, createdBy: person, createdAt: "x", trashedAt: null,
      };
      tasks.set(task.id, {...task, place: last(task.status)});
      return tell("task:created", task, task, 201);
    }
    const task = tasks.get(id);
    if (!task || task.trashedAt && verb !== "restore") {
      return problem(404, "not_found");
    }
    const next = (changes) => {
      const changed = {...task, ...changes, version: task.version + 1};
      tasks.set(id, changed);
      return changed;
    };
    if (verb === "restore") {
      const back = next({trashedAt: null, place: last(task.status)});
      return tell("task:restored", view(back), view(back));
    }
    if (verb === "move") {
      return this.#moves(workspace, task, body, next, tell, last, view);
    }
    if (method === "DELETE") {
      tasks.set(id, {...task, trashedAt: "now"});
      return tell("task:deleted", {id}, undefined, 204);
    }
    const match = /"(\d+)"/.exec(headers["If-Match"] ?? "")?.[1];
    workspace.changed ??= new Map();
    const stale = Object.keys(body).filter((field) => (workspace.changed.get(id + field) ?? 0) > Number(match ?? Infinity));
    if (stale.length) {
      return problem(412, "stale_version", {errors: stale.map((field) => ({field, message: "changed"}))}, {ETag: `"${task.version}"`});
    }
    body = Object.fromEntries(Object.entries(body).filter(([field, value]) => value !== task[field]));
    if (!Object.keys(body).length) {
      return answer(200, view(task), this.head(workspace));
    }
    const changed = next({...body, ...("status" in body ? {place: last(body.status)} : {})});
    Object.keys(body).forEach((field) => workspace.changed.set(id + field, changed.version));
    return tell("task:updated", {id, version: changed.version, changes: body}, view(changed));
  }

  #moves(workspace, task, {status, before, after}, next, tell, last, view) {
    const column = [...workspace.tasks.values()].filter((it) => it.status === status && !it.trashedAt && it.id !== task.id)
      .sort((a, b) => a.place - b.place);
    const at = column.findIndex((it) => it.id === (before ?? after));
    if ((before || after) && at < 0) {
      return problem(400, "bad_request");
    }
    const behind = before ? column[at - 1] : after ? column[at] : column.at(-1);
    const follower = before ? column[at] : after ? column[at + 1] : undefined;
    const place = behind && follower ? (behind.place + follower.place) / 2
      : behind ? last(status) : follower ? follower.place - 1000 : 1000;
    const moved = next({status, place});
    return tell("task:moved", {id: task.id, version: moved.version, status, after: behind?.id ?? null}, view(moved));
  }

  #said(workspace, all, noun, {method, id, emoji, body, tell, person, url, taskId}) {
    const here = (it) => (taskId ? it.taskId === taskId : (it.room ?? null) === (url.searchParams.get("room") ?? null));
    if (method === "GET") {
      const items = [...all.values()].filter(here);
      const list = (taskId ? items : items.reverse()).filter(({seq}) =>
        !url.searchParams.get("after") || (taskId ? seq > url.searchParams.get("after") : seq < url.searchParams.get("after")));
      const page = list.slice(0, 50);
      return answer(200, {items: page, next: list.length > 50 ? String(page.at(-1).seq) : null}, this.head(workspace));
    }
    if (method === "POST") {
      const said = {
        id: this.id(), workspaceId: workspace.id, seq: this.head(workspace).seq + 1, author: {id: person, name: person},
        text: "", mentions: [], reactions: [], version: 1, createdAt: "x", editedAt: null,
        ...(taskId ? {taskId} : {room: null, replyTo: null, deletedAt: null}), ...body,
      };
      all.set(said.id, said);
      return tell(noun === "chat" ? "chat:message" : "comment:created", said, said, 201);
    }
    const said = all.get(id);
    if (!said || said.deletedAt) {
      return problem(404, "not_found");
    }
    const about = taskId ? {id, taskId} : {id, room: said.room};
    if (emoji) {
      const {reactions} = said;
      const userIds = reactions.find((it) => it.emoji === emoji)?.userIds ?? [];
      const added = method === "PUT";
      if (userIds.includes(person) === added) {
        return answer(200, said, this.head(workspace));
      }
      if (added) {
        userIds.length ? userIds.push(person) : reactions.push({emoji, userIds: [person]});
      } else {
        userIds.splice(userIds.indexOf(person), 1);
        said.reactions = reactions.filter((it) => it.userIds.length);
      }
      return tell(noun + ":reacted", {...about, emoji, userId: person, added}, said);
    }
    if (method === "DELETE") {
      taskId ? all.delete(id) : Object.assign(said, {text: null, mentions: [], reactions: [], version: said.version + 1, deletedAt: "d"});
      return tell(noun + ":deleted", taskId ? about : {...about, version: said.version, deletedAt: "d"}, undefined, 204);
    }
    Object.assign(said, body, {version: said.version + 1, editedAt: "e"});
    const change = {...about, version: said.version, text: said.text, mentions: [], editedAt: "e"};
    return tell(noun === "chat" ? "chat:edited" : "comment:updated", change, said);
  }

  snapshot(workspace) {
    const counts = new Map();
    workspace.comments.forEach(({taskId}) => counts.set(taskId, (counts.get(taskId) ?? 0) + 1));
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    return structuredClone({
      ...this.head(workspace),
      workspace: workspace.row,
      members: [...workspace.members.values()].sort((a, b) => compare(a.user.id, b.user.id)),
      tasks: [...workspace.tasks.values()].filter((it) => !it.trashedAt)
        .sort((a, b) => compare(a.status, b.status) || a.place - b.place).map(({place, ...task}) => task),
      comments: [...counts].map(([taskId, count]) => ({taskId, count})).sort((a, b) => compare(a.taskId, b.taskId)),
      messages: [...workspace.messages.values()].filter((it) => it.room === null).slice(-50),
    });
  }
}

/** A token of one who is called so; the number tells several of them apart, and `exp` is the second at which it ends. */
export const token = (person, number = 1, exp = undefined) => `h.${btoa(JSON.stringify({sub: person, exp}))}.${number}`;

/** One that clients cannot read is the person's name. */
const subject = (token) => (token.includes(".") ? JSON.parse(atob(token.split(".")[1])).sub : token);

const problem = (status, code, more = {}, headers = {}) => Response.json({status, code, detail: code, ...more}, {status, headers});

const answer = (status, value, {epoch, seq}) =>
  new Response(value === undefined ? null : JSON.stringify(value), {
    status,
    headers: {"Journal-Position": `${epoch}:${seq}:m${seq}`, ...(value?.version && {ETag: `"${value.version}"`})},
  });
