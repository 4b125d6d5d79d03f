import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {fileURLToPath} from "node:url";

const place = process.env.TUTTI_NODE_MODULES;
const skip = place ? false : "TUTTI_NODE_MODULES does not say where TypeScript is";

test("what the comments say of types is true, as strictly as TypeScript looks", {skip}, () => {
  const folder = mkdtempSync(join(tmpdir(), "tutti-types-"));
  try {
    const modules = join(place, "node_modules");
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({
      compilerOptions: {
        allowJs: true, checkJs: true, strict: true, noEmit: true, target: "es2022", module: "nodenext",
        lib: ["es2022", "dom", "dom.iterable"], types: [], skipLibCheck: true,
        paths: {react: [join(modules, "@types/react/index.d.ts")]},
      },
      include: [fileURLToPath(new URL("../../main/webapp/client/*.js", import.meta.url))],
    }));
    const {stdout, stderr, status, error} = spawnSync(process.execPath, [join(modules, "typescript/bin/tsc"), "-p", folder], {encoding: "utf8"});
    assert.equal(error, undefined);
    assert.equal(stdout + stderr, "");
    assert.equal(status, 0);
  } finally {
    rmSync(folder, {recursive: true});
  }
});
