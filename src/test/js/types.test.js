import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {fileURLToPath} from "node:url";

const place = process.env.TUTTI_NODE_MODULES;
const skip = place ? false : "TUTTI_NODE_MODULES does not say where TypeScript is";
const client = (name) => fileURLToPath(new URL("../../main/webapp/client/" + name, import.meta.url));

/** What the board imports by names that the page's import map knows. Their own types would say that all of it is anything. */
const SHOWN_WITH = `
  declare module "htm" { const htm: any; export default htm; }
  declare module "preact" { export const h: any, render: any, createContext: any; export type Context<T> = any; }
  declare module "preact/hooks";
`;

/** As strictly as TypeScript looks, unless it is told otherwise. @param {string} page of TypeScript, compiled with what else is to be */
function compiles(page, include = [], otherwise = {}) {
  const folder = mkdtempSync(join(tmpdir(), "tutti-types-"));
  try {
    const modules = join(place, "node_modules");
    writeFileSync(join(folder, "page.ts"), page);
    writeFileSync(join(folder, "shown.d.ts"), SHOWN_WITH);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({
      compilerOptions: {
        allowJs: true, checkJs: true, strict: true, noEmit: true, target: "es2022", module: "nodenext",
        lib: ["es2022", "dom", "dom.iterable"], types: [], skipLibCheck: true, ...otherwise,
        paths: {react: [join(modules, "@types/react/index.d.ts")]},
      },
      include: ["page.ts", "shown.d.ts", ...include],
    }));
    const {stdout, stderr, status, error} = spawnSync(process.execPath, [join(modules, "typescript/bin/tsc"), "-p", folder], {encoding: "utf8"});
    assert.equal(error, undefined);
    assert.equal(stdout + stderr, "");
    assert.equal(status, 0);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

test("what the comments say of types is true, as strictly as TypeScript looks", {skip}, () => compiles("export {};", [client("*.js")]));

test("what the board's comments say of types is true, but that it may leave out what is anything", {skip}, () =>
  compiles("export {};", [client("../board/**/*.js")], {noImplicitAny: false, module: "esnext", moduleResolution: "bundler", moduleDetection: "force"}));

test("a view has the parts of the features that were named, and a feature takes no workspace without them", {skip}, () => compiles(`
  import {chat} from "${client("chat.js")}";
  import {inbox} from "${client("inbox.js")}";
  import {connect} from "${client("index.js")}";
  import {rooms} from "${client("rooms.js")}";

  const options = {url: "", getToken: () => ""};
  const none = connect(options);
  const one = connect({...options, features: [chat]}).workspace("w");
  const both = connect({...options, features: [chat, rooms]}).workspace("w");
  export const sizes: (number | undefined)[] = [
    both.view?.tasks.size, both.view?.messages.size, both.view?.typing.size, one.snapshot.data?.threads.size, inbox(none).view?.unread,
  ];
  chat(one).say("Hello");
  rooms(both).enter("doc");
  // @ts-expect-error
  none.workspace("w").view?.messages;
  // @ts-expect-error
  chat(none.workspace("w"));
  // @ts-expect-error
  rooms(one);
  // @ts-expect-error
  chat(one).sing("Hello");
`));
