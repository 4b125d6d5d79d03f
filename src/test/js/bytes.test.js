import assert from "node:assert/strict";
import {test} from "node:test";
import {pack, unpack} from "../../main/webapp/client/bytes.js";
import {rooms, stage} from "./stage/index.js";

const ID = "00112233-4455-6677-8899-aabbccddeeff";
const ID_BYTES = [0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff];
const SENDER = "ffeeddcc-bbaa-9988-7766-554433221100";

/** @returns what the server makes of a frame: the same with the sender's id before the data */
const relayed = (packed, data) =>
  Uint8Array.from([...packed.slice(0, packed.length - data.length), ...[...ID_BYTES].reverse(), ...data]).buffer;

test("bytes are framed as the protocol says", () => {
  const data = Uint8Array.of(1, 0, 255);
  const packed = pack({workspaceId: ID, room: "dé", data});
  assert.deepEqual([...packed], [1, ...ID_BYTES, 3, 0x64, 0xc3, 0xa9, 1, 0, 255]);
  assert.deepEqual(unpack(relayed(packed, data)),
    {type: "relay", payload: {workspaceId: ID, room: "dé", connectionId: SENDER, data}});
});

test("bytes that are no frame are nothing", () => {
  const good = new Uint8Array(relayed(pack({workspaceId: ID, room: "doc", data: new Uint8Array()}), []));
  assert.equal(unpack(good.buffer).payload.data.length, 0);
  for (let length = 0; length < good.length; length++) {
    assert.equal(unpack(good.slice(0, length).buffer), undefined, `${length}`);
  }
  assert.equal(unpack(Uint8Array.of(2, ...good.slice(1)).buffer), undefined);
});

test("what is relayed goes to the server and to the tabs beside, not back", async () => {
  const {server, browser, workspace, opens} = stage();
  const tabs = [opens(), opens()];
  const heard = tabs.map((client) => {
    const all = [];
    client.on("relay", ({payload}) => all.push([...payload.data]));
    client.workspace(workspace.id);
    return all;
  });
  await browser.pass(100);
  for (const [i, client] of tabs.entries()) {
    const live = client.workspace(workspace.id);
    assert.equal(rooms(live).relay("doc", Uint8Array.of(i)), true);
  }
  await browser.pass(100);
  assert.deepEqual(heard, [[[1]], [[0]]]);
  const [connection] = server.sockets;
  assert.deepEqual(connection.heard.filter(({type}) => type === "bytes").map(({bytes}) => bytes.at(-1)), [0, 1]);
  const packed = pack({workspaceId: ID, room: "doc", data: Uint8Array.of(7)});
  connection.say(relayed(packed, [7]));
  await browser.pass(100);
  assert.deepEqual(heard, [[[1], [7]], [[0], [7]]]);
});

test("what carries no bytes says so", async () => {
  for (const blocked of [["socket"], ["socket", "sse"]]) {
    const {server, browser, workspace, opens} = stage();
    server.blocked = new Set(blocked);
    const live = opens().workspace(workspace.id);
    assert.equal(rooms(live).relay("doc", new Uint8Array()), false);
    await browser.pass(20_000);
    assert.equal(live.snapshot.status, "live");
    assert.throws(() => rooms(live).relay("doc", new Uint8Array()), {code: "unavailable"});
  }
});
