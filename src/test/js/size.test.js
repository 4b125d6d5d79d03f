import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {test} from "node:test";
import {fileURLToPath} from "node:url";
import {gzipSync} from "node:zlib";

const client = new URL("../../main/webapp/client/", import.meta.url);
const read = (name) => readFileSync(new URL(name, client), "utf8");

/** @returns what a browser loads that asks for this one */
function loaded(name, found = new Set()) {
  if (!found.has(name)) {
    found.add(name);
    [...read(name).matchAll(/^(?:import|export) .* from "\.\/(.+)";$/gm)].forEach(([, next]) => loaded(next, found));
  }
  return found;
}

const place = process.env.TUTTI_NODE_MODULES;
const skip = place ? false : "TUTTI_NODE_MODULES does not say where esbuild is";

/** @param {string[]} names of entries @returns {number} bytes that those load who bundle them, whatever happens */
function bundled(...names) {
  const {buildSync} = createRequire(place + "/x.js")("esbuild");
  const {outputFiles} = buildSync({
    stdin: {contents: names.map((name) => `export * from "./${name}";`).join(""), resolveDir: fileURLToPath(client)}, write: false,
    // All in one: what is imported dynamically is in it, too.
    bundle: true, minify: true, format: "esm", target: "es2022",
  });
  return zipped(outputFiles[0].text);
}

const zipped = (text) => gzipSync(text, {level: 9}).length;
const bare = (text) => text.replaceAll(/\/\*\*[^]*?\*\//g, "").replaceAll(/^\s*\/\/.*\n/gm, "").replaceAll(/^\s+/gm, "");
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/** Bytes of the core in all, of that with all that a live board shows, and of everything there is. */
const CORE = 10_000, LIVE = 13_800, ALL = 14_900;
/** What each of those may add to the core. */
const FEATURES = {"chat.js": 1200, "inbox.js": 650, "rooms.js": 900, "tabs.js": 1350};
/** What is no part of anything that is live. */
const ASIDE = {"choices.js": 400, "files.js": 200, "reached.js": 170, "session.js": 550};

test("the client stays small", (t) => {
  const files = [...loaded("index.js")];
  const served = sum(files.map((name) => zipped(read(name))));
  const code = zipped(files.map((name) => bare(read(name))).join(""));
  t.diagnostic(`${files.length} files, ${served} bytes gzipped as served, ${code} without what is written for people`);

  assert.ok(served < 30_000, `${served} as served`);
  assert.ok(code < 13_000, `${code} without comments`);
  for (const other of ["types.js", "react.js", "conversations.js", "bytes.js", ...Object.keys({...FEATURES, ...ASIDE})]) {
    assert.ok(!files.includes(other), `${other} is for those who ask for it`);
  }
});

test("the client stays small when it is bundled, minified and gzipped, too, and so does each feature", {skip}, (t) => {
  const core = bundled("index.js");
  const live = bundled("index.js", ...Object.keys(FEATURES));
  const all = bundled("index.js", ...Object.keys({...FEATURES, ...ASIDE}));
  t.diagnostic(`${core} bytes, ${live} with all features, ${all} with everything`);
  assert.ok(core < CORE, `${core} of the core, in all`);
  assert.ok(live < LIVE, `${live} with all features`);
  assert.ok(all < ALL, `${all} of everything`);
  for (const [name, most] of Object.entries({...FEATURES, ...ASIDE})) {
    const more = bundled("index.js", name) - core;
    t.diagnostic(`${more} more with ${name}`);
    assert.ok(more < most, `${more} more with ${name}`);
  }
});

test("nothing is loaded later, when it may not be there", () => {
  for (const name of readdirSync(client).filter((it) => it.endsWith(".js"))) {
    assert.doesNotMatch(bare(read(name)), /\bimport\(/, name);
  }
});

test("nothing but the hooks imports anything that is not in the folder", () => {
  for (const name of readdirSync(client).filter((it) => it.endsWith(".js"))) {
    const foreign = [...read(name).matchAll(/^(?:import|export) .* from "([^.].*)";$/gm)].map(([, from]) => from);
    assert.deepEqual(foreign, name === "react.js" ? ["react"] : [], name);
  }
});

test("what the package exports is there", () => {
  const {exports} = JSON.parse(read("package.json"));
  Object.values(exports).forEach((it) => assert.ok(read(it.default ?? it)));
});

test("the package carries the licence, and its README leads to nothing that is not in it", () => {
  const {files, license, publishConfig} = JSON.parse(read("package.json"));
  assert.deepEqual(publishConfig, {access: "public"});
  assert.equal(license, "MIT");
  assert.ok(files.includes("LICENSE"));
  assert.equal(read("LICENSE"), readFileSync(new URL("../../../LICENSE", import.meta.url), "utf8"));
  const links = [...read("README.md").matchAll(/]\((?!https:)([^)]+)\)/g)].map(([, to]) => to);
  links.forEach((to) => assert.ok(!to.startsWith("..") && read(to), to));
});

test("nothing shows text as anything else, or runs text", () => {
  for (const name of readdirSync(client).filter((it) => it.endsWith(".js"))) {
    assert.doesNotMatch(read(name), /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function/, name);
  }
});
