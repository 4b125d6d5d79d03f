import {createHmac, randomUUID} from "node:crypto";
import {connect as dial, createServer} from "node:net";
import {chat} from "../../../main/webapp/client/chat.js";
import {connect} from "../../../main/webapp/client/index.js";
import {rooms} from "../../../main/webapp/client/rooms.js";

/** Where the server is; without it there is nothing to play against. */
export const address = process.env.TUTTI_URL;

/** Told with every fault: with the same one the same dice fall. */
export const seed = Number(process.env.TUTTI_SEED ?? Date.now() % 1_000_000);

/** @returns {(sides: number) => number} a generator of numbers that are the same at every run of one seed */
export function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * sides);
  };
}

/**
 * Waits until something is so.
 *
 * @param {() => unknown} look
 * @param {string | (() => string)} what said when it never is
 */
export async function until(look, what) {
  for (const end = Date.now() + 30_000; ; ) {
    const found = await look();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`never: ${typeof what === "function" ? what() : what} (seed ${seed})`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Somebody with an account. */
export class Person {
  /** @returns {Promise<Person>} */
  static async registers(name) {
    const person = new Person();
    const email = `${name.toLowerCase()}-${randomUUID()}@example.org`;
    Object.assign(person, {name}, await person.asks("POST", "auth/register", {email, name, password: "a difference engine"}));
    person.token = person.accessToken;
    person.id = person.user.id;
    return person;
  }

  /** Calls past every gate. @returns {Promise<any>} what is answered */
  async asks(method, path, body) {
    const call = () => fetch(`${address}api/${path}`, {
      method,
      headers: {...(body && {"Content-Type": "application/json"}), ...(this.token && {Authorization: "Bearer " + this.token})},
      body: body && JSON.stringify(body),
    });
    // Passwords are hashed by few at a time, and who comes in between is asked to come back.
    const response = await until(() => call().then((it) => it.status !== 503 && it), `${method} ${path} is not too much`);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    this.position = response.headers.get("Journal-Position");
    return text && JSON.parse(text);
  }

  /** @returns {string} the same token, but that it ends so soon, as only who knows the server's secret can make it */
  ending(seconds) {
    const [head, claims] = this.accessToken.split(".");
    const shorter = {...JSON.parse(Buffer.from(claims, "base64url")), exp: Math.floor(Date.now() / 1000) + seconds};
    const signed = `${head}.${Buffer.from(JSON.stringify(shorter)).toString("base64url")}`;
    return `${signed}.${createHmac("sha256", process.env.TUTTI_TOKEN_SECRET).update(signed).digest("base64url")}`;
  }
}

/** A way to the server that can be cut, closed, or made to look well and carry nothing. */
export class Gate {
  /** Whether nobody gets through. */
  closed = false;
  #pairs = new Set();
  #server = createServer((near) => {
    if (this.closed) {
      near.destroy();
      return;
    }
    const far = dial(new URL(address).port, new URL(address).hostname);
    const pair = [near, far];
    this.#pairs.add(pair);
    near.pipe(far).pipe(near);
    for (const end of pair) {
      end.on("error", () => {});
      end.on("close", () => {
        this.#pairs.delete(pair);
        pair.forEach((other) => other.destroy());
      });
    }
  });

  /** @returns {Promise<Gate>} */
  static async opens() {
    const gate = new Gate();
    await new Promise((resolve) => gate.#server.listen(0, "127.0.0.1", resolve));
    gate.url = `http://127.0.0.1:${gate.#server.address().port}${new URL(address).pathname}`;
    return gate;
  }

  /** Ends every connection, in the midst of whatever it carries. */
  cut() {
    this.#pairs.forEach(([near]) => near.destroy());
  }

  /** From here on connections stay open, and nothing arrives any more. */
  stall() {
    this.#pairs.forEach(([near, far]) => {
      near.unpipe(far);
      far.unpipe(near);
      near.resume();
      far.resume();
    });
  }

  close() {
    this.#server.close();
    this.cut();
  }
}

/**
 * @param {Set<string>} blocked of `socket`, `sse` and `poll`, looked at anew at every try; pauses are short here
 * @param {object} more of the browser, in place of what Node has
 */
function behind(blocked, more) {
  return {
    crypto, Date, setTimeout, clearTimeout,
    ...more,
    Math: {random: () => Math.random() / 10},
    WebSocket: class {
      constructor(url, protocols) {
        if (blocked.has("socket")) {
          throw new Error("blocked");
        }
        return new WebSocket(url, protocols);
      }
    },
    fetch: (url, init) =>
      // Streams ask for pages as well: for those from a position on, which nobody waits for.
      (blocked.has("sse") && /\/api\/events\?/.test(url)) || (blocked.has("poll") && /\/api\/.+\/events\?(?!.*wait=0&after=)/.test(url))
        ? Promise.reject(new TypeError("blocked")) : fetch(url, init),
  };
}

/** What one person's browser has, until the test is over: a gate of its own, a client, and what that has heard. */
export async function seat(t, person, blocked = [], {getToken = () => person.token, ...more} = {}) {
  const gate = await Gate.opens();
  const ways = new Set(blocked);
  const client = connect({url: gate.url, getToken, environment: behind(ways, more), features: [chat, rooms]});
  const heard = [];
  const refused = [];
  const states = [];
  client.on("*", (frame) => frame.seq && frame.workspaceId && heard.push(frame.seq));
  client.on("refused", ({payload}) => refused.push(payload));
  client.on("state", ({payload}) => states.push(payload.transport ?? payload.state));
  const ends = () => {
    // What is still unsent would be sent on: there is no database here to keep it.
    client.queue.clear();
    client.close();
    gate.close();
  };
  t.after(ends);
  return {person, gate, ways, client, heard, refused, states, ends};
}
