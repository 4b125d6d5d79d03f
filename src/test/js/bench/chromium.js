import {spawn} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

/** A Chromium without a screen, spoken to by a pipe in its debugging protocol. */
export class Chromium {
  #process;
  #profile = mkdtempSync(join(tmpdir(), "tutti-chromium"));
  #asked = 0;
  /** @type {Map<number, {resolve: (result: any) => void, reject: (fault: Error) => void}>} */
  #answers = new Map();

  /** @param {string} program */
  constructor(program) {
    this.#process = spawn(program, [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage",
      "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
      "--window-size=1440,900", "--remote-debugging-pipe", "--user-data-dir=" + this.#profile, "about:blank",
    ], {stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"]});
    let rest = "";
    this.#process.stdio[4].setEncoding("utf8").on("data", (part) => {
      const messages = (rest + part).split("\0");
      rest = messages.pop();
      messages.forEach((message) => this.#hear(JSON.parse(message)));
    });
  }

  /**
   * @param {string} [before] is run in every page before its own code
   * @returns {Promise<(expression: string) => Promise<any>>} a window of somebody else, in which expressions are evaluated
   */
  async opens(before) {
    const {browserContextId} = await this.ask("Target.createBrowserContext");
    const {targetId} = await this.ask("Target.createTarget", {url: "about:blank", browserContextId});
    const {sessionId} = await this.ask("Target.attachToTarget", {targetId, flatten: true});
    if (before) {
      await this.ask("Page.enable", {}, sessionId);
      await this.ask("Page.addScriptToEvaluateOnNewDocument", {source: before}, sessionId);
    }
    const window = async (expression) => {
      const {result, exceptionDetails} =
        await this.ask("Runtime.evaluate", {expression, awaitPromise: true, returnByValue: true}, sessionId);
      if (exceptionDetails) {
        throw new Error(expression + "\n" + JSON.stringify(exceptionDetails));
      }
      return result.value;
    };
    return Object.assign(window, {
      closes: () => this.ask("Target.closeTarget", {targetId}),
      goes: (url) => this.ask("Page.navigate", {url}, sessionId),
      types: (text) => this.ask("Input.insertText", {text}, sessionId),
      shows: (expression) => window(`new Promise((resolve) => {
        (function look() {
          let found;
          try { found = (${expression}); } catch {}
          found ? resolve(found) : setTimeout(look, 10);
        })();
      })`),
    });
  }

  /** @param {string} method @param {object} [params] @param {string} [sessionId] @returns {Promise<any>} */
  ask(method, params = {}, sessionId) {
    const id = ++this.#asked;
    this.#process.stdio[3].write(JSON.stringify({id, method, params, sessionId}) + "\0");
    return new Promise((resolve, reject) => this.#answers.set(id, {resolve, reject}));
  }

  async close() {
    const over = new Promise((resolve) => this.#process.once("exit", resolve));
    this.ask("Browser.close").catch(() => {});
    await over;
    rmSync(this.#profile, {recursive: true, force: true, maxRetries: 5});
  }

  /** @param {any} message */
  #hear({id, result, error}) {
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    error ? answer?.reject(new Error(error.message)) : answer?.resolve(result);
  }
}
