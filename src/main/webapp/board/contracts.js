// What the running server says of itself, for people: made of the documents that programs read.

/** @returns {HTMLElement} with these children; what is no element is shown as it is */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children.flat());
  return element;
}

const code = (text) => make("code", {}, text);
const anchor = (name) => "schema-" + name;
const link = (name) => make("a", {href: "#" + anchor(name)}, name);

/** Between each two of them a word. */
const joined = (parts, word) => parts.flatMap((part, i) => (i ? [word, part] : [part])).flat();

const table = (heads, rows) =>
  make("div", {class: "wide", tabindex: "0"},
    make("table", {},
      make("thead", {}, make("tr", {}, heads.map((head) => make("th", {scope: "col"}, head)))),
      make("tbody", {}, rows.map((cells) => make("tr", {}, cells.map((cell) => make("td", {}, ...[cell].flat())))))));

/** @returns {(string | HTMLElement)[]} what a value of the schema looks like, in few words */
function shape(schema) {
  if (!schema) {
    return [];
  }
  if (schema.$ref) {
    return [link(schema.$ref.split("/").pop())];
  }
  if (schema.anyOf) {
    return joined(schema.anyOf.map(shape), " or ");
  }
  if (schema.const !== undefined || schema.enum) {
    return joined((schema.enum ?? [schema.const]).map((value) => [code(JSON.stringify(value))]), " or ");
  }
  if (schema.items) {
    return ["list of ", ...shape(schema.items)];
  }
  if (schema.properties) {
    const members = Object.entries(schema.properties)
      .map(([name, member]) => [code(name + (schema.required?.includes(name) ? "" : "?")), ": ", ...shape(member)]);
    return ["{", ...joined(members, ", "), "}"];
  }
  return [[schema.type ?? "anything"].flat().join(" or ") + (schema.format ? ` (${schema.format})` : "")];
}

const resolve = (whole, node) =>
  node?.$ref ? resolve(whole, node.$ref.slice(2).split("/").reduce((at, step) => at[step], whole)) : node;

function calls(openapi) {
  const all = Object.entries(openapi.paths).flatMap(([path, item]) =>
    Object.entries(item).filter(([method]) => method !== "parameters").map(([method, operation]) => ({method, path, operation})));
  return openapi.tags.map(({name}) => [
    make("h3", {}, name),
    table(["Call", "What it does", "Takes", "Answers"], all.filter(({operation}) => operation.tags.includes(name))
      .map(({method, path, operation}) => {
        const named = (operation.parameters ?? []).map((it) => resolve(openapi, it).name);
        const [[status, answer]] = Object.entries(operation.responses);
        return [
          code(`${method.toUpperCase()} ${path.slice(1)}`),
          [operation.summary, ". ", operation.description ?? ""],
          [...shape(operation.requestBody?.content["application/json"].schema), named.length ? make("p", {}, named.join(", ")) : ""],
          [status + " ", ...shape(Object.values(answer.content ?? {})[0]?.schema)],
        ];
      })),
  ]).flat();
}

/** What stands beside the envelope, which is the same for all. */
const own = (message) => message.payload?.allOf?.[1].properties ?? message.payload?.properties ?? {};
const typeOf = (message) => own(message).type?.const ?? message.name;

function frames(asyncapi) {
  return table(["Type", "When", "Payload"], asyncapi.operations.hear.messages.map((it) => resolve(asyncapi, it))
    .map((message) => [code(typeOf(message)), message.summary, shape(own(message).payload ?? own(message).error)]));
}

function commands(asyncapi) {
  return table(["Type", "What it does", "Payload", "Reply"], Object.values(asyncapi.operations).filter((it) => it.reply)
    .map((operation) => {
      const message = resolve(asyncapi, operation.messages[0]);
      const reply = resolve(asyncapi, operation.reply.messages[0]);
      return [code(typeOf(message)), message.summary, shape(own(message).payload), shape(own(reply).data)];
    }));
}

function schemas(...documents) {
  return Object.entries(Object.assign({}, ...documents.map((it) => it.components.schemas))).sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, schema]) => [
      make("h3", {id: anchor(name)}, name),
      make("p", {}, schema.description ?? ""),
      schema.properties
        ? table(["Member", "What", ""], Object.entries(schema.properties).map(([member, it]) =>
          [code(member + (schema.required?.includes(member) ? "" : "?")), shape(it), it.description ?? ""]))
        : make("p", {}, ...shape(schema)),
    ]);
}

const words = (constant) => constant.replaceAll("_", " ");

const read = async (name) => (await fetch(`api/contracts/${name}.json`)).json();

const place = /** @type {HTMLElement} */ (document.getElementById("contracts"));
try {
  const [openapi, asyncapi, codes] = await Promise.all(["openapi", "asyncapi", "codes"].map(read));
  place.replaceChildren(
    make("h2", {id: "calls"}, "Calls"), make("p", {}, "Under ", code("api/"), "."), ...calls(openapi),
    make("h2", {id: "heard"}, "Frames that the server says"), frames(asyncapi),
    make("h2", {id: "commands"}, "Commands that it takes"), commands(asyncapi),
    make("h2", {id: "errors"}, "Error codes"),
    table(["Code", "Status", "What it says", "Again?"],
      codes.errors.map((it) => [code(it.code), String(it.status), it.title, words(it.retry)])),
    make("h2", {id: "closes"}, "Close codes"),
    table(["Code", "Name", "The client"], codes.closes.map((it) => [code(String(it.code)), words(it.name), words(it.next)])),
    make("h2", {id: "schemas"}, "Schemas"), ...schemas(asyncapi, openapi));
} catch {
  place.replaceChildren(make("p", {}, "The documents could not be had. Try again in a moment."));
}
