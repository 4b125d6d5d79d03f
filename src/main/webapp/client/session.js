/** @typedef {{id: string, name: string, email?: string, administrator?: boolean}} Me */

/** Where the refresh token is kept: signed in means for longer than a page lives. */
const KEPT = "tutti.session";

/** A refusal of a call that the client library does not make. */
export class Refused extends Error {
  /** @param {{status: number, code?: string, detail?: string, errors?: {field: string, message: string, line?: number}[], retryAfter?: number}} problem */
  constructor({status, code = "internal", detail, errors, retryAfter}) {
    super(detail ?? code);
    this.code = code;
    this.status = status;
    this.errors = errors;
    this.retryAfterMs = retryAfter ? retryAfter * 1000 : undefined;
  }
}

/** @param {Response} response that says no */
async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  return new Refused({...problem, status: response.status, retryAfter: Number(response.headers.get("Retry-After"))});
}

/**
 * Who uses this browser, and their tokens. The access token lives in this page alone; the refresh token is kept for the next
 * page, is good once, and is only ever used by one tab at a time.
 */
export class Session {
  /** Told when somebody else is signed in, or nobody is. @type {() => void} */
  changed = () => {};
  /** Why nobody is signed in, where that comes as a surprise. */
  ended = false;
  #base;
  #here;
  /** @type {string | undefined} */
  #token;

  /**
   * @param {string} base the application's address
   * @param {{fetch: typeof fetch, localStorage: Storage, navigator: Navigator}} [here]
   */
  constructor(base, here = globalThis) {
    this.#base = base;
    this.#here = here;
  }

  /** @returns {Me | undefined} */
  get user() {
    return this.#kept()?.user;
  }

  /** @param {{email: string, password: string}} who @throws {Refused} */
  async signIn(who) {
    this.#take(await this.#post("login", who));
  }

  /** @param {{email: string, name: string, password: string}} who @throws {Refused} */
  async signUp(who) {
    this.#take(await this.#post("register", who));
  }

  /**
   * As the client library asks for it.
   *
   * @param {{refused?: string}} asked
   * @returns {Promise<string | undefined>}
   */
  token = async ({refused}) => {
    if (this.#token && this.#token !== refused) {
      return this.#token;
    }
    const {locks} = this.#here.navigator;
    return locks ? locks.request("tutti.refresh", () => this.#renew(refused)) : this.#renew(refused);
  };

  /** @param {string} name the person's own, as it is from now on */
  renamed(name) {
    const kept = this.#kept();
    kept && this.#keep({...kept, user: {...kept.user, name}});
  }

  /** Nobody is signed in any more, by whomever. @param {boolean} surprise whether they should be told */
  end(surprise) {
    this.#token = undefined;
    this.ended = surprise;
    this.#keep(undefined);
    this.changed();
  }

  /** Lets the server forget this sign-in; where it cannot be reached, the token ends by itself. */
  async signOut() {
    const refreshToken = this.#kept()?.refreshToken;
    this.end(false);
    await this.#post("logout", {refreshToken, cookie: false}).catch(() => {});
  }

  /**
   * What the client library has no words for: files, which take as long as they take.
   *
   * @param {string} path under `api/`
   * @param {RequestInit} [init]
   * @returns {Promise<Response>} one that says yes
   * @throws {Refused} with the status 0 where no answer came
   */
  async fetch(path, init = {}) {
    const ask = (token) => this.#here.fetch(this.#base + "api/" + path, {...init, headers: {...init.headers, Authorization: "Bearer " + token}});
    try {
      const token = await this.token({});
      const first = await ask(token);
      const response = first.status === 401 ? await ask(await this.token({refused: token})) : first;
      if (response.ok) {
        return response;
      }
      throw await refusal(response);
    } catch (fault) {
      throw fault instanceof Refused ? fault : new Refused({status: 0, code: "unavailable"});
    }
  }

  /** @param {string} [refused] */
  async #renew(refused) {
    if (this.#token && this.#token !== refused) {
      return this.#token;
    }
    const refreshToken = this.#kept()?.refreshToken;
    if (!refreshToken) {
      return undefined;
    }
    try {
      this.#take(await this.#post("refresh", {refreshToken}), false);
      return this.#token;
    } catch (/** @type {any} */ refusal) {
      if (refusal.status === 401) {
        return undefined;
      }
      throw refusal;
    }
  }

  /** @param {any} signedIn @param {boolean} [tell] */
  #take({user, accessToken, refreshToken}, tell = true) {
    this.#token = accessToken;
    this.ended = false;
    this.#keep({user: {id: user.id, name: user.name, email: user.email, ...(user.administrator && {administrator: true})}, refreshToken});
    tell && this.changed();
  }

  /** @returns {{user: Me, refreshToken: string} | undefined} */
  #kept() {
    try {
      return JSON.parse(this.#here.localStorage.getItem(KEPT) ?? "") ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {object | undefined} kept */
  #keep(kept) {
    kept ? this.#here.localStorage.setItem(KEPT, JSON.stringify(kept)) : this.#here.localStorage.removeItem(KEPT);
  }

  /** @param {string} path @param {object} body */
  async #post(path, body) {
    const response = await this.#here.fetch(this.#base + "api/auth/" + path, {
      method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw await refusal(response);
    }
    return response.status === 204 ? undefined : response.json();
  }
}
