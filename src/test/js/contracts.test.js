import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {test} from "node:test";
import {pathToFileURL} from "node:url";

const place = process.env.TUTTI_NODE_MODULES;
const skip = place ? false : "TUTTI_NODE_MODULES does not say where the specifications are";
const find = (name) => createRequire(join(place, "x.js")).resolve(name);
const contract = (name) =>
  JSON.parse(readFileSync(new URL(`../../main/resources/dev/tutti/docs/${name}`, import.meta.url), "utf8"));

test("openapi.json is what the specification calls OpenAPI 3.1", {skip}, async () => {
  const {Validator} = await import(pathToFileURL(join(place, "node_modules/@seriousme/openapi-schema-validator/index.js")).href);
  const {valid, errors} = await new Validator().validate(contract("openapi.json"));

  assert.ok(valid, JSON.stringify(errors));
});

test("asyncapi.json is what the specification calls AsyncAPI 3.0", {skip}, async () => {
  const {default: Ajv} = await import(pathToFileURL(find("ajv")).href);
  const schema = JSON.parse(readFileSync(join(place, "node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json"), "utf8"));
  const validate = new Ajv({strict: false, validateFormats: false}).compile(schema);

  assert.ok(validate(contract("asyncapi.json")), JSON.stringify(validate.errors));
});
