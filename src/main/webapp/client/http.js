/** @import {Answer, Environment, GetToken} from "./types.js" */
import {positionOf, TuttiError} from "./frames.js";

const TIME_OUT = 30_000;

/** @typedef {ReturnType<typeof http>} Http */

/**
 * Plain requests to the server, with the page's token.
 *
 * @param {Environment} env
 * @param {string} url the application's address, with a slash at its end
 * @param {GetToken} getToken
 */
export function http(env, url, getToken) {
  /** @type {Promise<string> | undefined} */
  let renewal;

  /**
   * @param {string} [refused] a token that the server does not take any more. Tabs ask one after the other for a new one,
   *     and a tab once, because a refresh token that is used twice ends the sign-in.
   * @returns {Promise<string>}
   * @throws {TuttiError} `invalid_token` where the page has none
   */
  function token(refused) {
    const ask = async () => {
      const token = await getToken({refused});
      if (!token || token === refused) {
        throw new TuttiError("invalid_token", {status: 401});
      }
      return token;
    };
    const {locks} = env.navigator ?? {};
    return refused
      ? (renewal ??= Promise.resolve(locks ? locks.request("tutti:token:" + url, ask) : ask())
        .finally(() => (renewal = undefined)))
      : ask();
  }

  /**
   * With a token as it is.
   *
   * @param {string} path under `api/`
   * @param {string | undefined} token none for what nobody has to be signed in for
   * @param {RequestInit} init
   * @returns {Promise<Response>} one that says yes
   * @throws {TuttiError}
   */
  async function fetch(path, token, init) {
    const response = await env
      .fetch(url + "api/" + path, {...init, headers: {...init.headers, ...(token && {Authorization: "Bearer " + token})}})
      .catch(lost);
    const {status, headers} = response;
    if (response.ok) {
      return response;
    }
    const problem = await response.json().catch(() => ({}));
    // A server that starts or stops stands there without Tutti for a moment, and finds nothing (PROTOCOL.md, 8).
    const foreign = [403, 404, 405, 500].includes(status) && !problem.code;
    throw new TuttiError(problem.code ?? (foreign ? "unavailable" : "internal"), {
      ...problem,
      foreign,
      message: problem.detail ?? "HTTP " + status,
      status: foreign ? 503 : status,
      etag: headers.get("ETag") ?? undefined,
      retryAfterMs: Number(headers.get("Retry-After")) * 1000 || undefined,
    });
  }

  /**
   * With the page's token, and where that has ended with a new one.
   *
   * @param {string} path
   * @param {RequestInit} init
   * @returns {Promise<Response>} one that says yes
   */
  async function ask(path, init) {
    const first = await token();
    return fetch(path, first, init).catch(async (refusal) => {
      if (refusal.status !== 401) {
        throw refusal;
      }
      return fetch(path, await token(first), init);
    });
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{body?: unknown, headers?: Record<string, string>, wait?: number, stop?: AbortController}} [sent] with the seconds
   *     that the server may take before it answers
   * @returns {Promise<Answer>}
   * @throws {TuttiError} what the server says; `unavailable` with status 0 after 30 s more, or where it cannot be reached
   */
  async function call(method, path, {body, headers, wait = 0, stop = new AbortController()} = {}) {
    const timer = env.setTimeout(() => stop.abort(), TIME_OUT + wait * 1000);
    try {
      const response = await ask(path, {
        method,
        headers: {...headers, ...(body !== undefined && {"Content-Type": "application/json"})},
        body: JSON.stringify(body),
        signal: stop.signal,
      });
      const position = response.headers.get("Journal-Position");
      return {
        data: response.status === 204 ? undefined : await response.json().catch(lost),
        position,
        seq: position ? positionOf(position).seq : undefined,
        etag: response.headers.get("ETag"),
      };
    } finally {
      env.clearTimeout(timer);
    }
  }

  return {url, token, fetch, ask, call};
}

/** @param {unknown} fault @throws {TuttiError} that says that no answer came, or not all of it */
export const lost = (fault) => {
  throw new TuttiError("unavailable", {message: String(fault), status: 0});
};

/** @param {string} token @returns {{sub?: string, exp?: number}} what it says, where it can be read */
export function claims(token) {
  try {
    return JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))) ?? {};
  } catch {
    return {};
  }
}
