import {register} from "node:module";

const client = new URL("../../../main/webapp/client/", import.meta.url).href;

/** Runs beside the tests, and hears what is missing through a list of numbers that both see. */
const hook = `
  let missing;
  let names;
  export const initialize = (given) => ({missing, names} = given);
  export async function resolve(name, context, next) {
    const from = new URL(context.parentURL ?? "file:///");
    if (from.search && from.pathname.endsWith("/client/parts.js") && missing[names.indexOf(name)]) {
      throw new TypeError("Failed to fetch dynamically imported module");
    }
    const found = await next(name, context);
    return from.search && found.url.startsWith(${JSON.stringify(client)}) ? {...found, url: found.url + from.search} : found;
  }`;
const names = ["./journal.js", "./sse.js", "./poll.js"];
const missing = new Int32Array(new SharedArrayBuffer(4 * names.length));
register("data:text/javascript," + encodeURIComponent(hook), {data: {missing, names}});
let libraries = 0;

/**
 * A library of which nothing has been loaded that is loaded later.
 *
 * @returns {Promise<{connect: Function, missing: (...names: string[]) => void}>} `missing` says which files cannot be had from now on
 */
export async function library() {
  const {connect} = await import(`${client}index.js?${++libraries}`);
  return {connect, missing: (...now) => names.forEach((name, i) => (missing[i] = Number(now.includes(name.slice(2)))))};
}

/** Files come in their own time, which is not the browser's. Moves its clock, until it is as it should be. */
export async function until(browser, is, ms = 0) {
  for (let i = 0; !is(); i++) {
    if (i === 500) {
      throw new Error("It never is: " + is);
    }
    await browser.pass(ms);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
