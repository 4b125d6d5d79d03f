import {readFileSync} from "node:fs";
import {register} from "node:module";

const webapp = new URL("../../../main/webapp/", import.meta.url);
const page = readFileSync(new URL("index.html", webapp), "utf8");

/** What the page's import map says, so that the board's modules are loaded here as they are in a browser. */
export const {imports} = JSON.parse(/<script type="importmap">([^]*?)<\/script>/.exec(page)[1]);

const hook = `
  const imports = ${JSON.stringify(imports)};
  export const resolve = (name, context, next) =>
    next(imports[name] ? new URL(imports[name], ${JSON.stringify(webapp.href)}).href : name, context);`;
register("data:text/javascript," + encodeURIComponent(hook));

/** @param {string} name of a module of the board */
export const board = (name) => import(new URL("board/" + name, webapp).href);
