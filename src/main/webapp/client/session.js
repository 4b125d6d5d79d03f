/** @import {Environment} from "./types.js" */
import {http, lost} from "./http.js";

/** @typedef {{id: string, name: string, email?: string, administrator?: boolean}} Me */

/** Where the refresh token is kept: signed in means for longer than a page lives. */
const KEPT = "tutti.session";

/**
 * Who uses this browser, and their tokens. The access token lives in this page alone; the refresh token is kept for the next
 * page, is good once, and is only ever used by one tab at a time.
 */
export class Session {
  /** Told when somebody else is signed in, or nobody is. @type {() => void} */
  changed = () => {};
  /** Why nobody is signed in, where that comes as a surprise. */
  ended = false;
  #here;
  #http;
  /** @type {string | undefined} */
  #token;

  /**
   * @param {string} base the application's address, with a slash at its end
   * @param {Environment & {localStorage: Storage}} [environment]
   */
  constructor(base, environment = globalThis) {
    this.#here = environment;
    this.#http = http(environment, base, () => undefined);
  }

  /** @returns {Me | undefined} */
  get user() {
    return this.#kept()?.user;
  }

  /** @param {{email: string, password: string}} who @throws {import("./frames.js").TuttiError} */
  async signIn(who) {
    this.#take(await this.#post("login", who));
  }

  /** @param {{email: string, name: string, password: string}} who @throws {import("./frames.js").TuttiError} */
  async signUp(who) {
    this.#take(await this.#post("register", who));
  }

  /**
   * What `connect` is given as `getToken`.
   *
   * @param {{refused?: string}} asked
   * @returns {Promise<string | undefined>}
   */
  token = async ({refused}) => {
    if (this.#token && this.#token !== refused) {
      return this.#token;
    }
    const {locks} = this.#here.navigator ?? {};
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

  /** @param {string} path @param {object} body @returns {Promise<any>} */
  async #post(path, body) {
    const init = {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)};
    const response = await this.#http.fetch("auth/" + path, undefined, init);
    return response.status === 204 ? undefined : response.json().catch(lost);
  }
}
