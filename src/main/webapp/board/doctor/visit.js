/**
 * Who looks, and from where.
 *
 * @typedef {object} Visit
 * @property {string} base the application's address
 * @property {string} [token] of whoever is signed in
 * @property {AbortSignal} signal that it is over
 */

/**
 * An answer, as far as it is looked at.
 *
 * @typedef {object} Answer
 * @property {number} status 0 where there was none
 * @property {boolean} ours whether it is Tutti's own, and not that of something before it
 * @property {number} ms
 * @property {number} [at] when it was there, by this device's clock
 * @property {any} [json]
 * @property {number} [bytes] of its text
 * @property {Record<string, string | null>} headers
 */

const LOOKED_AT = ["content-encoding", "date", "server", "via"];
const JSON_TYPES = /^application\/(problem\+)?json/;

/** @param {Visit} visit @param {string} path @param {RequestInit} [init] @returns {Promise<Answer>} */
export async function ask({base, signal}, path, init) {
  const begun = performance.now();
  try {
    const response = await fetch(base + path, {cache: "no-store", signal, ...init});
    const at = Date.now(), ms = performance.now() - begun;
    const text = await response.text();
    const isJson = JSON_TYPES.test(response.headers.get("content-type") ?? "");
    const json = isJson ? JSON.parse(text) : undefined;
    return {
      status: response.status, ours: isJson && isTuttis(json), ms, at, json, bytes: text.length,
      headers: Object.fromEntries(LOOKED_AT.map((name) => [name, response.headers.get(name)])),
    };
  } catch {
    return {status: 0, ours: false, ms: performance.now() - begun, headers: {}};
  }
}

/** Problems have a code, all else that is asked for here is known by its members. */
const isTuttis = (json) => ["code", "checks", "originKept", "openapi", "items"].some((name) => name in Object(json));

/** @param {Visit} visit @returns {RequestInit} */
export const signedIn = ({token}) => ({headers: {Authorization: "Bearer " + token}});

/** @param {number} seconds */
const bake = (seconds) => {
  document.cookie = `tuttiCheckup=1; Path=/; Max-Age=${seconds}; SameSite=Strict`;
};

/** Leaves a cookie for a moment. @returns {boolean} whether the browser takes it */
export function leaveCookie() {
  bake(60);
  return document.cookie.includes("tuttiCheckup=");
}
export const takeCookie = () => bake(0);
