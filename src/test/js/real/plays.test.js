import assert from "node:assert/strict";
import {describe, test} from "node:test";
import {reached} from "../../../main/webapp/client/reached.js";
import {asSnapshot, inboxOf, rooms} from "../stage/index.js";
import {deeds} from "./deeds.js";
import {address, dice, Person, seat, seed, until} from "./ground.js";

const WAYS = ["socket", "sse", "poll"];
const skip = address ? false : "TUTTI_URL does not say where the server is";
/** What may come back refused, because somebody else was faster or it was nonsense to begin with. */
const EXPECTED = new Set(["stale_version", "not_found", "bad_request", "bad_value", "conflict", "forbidden"]);

/** Ada and Bob, each at a browser, in a workspace that is theirs alone. */
async function begins(t, blocked, more = {}) {
  const [ada, bob, eve] = await Promise.all(["Ada", "Bob", "Eve"].map((name) => Person.registers(name)));
  const {id} = await ada.asks("POST", "workspaces", {name: "Engine"});
  await ada.asks("POST", `workspaces/${id}/members`, {userId: bob.id, role: "admin"});
  const seats = await Promise.all([ada, bob].map((person) => seat(t, person, blocked, more)));
  for (const it of seats) {
    it.live = it.client.workspace(id);
    it.inbox = inboxOf(it.client);
    await until(() => it.live.snapshot.status === "live" && it.inbox.snapshot.status === "live",
      `live: ${it.states} ${it.live.snapshot.error} ${it.inbox.snapshot.error}`);
  }
  const start = (await ada.asks("GET", `workspaces/${id}/snapshot`)).seq;
  return {id, ada, bob, eve, seats, start};
}

/** @param {import("../../../main/webapp/client/store.js").Store} store @param {string} position @param {string} told */
const reaches = (store, position, told) => reached(store, position).catch(({code}) =>
  assert.fail(`${told}: ${code}, not at ${position}, ${JSON.stringify([store.snapshot.status, store.client.status])}`));

/** What is shown is what the server has, and every event was heard, once and in order. */
async function agrees({id, start, seats}) {
  for (const {person, live, inbox, heard, refused, states} of seats) {
    const told = `seed ${seed}, ${person.name}, ${states}`;
    const {epoch, seq, mark, ...expected} = await person.asks("GET", `workspaces/${id}/snapshot`);
    await reaches(live, `${epoch}:${seq}`, told);
    assert.deepEqual(asSnapshot(live.view), expected, told);
    assert.equal(live.snapshot.pendingCount, 0, told);
    assert.deepEqual(heard, Array.from({length: seq - start}, (_, i) => start + 1 + i), told);
    for (const {error, write} of refused) {
      assert.ok(EXPECTED.has(error.code), `${told}: ${error.code} ${error.message} ${JSON.stringify(write)}`);
    }
    await showsInbox(person, inbox, told);
    await showsThreads(id, person, live, told);
  }
}

async function showsInbox(person, inbox, told) {
  const {items, unread, upTo} = await person.asks("GET", "notifications?limit=200");
  await reaches(inbox, person.position, told);
  const {view} = inbox;
  assert.equal(view.unread, unread, told);
  assert.equal(view.upTo, upTo, told);
  assert.deepEqual([...view.notifications.values()].slice(0, items.length), items, told);
  assert.deepEqual(view.settings, await person.asks("GET", "notifications/settings"), told);
  const ids = (filters) => filters.map((it) => JSON.stringify([it.id, it.name, it.version])).sort();
  assert.deepEqual(ids([...view.filters.values()]), ids((await person.asks("GET", "filters")).items), told);
  assert.equal(inbox.snapshot.pendingCount, 0, told);
}

async function showsThreads(id, person, live, told) {
  for (const [name, {items, next}] of live.view.threads) {
    const [kind, of] = name.split(/ (.*)/);
    const list = kind === "task" ? `tasks/${of}/comments?` : "messages?" + (of ? "room=" + of : "");
    const answered = await person.asks("GET", `workspaces/${id}/${list}&limit=200`).catch(() => undefined);
    const expected = kind === "task" ? answered?.items : answered?.items.reverse();
    if (expected) {
      // Of a long one the newest, or the first, were opened.
      const shown = [...items.values()];
      assert.deepEqual(shown, next === null ? expected : kind === "task" ? expected.slice(0, shown.length)
        : expected.slice(-shown.length), `${told}: ${name}`);
    }
  }
}

/** Both do what falls to them. @param {(i: number, roll: (sides: number) => number) => boolean} goes on, after so many things */
async function plays(t, {seats, ada, bob, eve}, goes) {
  t.diagnostic(`seed ${seed}`);
  const roll = dice(seed);
  const hands = seats.map((it, i) => deeds(seed + i + 1, it, {mates: [ada, bob], guest: eve}));
  const saved = [];
  for (let i = 0; goes(i, roll); i++) {
    saved.push(hands[roll(2)]());
    // Now and then they wait for each other, and else they meet.
    roll(4) || (await Promise.race([Promise.all(saved), new Promise((resolve) => setTimeout(resolve, 50))]));
  }
  seats.forEach(({gate}) => (gate.closed = false));
  await Promise.all(saved);
}

// Side by side, because most of the time something is waited for.
describe("Against a real server", {skip, concurrency: 4}, () => {
  for (const way of WAYS) {
    test(`over ${way} alone two people agree with the server and have heard everything, whatever was cut`, async (t) => {
      const play = await begins(t, WAYS.filter((it) => it !== way));
      play.seats.forEach(({client}) => assert.equal(client.status.transport, way));
      await plays(t, play, (i, roll) => {
        const {gate} = play.seats[roll(2)];
        if (roll(15) === 0) {
          gate.closed = !gate.closed;
          gate.cut();
        } else if (roll(30) === 0) {
          gate.cut();
        }
        return i < 150;
      });
      await agrees(play);
      play.seats.forEach(({heard, states}) =>
        t.diagnostic(`${heard.length} events, ${states.filter((it) => it === way).length} connections`));
    });
  }

  test("from way to way, as they are blocked and cleared, nothing is lost or doubled", async (t) => {
    const play = await begins(t, []);
    let isOver = false;
    const changes = Promise.all(play.seats.map(async ({gate, ways, client, states}, i) => {
      for (const open of [...WAYS, ...[...WAYS].reverse()].slice(i)) {
        WAYS.forEach((way) => (way === open ? ways.delete(way) : ways.add(way)));
        gate.cut();
        await until(() => client.status.transport === open, `open over ${open}: ${states}`);
      }
    })).finally(() => (isOver = true));
    await plays(t, play, () => !isOver);
    await changes;
    await agrees(play);
  });

  for (const way of WAYS) {
    const others = WAYS.filter((it) => it !== way);

    test(`over ${way} a refusal is told, and what was hoped for is taken back`, async (t) => {
      const {seats, ...play} = await begins(t, others);
      const [{live, refused}] = seats;
      const {id, saved} = live.createTask({title: ""});
      assert.ok(live.view.tasks.has(id));
      await assert.rejects(saved, {code: "bad_request", status: 400});
      assert.ok(!live.view.tasks.has(id));
      assert.equal(refused[0].error.errors[0].field, "title");
      await agrees({...play, seats});
    });

    test(`over ${way} an edit of what somebody else has changed is refused, and made all the same when that is wanted`, async (t) => {
      const {seats, bob, id: workspace} = await begins(t, others);
      const [{live, gate}] = seats;
      const {id, saved} = live.createTask({title: "First"});
      await saved;
      gate.closed = true;
      gate.cut();
      await bob.asks("PATCH", `workspaces/${workspace}/tasks/${id}`, {title: "Theirs"});
      const mine = live.updateTask(id, {title: "Mine"});
      assert.equal(live.view.tasks.get(id).title, "Mine");
      gate.closed = false;
      const refusal = await mine.saved.then(() => assert.fail("was not refused"), (it) => it);
      assert.equal(refusal.code, "stale_version");
      assert.deepEqual(refusal.errors.map(({field}) => field), ["title"]);
      await until(() => live.view.tasks.get(id).title === "Theirs", "theirs is shown");
      await live.updateTask(id, {title: "Mine"}, refusal.etag).saved;
      assert.equal(live.view.tasks.get(id).title, "Mine");
    });

    test(`over ${way} whoever is removed is shown nothing more, and whoever signs out is signed out`, async (t) => {
      const {seats: [adas, bobs], ada, bob, id} = await begins(t, others);
      await ada.asks("DELETE", `workspaces/${id}/members/${bob.id}`);
      await until(() => bobs.live.snapshot.status === "gone", "gone");
      assert.equal(bobs.live.view, undefined);
      assert.equal(bobs.live.snapshot.error.code, "not_found");
      await ada.asks("POST", "auth/logout", {refreshToken: ada.refreshToken});
      await until(() => adas.client.status.state === "signed-out", `signed out: ${adas.states}`);
      assert.equal(bobs.client.status.state, "open");
    });

    test(`over ${way} a connection outlives its token`, async (t) => {
      const ada = await Person.registers("Ada");
      const {id} = await ada.asks("POST", "workspaces", {name: "Engine"});
      const given = [ada.ending(8)];
      const {client, states} = await seat(t, ada, others, {getToken({refused}) {
        if (refused === given.at(-1)) {
          given.push(ada.ending(600));
        }
        return given.at(-1);
      }});
      const live = client.workspace(id);
      await until(() => live.snapshot.status === "live", "live");
      await until(() => Date.now() > Date.parse(live.view.workspace.createdAt) + 15_000, "the first token and its grace have ended");
      for (const size of [1, 2]) {
        await ada.asks("POST", `workspaces/${id}/tasks`, {title: "After"});
        await until(() => live.view.tasks.size === size, `heard: ${states}`);
      }
      assert.deepEqual(states, [way], "on one connection");
      await until(() => given.length === 2, "renewed once");
    });

    test(`over ${way} a connection that carries nothing any more is found and replaced when the person is back`, async (t) => {
      const woken = [];
      const {seats: [{client, live, gate, states}], bob, id} = await begins(t, others, {
        addEventListener: (type, task) => type === "online" && woken.push(task),
      });
      gate.stall();
      const {id: task} = await bob.asks("POST", `workspaces/${id}/tasks`, {title: "Unheard"});
      woken.forEach((task) => task({}));
      await until(() => live.view.tasks.has(task), () => `heard, with ${states}, and now ${JSON.stringify(client.status)}`);
    });
  }

  test("over a socket bytes are passed on in a room, in order, and nothing else carries them", async (t) => {
    const {seats: [adas, bobs], id} = await begins(t, ["sse", "poll"]);
    const heard = [];
    adas.client.on("relay", ({payload}) => heard.push(payload));
    await rooms(adas.live).enter("doc");
    await rooms(bobs.live).enter("doc");
    for (let i = 0; i < 200; i++) {
      assert.equal(rooms(bobs.live).relay("doc", new Uint8Array(100).fill(i)), true);
    }
    await until(() => heard.length === 200, "all of it");
    heard.forEach(({data}, i) => assert.deepEqual([...data], Array(100).fill(i)));
    const {connectionId} = bobs.client.status.hello.payload;
    assert.deepEqual([heard[0].workspaceId, heard[0].room, heard[0].connectionId], [id, "doc", connectionId]);
    const refused = new Promise((resolve) => bobs.client.on("error", ({payload}) => resolve(payload.code)));
    rooms(bobs.live).relay("elsewhere", new Uint8Array(1));
    assert.equal(await refused, "bad_request");
    const {seats: [{live}]} = await begins(t, ["socket", "poll"]);
    assert.throws(() => rooms(live).relay("doc", new Uint8Array(1)), {code: "unavailable"});
  });

  test("over a stream one is away on that connection alone, and on every later one in its place", async (t) => {
    const {id, seats: [adas, bobs], ada, bob} = await begins(t, []);
    const other = await bob.asks("POST", "workspaces", {name: "Other"});
    const state = async () => (await ada.asks("GET", `workspaces/${id}/presence`)).online.find(({userId}) => userId === bob.id)?.state;
    const stream = await seat(t, bob, ["socket", "poll"]);
    const live = stream.client.workspace(id);
    await until(() => adas.live.view.online.get(bob.id)?.connections === 2 && live.snapshot.status === "live", "two of Bob's");
    live.presence("away");
    // The stream has to be another one for that.
    const later = stream.client.workspace(other.id);
    await until(() => later.snapshot.status === "live", "a stream with both workspaces");
    await stream.client.request("presence:update", {workspaceId: id, state: "away"});
    assert.equal(await state(), "active", "while one of them is");
    bobs.ends();
    await until(async () => (await state()) === "away", "away");
    await until(() => adas.live.view.online.get(bob.id)?.state === "away", "away, as Ada hears");
  });

  test("over a socket one sees who is there, who is in a room, who types, and what others signal", async (t) => {
    const {seats: [adas, bobs], bob, ada} = await begins(t, ["sse", "poll"]);
    const signals = [];
    adas.client.on("signal", ({payload}) => signals.push(payload));
    await until(() => adas.live.view.online.size === 2, "both are there");
    bobs.live.presence("away");
    await until(() => adas.live.view.online.get(bob.id).state === "away", "away");
    await rooms(adas.live).enter("doc");
    await rooms(bobs.live).enter("doc");
    await until(() => adas.live.view.rooms.get("doc").length === 2, "both are in the room");
    const {length} = bobs.states;
    bobs.gate.cut();
    await until(() => bobs.states.length > length && bobs.live.snapshot.status === "live" && bobs.live.view.rooms.get("doc")?.length === 2, "both are again");
    await until(() => adas.live.view.online.get(bob.id).state === "away", "away still");
    rooms(bobs.live).signal("cursor", {x: 1}, "doc");
    await until(() => signals.length, "a signal");
    assert.deepEqual([signals[0].name, signals[0].data, signals[0].user.id], ["cursor", {x: 1}, bob.id]);
    const {id} = adas.live.createTask({title: "Typed"});
    await until(() => bobs.live.view.tasks.has(id), "the task");
    rooms(bobs.live).typing(id);
    await until(() => adas.live.view.typing.has(`${id} ${bob.id}`), "typing");
    assert.equal(typeof (await adas.client.request("ping")), "object");
    bobs.ends();
    await until(() => adas.live.view.rooms.get("doc").length === 1, "one is left");
    await until(() => [...adas.live.view.online.keys()].join() === ada.id, "alone");
  });
});
