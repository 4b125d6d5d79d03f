/** How long anything may take that a good way does in a moment, in milliseconds. */
export const PATIENCE = 8000;

/** @param {Promise<any>} promise @param {number} millis @returns {Promise<any>} the same, or undefined where it takes too long */
export const within = (promise, millis) => {
  let timer;
  const end = new Promise((resolve) => {
    timer = setTimeout(resolve, millis);
  });
  return Promise.race([promise, end]).finally(() => clearTimeout(timer));
};

/** A socket without the client library, which heals, as it should, what is to be found here. */
export class Line {
  #socket;
  #begun = performance.now();
  #asked = 0;
  /** @type {Map<string, (reply: any) => void>} */
  #waiting = new Map();
  /** @type {(frame: any) => void} */
  #greet = () => {};

  /** @param {import("./visit.js").Visit} visit @param {string[]} protocols @param {string} [id] by which it can be asked about */
  constructor(visit, protocols, id) {
    const socket = this.#socket = new WebSocket(visit.base.replace(/^http/, "ws") + "ws" + (id ? "?checkup=" + id : ""), protocols);
    /** Milliseconds, once it is open; undefined where it never was. @type {Promise<number | undefined>} */
    this.opened = new Promise((resolve) => {
      socket.onopen = () => resolve(performance.now() - this.#begun);
      socket.addEventListener("close", () => resolve(undefined));
    });
    /** What the server says first; undefined where it says nothing. @type {Promise<any>} */
    this.greeting = new Promise((resolve) => {
      this.#greet = resolve;
      socket.addEventListener("close", () => resolve(undefined));
    });
    /** With what code it ended, by whom ever. @type {Promise<number>} */
    this.closed = new Promise((resolve) => {
      socket.onclose = ({code}) => resolve(code);
    });
    socket.onmessage = ({data}) => this.#hear(data);
    visit.signal.addEventListener("abort", () => this.close());
  }

  get protocol() {
    return this.#socket.protocol;
  }

  /** @param {object} [payload] @returns {Promise<number | undefined>} milliseconds until the reply; undefined where none comes */
  async ping(payload = {}) {
    const id = String(++this.#asked);
    const begun = performance.now();
    const reply = new Promise((resolve) => this.#waiting.set(id, () => resolve(performance.now() - begun)));
    this.#socket.send(JSON.stringify({id, type: "ping", payload}));
    return within(Promise.race([reply, this.closed.then(() => undefined)]), PATIENCE);
  }

  close() {
    this.#socket.close(1000);
  }

  #hear(data) {
    const frame = JSON.parse(data);
    frame.type === "reply" ? this.#waiting.get(frame.id)?.(frame) : this.#greet(frame);
  }
}
