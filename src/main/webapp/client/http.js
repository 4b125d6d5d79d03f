/** @import {Answer, Environment, GetToken} from "./types.js" */
import {TuttiError} from "./frames.js";

const TIME_OUT = 30_000;

/** Plain requests to the server, with the page's token. */
export class Http {
  #env;
  #getToken;
  /** @type {Promise<string> | undefined} */
  #renewal;

  /**
   * @param {Environment} env
   * @param {string} url the application's address, with a slash at its end
   * @param {GetToken} getToken
   */
  constructor(env, url, getToken) {
    this.#env = env;
    this.url = url;
    this.#getToken = getToken;
  }

  /**
   * @param {string} [refused] a token that the server does not take any more. Tabs ask one after the other for a new one,
   *     and a tab once, because a refresh token that is used twice ends the sign-in.
   * @returns {Promise<string>}
   * @throws {TuttiError} `invalid_token` where the page has none
   */
  token(refused) {
    const ask = async () => {
      const token = await this.#getToken({refused});
      if (!token || token === refused) {
        throw new TuttiError("invalid_token", "Sign in again.", {status: 401});
      }
      return token;
    };
    if (!refused) {
      return ask();
    }
    const locks = this.#env.locks;
    return (this.#renewal ??= Promise.resolve(locks ? locks.request("tutti:token:" + this.url, ask) : ask())
      .finally(() => (this.#renewal = undefined)));
  }

  /**
   * @param {string} method
   * @param {string} path under `api/`
   * @param {{body?: unknown, headers?: Record<string, string>}} [sent]
   * @returns {Promise<Answer>}
   * @throws {TuttiError} what the server says; `unavailable` with status 0 after 30 s, or where it cannot be reached
   */
  async call(method, path, {body, headers = {}} = {}) {
    const stop = new AbortController();
    const timer = this.#env.setTimeout(() => stop.abort(), TIME_OUT);
    /** @type {Record<string, string>} */
    const type = body === undefined ? {} : {"Content-Type": "application/json"};
    try {
      const response = await this.ask(path, {
        method, headers: {...headers, ...type}, body: JSON.stringify(body), signal: stop.signal,
      });
      const position = response.headers.get("Journal-Position");
      return {
        data: response.status === 204 ? undefined : await response.json(),
        position,
        seq: position ? Number(position.split(":")[1]) : undefined,
        etag: response.headers.get("ETag"),
      };
    } finally {
      this.#env.clearTimeout(timer);
    }
  }

  /**
   * With the page's token, and where that has ended with a new one.
   *
   * @param {string} path
   * @param {RequestInit} init
   * @returns {Promise<Response>} one that says yes
   */
  async ask(path, init) {
    const token = await this.token();
    return this.fetch(path, token, init).catch(async (refusal) => {
      if (refusal.status !== 401) {
        throw refusal;
      }
      return this.fetch(path, await this.token(token), init);
    });
  }

  /**
   * @param {string} path
   * @param {string} token
   * @param {RequestInit} init
   * @returns {Promise<Response>} one that says yes
   */
  async fetch(path, token, init) {
    const response = await this.#env
      .fetch(this.url + "api/" + path, {...init, headers: {...init.headers, Authorization: "Bearer " + token}})
      .catch((lost) => {
        throw new TuttiError("unavailable", String(lost), {status: 0});
      });
    if (response.ok) {
      return response;
    }
    const problem = await response.json().catch(() => ({}));
    const wait = Number(response.headers.get("Retry-After"));
    // A server that starts or stops stands there without Tutti for a moment, and finds nothing (PROTOCOL.md, 8).
    const isBare = [403, 404, 405, 500].includes(response.status) && !problem.code;
    throw new TuttiError(problem.code ?? (isBare ? "unavailable" : "internal"), problem.detail, {
      ...problem,
      status: isBare ? 503 : response.status,
      etag: response.headers.get("ETag") ?? undefined,
      retryAfterMs: wait ? wait * 1000 : undefined,
    });
  }
}
