import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {relative} from "node:path";
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

/** What those who bundle it load at first, and what they load when it is needed. @returns {Promise<{first: number, later: number}>} */
async function bundled() {
  const {buildSync} = createRequire(place + "/x.js")("esbuild");
  const {metafile, outputFiles} = buildSync({
    entryPoints: [fileURLToPath(new URL("index.js", client))], outdir: "out", write: false, metafile: true,
    bundle: true, splitting: true, minify: true, format: "esm", target: "es2022",
  });
  const [entry] = Object.keys(metafile.outputs).filter((it) => metafile.outputs[it].entryPoint?.endsWith("/client/index.js"));
  const first = new Set([entry]);
  for (const output of first) {
    metafile.outputs[output].imports.filter(({kind}) => kind === "import-statement").forEach(({path}) => first.add(path));
  }
  const size = (isFirst) => sum(outputFiles.filter(({path}) => first.has(relative(process.cwd(), path)) === isFirst)
    .map(({text}) => zipped(text)));
  return {first: size(true), later: size(false)};
}

const zipped = (text) => gzipSync(text, {level: 9}).length;
const bare = (text) => text.replaceAll(/\/\*\*[^]*?\*\//g, "").replaceAll(/^\s*\/\/.*\n/gm, "").replaceAll(/^\s+/gm, "");
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

test("the client stays small", (t) => {
  const files = [...loaded("index.js")];
  const served = sum(files.map((name) => zipped(read(name))));
  const code = zipped(files.map((name) => bare(read(name))).join(""));
  t.diagnostic(`${files.length} files, ${served} bytes gzipped as served, ${code} without what is written for people`);

  assert.ok(served < 35_000, `${served} as served`);
  assert.ok(code < 17_500, `${code} without comments`);
  assert.ok(!files.includes("types.js"), "types are for people and their editors");
  assert.ok(!files.includes("react.js"));
  for (const later of ["journal.js", "fold.js", "subscription.js", "threads.js", "unfold.js", "sse.js", "poll.js"]) {
    assert.ok(!files.includes(later), `${later} waits until it is needed`);
  }
});

test("the client stays small when it is bundled, minified and gzipped, too", {skip}, async (t) => {
  const {first, later} = await bundled();
  t.diagnostic(`${first} bytes at first, ${later} when they are needed`);
  assert.ok(first < 10_000, `${first} at first`);
  assert.ok(later < 5_200, `${later} later`);
});

test("nothing but the hooks imports anything that is not in the folder", () => {
  for (const name of readdirSync(client).filter((it) => it.endsWith(".js"))) {
    const foreign = [...read(name).matchAll(/^(?:import|export) .* from "([^.].*)";$/gm)].map(([, from]) => from);
    assert.deepEqual(foreign, name === "react.js" ? ["react"] : [], name);
  }
});

test("what the package exports is there", () => {
  const {exports} = JSON.parse(read("package.json"));
  Object.values(exports).forEach((path) => assert.ok(read(path)));
});

test("nothing shows text as anything else, or runs text", () => {
  for (const name of readdirSync(client).filter((it) => it.endsWith(".js"))) {
    assert.doesNotMatch(read(name), /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function/, name);
  }
});
