/**
 * A browser to play in: its clock moves when it is told to, its network is a server of ours, and its tabs share locks, a
 * database and channels as real ones do. Nothing waits for real time.
 */
export class Browser {
  time = 1_800_000_000_000;
  #timers = new Map();
  #ids = 0;
  #uuids = 0;
  random = 0.5;
  databases = new Map();
  /** Whether there is no room for anything more in them. */
  isFull = false;
  #locks = new Map();
  #channels = new Set();

  /** @param server what answers: `socket(socket)` and `fetch(url, init)` */
  constructor(server) {
    this.server = server;
  }

  /** Lets everything happen that needs no time. */
  async settle() {
    for (let i = 0; i < 30; i++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Moves the clock, and does on the way what is due. */
  async pass(ms) {
    const end = this.time + ms;
    await this.settle();
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end && !timer.tab.frozen && !timer.tab.isThrottled)
        .sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
      if (!due) {
        break;
      }
      this.time = Math.max(this.time, due[1].at);
      this.#timers.delete(due[0]);
      due[1].task();
      await this.settle();
    }
    this.time = end;
    await this.settle();
  }

  /** @returns how many timers of open tabs run */
  get timers() {
    return [...this.#timers.values()].filter(({tab}) => !tab.closed).length;
  }

  /** @returns a new tab's environment; `lacking` names what its browser does not have */
  tab({lacking = []} = {}) {
    const browser = this;
    const listeners = new Map();
    const tab = {
      frozen: false,
      closed: false,
      isHidden: false,
      /** As hidden tabs are: its timers do not run, and all the rest does. */
      isThrottled: false,
      sockets: [],
      happen(type, event = {}) {
        [...(listeners.get(type) ?? [])].forEach((listener) => listener(event));
      },
      /** As a browser closes a tab: no more code of it runs, and its locks and sockets go. */
      kill() {
        tab.closed = tab.frozen = true;
        browser.#locks.forEach((lock) => lock.drop(tab));
        tab.sockets.forEach((socket) => socket.vanish());
        browser.#channels.forEach((channel) => channel.tab === tab && browser.#channels.delete(channel));
      },
      /** As a browser freezes one: nothing runs, and nothing is given back. */
      freeze() {
        tab.frozen = true;
      },
      thaw() {
        tab.frozen = false;
        tab.held.splice(0).forEach((task) => task());
      },
      held: [],
      run(task) {
        if (!tab.closed) {
          tab.frozen ? tab.held.push(task) : task();
        }
      },
    };
    const env = {
      tab,
      Date: {now: () => browser.time},
      Math: {random: () => browser.random},
      crypto: {randomUUID: () => `${String(++browser.#uuids).padStart(8, "0")}-0000-4000-8000-000000000000`},
      setTimeout: (task, ms) => {
        browser.#timers.set(++browser.#ids, {at: browser.time + ms, task, tab});
        return browser.#ids;
      },
      clearTimeout: (id) => browser.#timers.delete(id),
      fetch: (url, init) => browser.#fetch(tab, url, init),
      WebSocket: class extends Socket {
        constructor(url, protocols) {
          super(browser, tab, url, protocols);
        }
      },
      document: {
        get visibilityState() {
          return tab.isHidden ? "hidden" : "visible";
        },
      },
      addEventListener: (type, task, {signal}) => {
        listeners.set(type, (listeners.get(type) ?? new Set()).add(task));
        signal.addEventListener("abort", () => listeners.get(type).delete(task));
      },
      indexedDB: {open: (name) => this.#open(tab, name)},
      navigator: {locks: {request: (...args) => this.#lock(tab, ...args)}},
      BroadcastChannel: class extends Channel {
        constructor(name) {
          super(browser.#channels, tab, name);
        }
      },
    };
    lacking.forEach((name) => delete (env[name] ? env : env.navigator)[name]);
    return env;
  }

  #fetch(tab, url, init) {
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      setImmediate(async () => {
        try {
          const response = await this.server.fetch(new URL(url), init);
          tab.run(() => resolve(response));
        } catch (lost) {
          tab.run(() => reject(lost));
        }
      });
    });
  }

  #lock(tab, name, options, callback) {
    const lock = this.#locks.get(name) ?? new Lock();
    this.#locks.set(name, lock);
    return typeof options === "function" ? lock.request(tab, {}, options) : lock.request(tab, options, callback);
  }

  #open(tab, name) {
    const opening = {};
    setImmediate(() => {
      const isNew = !this.databases.has(name);
      const rows = this.databases.get(name) ?? new Map();
      this.databases.set(name, rows);
      opening.result = new Database(this, tab, rows);
      tab.run(() => {
        isNew && opening.onupgradeneeded();
        opening.onsuccess();
      });
    });
    return opening;
  }
}

/** What a page sees of a WebSocket; `say`, `end` and `vanish` are the server's. */
class Socket {
  sent = [];
  constructor(browser, tab, url, protocols) {
    Object.assign(this, {tab, url, protocols, browser, open: true});
    tab.sockets.push(this);
    setImmediate(() => browser.server.socket(this));
  }

  get readyState() {
    return this.open ? 1 : 3;
  }

  send(text) {
    if (this.open) {
      const frame = typeof text === "string" ? JSON.parse(text) : {type: "bytes", bytes: text};
      this.sent.push(frame);
      setImmediate(() => this.open && this.heard?.(frame));
    }
  }

  close(code) {
    if (this.open) {
      this.open = false;
      this.closedWith = code;
      this.gone?.();
    }
  }

  say(frame) {
    const data = typeof frame === "string" || frame instanceof ArrayBuffer ? frame : JSON.stringify(frame);
    setImmediate(() => this.tab.run(() => this.open && this.onmessage?.({data})));
  }

  end(code) {
    setImmediate(() => this.tab.run(() => {
      if (this.open) {
        this.open = false;
        this.gone?.();
        this.onclose?.({code});
      }
    }));
  }

  vanish() {
    this.open = false;
    this.gone?.();
  }
}

class Channel {
  constructor(all, tab, name) {
    Object.assign(this, {all, tab, name});
    all.add(this);
  }

  postMessage(message) {
    const data = structuredClone(message);
    for (const other of this.all) {
      if (other !== this && other.name === this.name) {
        setImmediate(() => other.tab.run(() => this.all.has(other) && other.onmessage?.({data})));
      }
    }
  }

  close() {
    this.all.delete(this);
  }
}

class Lock {
  #queue = [];
  #holder;

  request(tab, {steal, signal}, callback) {
    return new Promise((resolve, reject) => {
      const request = {tab, callback, resolve, reject: (why) => tab.run(() => reject(why))};
      if (steal) {
        this.#holder?.reject(new DOMException("stolen", "AbortError"));
        this.#grant(request);
        return;
      }
      signal?.addEventListener("abort", () => {
        if (this.#queue.includes(request)) {
          this.#queue.splice(this.#queue.indexOf(request), 1);
          request.reject(new DOMException("aborted", "AbortError"));
        }
      });
      this.#queue.push(request);
      this.#next();
    });
  }

  drop(tab) {
    this.#queue = this.#queue.filter((it) => it.tab !== tab);
    if (this.#holder?.tab === tab) {
      this.#holder = undefined;
      this.#next();
    }
  }

  #next() {
    if (!this.#holder && this.#queue.length) {
      this.#grant(this.#queue.shift());
    }
  }

  #grant(request) {
    this.#holder = request;
    setImmediate(() => request.tab.run(async () => {
      try {
        request.resolve(await request.callback());
      } catch (fault) {
        request.reject(fault);
      }
      if (this.#holder === request) {
        this.#holder = undefined;
        this.#next();
      }
    }));
  }
}

/** As much of IndexedDB as one store with a growing key needs. */
class Database {
  constructor(browser, tab, rows) {
    Object.assign(this, {browser, tab, rows});
  }

  createObjectStore() {}

  /** One after the other; without a commit, each lasts until the tab has heard of its end. */
  transaction() {
    const {browser, rows, tab} = this;
    const transaction = {committed: false, commit: () => (transaction.committed = true)};
    let requests = [];
    const turn = rows.turn ?? Promise.resolve();
    rows.turn = new Promise((over) => {
      const go = () => {
        const answered = requests;
        requests = [];
        const isTooMuch = browser.isFull && answered.some((it) => it.adds);
        isTooMuch || answered.forEach((it) => (it.result = it.work()));
        (transaction.committed || tab.closed) && over();
        tab.run(() => {
          if (isTooMuch) {
            over();
            transaction.onabort?.();
            return;
          }
          answered.forEach((it) => it.onsuccess?.());
          if (requests.length) {
            setImmediate(go);
            return;
          }
          over();
          transaction.oncomplete?.();
        });
      };
      turn.then(() => setImmediate(go));
    });
    /** @param work @param adds whether it takes room */
    const request = (work, adds = false) => {
      const made = {work, adds};
      requests.push(made);
      return made;
    };
    transaction.objectStore = () => ({
      transaction,
      getAll: () => request(() => structuredClone([...rows.values()])),
      add: (row) => {
        const copy = structuredClone(row);
        return request(() => {
          const n = (rows.last = (rows.last ?? 0) + 1);
          rows.set(n, {...copy, n});
          return n;
        }, true);
      },
      put: (row) => {
        const copy = structuredClone(row);
        return request(() => rows.set(copy.n, copy), true);
      },
      delete: (n) => request(() => rows.delete(n)),
      clear: () => request(() => rows.clear()),
    });
    return transaction;
  }
}
