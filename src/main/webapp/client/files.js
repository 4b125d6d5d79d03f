/** @import {Client} from "./client.js" */
import {lost} from "./http.js";

/**
 * Fetches a file, for as long as that takes.
 *
 * @param {Client<any>} client
 * @param {string} path under `api/`
 * @returns {Promise<{blob: Blob, name: string | undefined}>} `name` as the server has called it
 * @throws {import("./frames.js").TuttiError}
 */
export async function download(client, path) {
  const response = await client.http.ask(path, {});
  const [, name] = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
  return {blob: await response.blob().catch(lost), name};
}

/**
 * Sends a file, for as long as that takes.
 *
 * @param {Client<any>} client
 * @param {string} path under `api/`
 * @param {Blob} file
 * @param {{type?: string, once?: string}} [how] its media type, where the file says another; and the key by which it is taken once,
 *     however often it is sent
 * @returns {Promise<any>} what the server says of it
 * @throws {import("./frames.js").TuttiError} with the `errors` of its lines; with the status 0 it is not known whether it was taken
 */
export async function upload(client, path, file, {type = file.type, once = client.uuid()} = {}) {
  const headers = {"Content-Type": type, "Idempotency-Key": once};
  const response = await client.http.ask(path, {method: "POST", body: file, headers});
  return response.json().catch(lost);
}
