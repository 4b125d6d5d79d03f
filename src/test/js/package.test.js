import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {delimiter, join} from "node:path";
import {after, before, test} from "node:test";
import {fileURLToPath} from "node:url";

const place = process.env.TUTTI_NODE_MODULES;
const skip = place ? false : "TUTTI_NODE_MODULES does not say where TypeScript is";
const modules = join(place ?? "", "node_modules");
/** A project of somebody's, who has installed what is published. */
let project;

/** @param {string} folder where it runs @param {string[]} command */
function run(folder, ...command) {
  const PATH = [join(modules, ".bin"), process.env.PATH].join(delimiter);
  const {stdout, stderr, status, error} = spawnSync(command[0], command.slice(1), {cwd: folder, encoding: "utf8", env: {...process.env, PATH}});
  assert.equal(error, undefined);
  return {status, said: stdout + stderr};
}

before(() => {
  if (skip) {
    return;
  }
  project = mkdtempSync(join(tmpdir(), "tutti-package-"));
  const source = join(project, "source");
  cpSync(fileURLToPath(new URL("../../main/webapp/client", import.meta.url)), source, {recursive: true});
  writeFileSync(join(project, "package.json"), JSON.stringify({name: "page", private: true, type: "module"}));
  const packed = run(source, "npm", "pack", "--pack-destination", project);
  assert.equal(packed.status, 0, packed.said);
  const [archive] = readdirSync(project).filter((it) => it.endsWith(".tgz"));
  const installed = run(project, "npm", "install", "--offline", "--no-audit", "--no-fund", join(project, archive));
  assert.equal(installed.status, 0, installed.said);
  assert.ok(!existsSync(join(source, "types")), "nothing is left behind where it was packed");
});

after(() => project && rmSync(project, {recursive: true}));

/** @returns {string[]} what TypeScript says of a page that knows the package by its name alone */
function compiled(page, resolution) {
  writeFileSync(join(project, "page.ts"), page);
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({
    compilerOptions: {
      strict: true, noEmit: true, target: "es2022", lib: ["es2022", "dom", "dom.iterable"], types: [], ...resolution,
      paths: {react: [join(modules, "@types/react/index.d.ts")]},
    },
    include: ["page.ts"],
  }));
  return run(project, process.execPath, join(modules, "typescript/bin/tsc"), "-p", project).said.split("\n").filter(Boolean);
}

const RESOLUTIONS = {"in Node": {module: "nodenext"}, "for a bundler": {module: "esnext", moduleResolution: "bundler"}};

for (const [where, resolution] of Object.entries(RESOLUTIONS)) {
  test(`TypeScript finds the types of every part by the package's name, as it looks ${where}`, {skip}, () => {
    assert.deepEqual(compiled(`
      import {connect, TuttiError} from "@tutti/client";
      import {chat} from "@tutti/client/chat";
      import {choices} from "@tutti/client/choices";
      import {download, upload} from "@tutti/client/files";
      import {inbox} from "@tutti/client/inbox";
      import {reached} from "@tutti/client/reached";
      import {TuttiContext, useWorkspace, useWebSocket} from "@tutti/client/react";
      import {rooms} from "@tutti/client/rooms";
      import {Session} from "@tutti/client/session";
      import {tabs} from "@tutti/client/tabs";
      import type {ChatView, Task, WorkspaceView} from "@tutti/client/types";

      const session = new Session("./");
      export const client = connect({url: "./", getToken: session.token, features: [chat, rooms], share: tabs});
      export const none = connect({url: "./", getToken: () => ""});
      const live = client.workspace("w");
      export const task: Task | undefined = live.view?.tasks.get("t");
      export const said: number | undefined = live.view?.messages.size;
      export const unread: number | undefined = inbox(client).view?.unread;
      export const waiting: string[] = choices(client).get().map(({write}) => write.mutationId);
      export const titles: string[] = useWorkspace("w", (view: (WorkspaceView & ChatView) | undefined) => [...(view?.tasks.values() ?? [])].map((it) => it.title)).data;
      export const isConnected: boolean = useWebSocket(client).isConnected;
      export const provider = TuttiContext.Provider;
      // @ts-expect-error
      export const context: number = TuttiContext;
      live.createTask({title: "Milk"}).saved.then(({position}) => reached(live, position ?? ""), (refusal: TuttiError) => refusal.code);
      download(client, "f").then(({blob}) => upload(client, "f", blob, {once: "k"}));
      // @ts-expect-error
      live.createTask({titel: "Milk"});
      // @ts-expect-error
      none.workspace("w").view?.messages;
      // @ts-expect-error
      chat(none.workspace("w"));
      // @ts-expect-error
      connect({url: 7});
    `, resolution), []);
  });
}

test("a name that the package does not know is told, and not taken for anything", {skip}, () => {
  assert.match(compiled('import {nobody} from "@tutti/client";\nexport {nobody};', RESOLUTIONS["in Node"]).join(), /has no exported member '?"?nobody/);
});

test("the types say what the modules export, each of them and no more", {skip}, async () => {
  const folder = join(project, "node_modules/@tutti/client");
  const {exports} = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  for (const {types, default: module} of Object.values(exports).filter((it) => it.types)) {
    const told = [...readFileSync(join(folder, types), "utf8").matchAll(/^export declare (?:const|function|class) (\w+)|^export \{ (\w+) \}/gm)].map(([, one, other]) => one ?? other);
    const source = readFileSync(join(folder, module), "utf8");
    const given = [...source.matchAll(/^export (?:async )?(?:const|function|class) (\w+)|^export \{(\w+)\}/gm)].map(([, one, other]) => one ?? other);
    assert.deepEqual(told.sort(), given.sort(), module);
  }
});
