import assert from "node:assert/strict";
import {test} from "node:test";
import {board} from "./stage/board.js";

const {blocks, inlines, safe} = await board("ui/markdown.js");
const {mentionsOf} = await board("ui/prose.js");
const {mentioned} = await board("ui/composer.js");
const {parts} = await board("search/search.js");
const {address, parse} = await board("router.js");
const {deed, sentence, target} = await board("inbox/sentences.js");
const {apart, listed, sorry} = await board("words.js");
const {due, since} = await board("ui/time.js");
const {initials} = await board("ui/avatar.js");
const {standing} = await board("ui/connection.js");

/** @returns every link and every text of a tree */
const harvest = (tree = []) => tree.flatMap((it) => [
  ...(it.href ? [{href: it.href}] : []), ...(it.text === undefined ? [] : [it.text]),
  ...harvest(it.inside), ...(it.items ?? []).flatMap(({inside}) => harvest(inside)),
]);

const PAYLOADS = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)", "[x](vbscript:x)", "[x](java\tscript:alert(1))", "[x](&#106;avascript:alert(1))",
  "![x](https://evil.example/pixel.png)", "[x](//evil.example)", "[x](/api/auth/me)", "[a](https://a.b \"onclick=alert(1)\")",
  "javascript:alert(1)", "\"><svg onload=alert(1)>", "[![x](javascript:1)](javascript:2)", "<https://a.b>", "`<b>`", "```\n<script>\n```",
];

test("D18: whatever somebody writes becomes text, or a link to the web", () => {
  for (const payload of PAYLOADS) {
    for (const text of [payload, `- ${payload}`, `> ${payload}`, `# ${payload}`, `**${payload}**`, `a ${payload} b`]) {
      for (const it of harvest(blocks(text))) {
        assert.ok(typeof it === "string" || /^https?:\/\//.test(it.href), `${text} → ${JSON.stringify(it)}`);
      }
    }
  }
  assert.equal(safe("javascript:alert(1)"), undefined);
  assert.equal(safe(" https://a.b"), undefined);
  assert.equal(safe("https://a.b/?q=\"><script>"), "https://a.b/?q=%22%3E%3Cscript%3E");
});

test("Markdown is read as people mean it", () => {
  const one = (text) => blocks(text)[0];
  assert.deepEqual(inlines("a **b _c_** `d*`"), [
    {kind: "text", text: "a "}, {kind: "strong", inside: [{kind: "text", text: "b "}, {kind: "em", inside: [{kind: "text", text: "c"}]}]},
    {kind: "text", text: " "}, {kind: "code", text: "d*"},
  ]);
  assert.deepEqual(inlines("see https://a.b/c(d). And (https://a.b/)."), [
    {kind: "text", text: "see "}, {kind: "link", href: "https://a.b/c(d)", inside: [{kind: "text", text: "https://a.b/c(d)"}]}, {kind: "text", text: ". And ("},
    {kind: "link", href: "https://a.b/", inside: [{kind: "text", text: "https://a.b/"}]}, {kind: "text", text: ")."},
  ]);
  assert.deepEqual(inlines("snake_case_name 2 * 3 * 4"), [{kind: "text", text: "snake_case_name 2 * 3 * 4"}]);
  assert.deepEqual(inlines("\\*no\\*").map(({text}) => text).join(""), "*no*");
  assert.equal(one("## Head ##").level, 2);
  assert.deepEqual(one("- [x] a\n- [ ] b").items.map(({done}) => done), [true, false]);
  assert.equal(one("3. a\n4. b").start, 3);
  assert.equal(one("```js\n# no\n```").text, "# no");
  assert.equal(one("```\nopen").text, "open");
  assert.equal(one("> a\n> b").kind, "quote");
  assert.deepEqual(blocks("a\nb\n\nc").map(({kind}) => kind), ["paragraph", "paragraph"]);
  assert.deepEqual(blocks(""), []);
});

test("a text that is made to keep a reader busy does not", () => {
  const begun = performance.now();
  for (const text of ["*", "_", "`", "[", "**a", "[a](", "> ", "- ", "~~", "`a``", "_a", "https://", "[x](h(", "\\"].map((it) => it.repeat(10_000 / it.length))) {
    blocks(text);
  }
  assert.ok(performance.now() - begun < 4000, `${performance.now() - begun} ms`);
});

test("names are found behind an at-sign, the longest first, and no pattern of theirs counts", () => {
  const names = mentionsOf(["Ada", "Ada Lovelace", "B.*b"]);
  assert.deepEqual("hi @ada lovelace, @Ada!".split(names).filter((_, at) => at % 2), ["@ada lovelace", "@Ada"]);
  assert.equal("@Bxxb".split(names).length, 1);
  assert.equal("@Adam".split(names).length, 1);
  assert.equal(mentionsOf([]), undefined);
  assert.equal(mentioned("hello @Ad", 9), "Ad");
  assert.equal(mentioned("a@b.example", 11), undefined);
});

test("what was found is marked by numbers, whatever they are", () => {
  assert.deepEqual(parts({text: "the notes", marks: [[4, 9]]}), [{text: "the ", isFound: false}, {text: "notes", isFound: true}]);
  assert.deepEqual(parts({text: "ab", marks: [[1, 99], [-1, 1], [1, 0]]}), [{text: "ab", isFound: false}]);
});

test("an address says what is shown, and says it again", () => {
  const routes = [
    {page: "home"}, {page: "board", workspace: "w 1"}, {page: "board", workspace: "w", task: "t"}, {page: "chat", workspace: "w"},
    {page: "chat", workspace: "w", room: "a/b ?#ü"}, {page: "people", workspace: "w"}, {page: "integrations", workspace: "w"}, {page: "agenda"}, {page: "sessions"}, {page: "inspector"}, {page: "doctor"}, {page: "agenda", filter: "f"},
    {page: "search", q: "a & b=c"}, {page: "invite", code: "x-Y_9"},
    {page: "board", workspace: "w", task: "t", said: "c"}, {page: "chat", workspace: "w", said: "m"},
  ];
  routes.forEach((route) => assert.deepEqual(parse(address(route)), route));
  assert.deepEqual(parse("#invite=abc"), {page: "invite", code: "abc"});
  assert.deepEqual(parse(""), {page: "home"});
  assert.deepEqual(parse("#/w/%E0%A4%A"), {page: "board", workspace: "%E0%A4%A"});
  assert.deepEqual(parse("#/nowhere/at/all"), {page: "home"});
});

test("notifications and activity are sentences, and lead somewhere", () => {
  assert.equal(sentence({kind: "assigned", actor: {name: "Bob"}, title: "T"}), "Bob gave you “T”");
  assert.equal(
    sentence({kind: "assigned", actor: {id: "01a1fd2e-ceb3-8513-8ef1-c2ea1bebc2fd", name: "CI"}, title: "T"}), "CI (integration) gave you “T”");
  assert.equal(
    sentence({kind: "assigned", actor: {id: "01a1fd2e-ceb3-7513-8ef1-c2ea1bebc2fd", name: "Bob"}, title: "T"}), "Bob gave you “T”");
  assert.equal(sentence({kind: "due_soon", actor: null, title: "T"}), "“T” is due soon");
  assert.match(sentence({kind: "webhook_paused", actor: null, workspaceName: "W"}), /A webhook of W failed too often and is paused/);
  assert.match(sentence({kind: "something_new", actor: null, workspaceName: "W"}), /Somebody did something in W/);
  assert.deepEqual(target({workspaceId: "w", taskId: "t"}), {page: "board", workspace: "w", task: "t"});
  assert.deepEqual(target({workspaceId: "w", messageId: "m", room: "r"}), {page: "chat", workspace: "w", room: "r", said: "m"});
  assert.deepEqual(target({kind: "webhook_paused", workspaceId: "w"}), {page: "integrations", workspace: "w"});
  assert.equal(deed({type: "task:moved", payload: {status: "doing"}}, () => ""), "moved it to Doing");
  assert.equal(deed({type: "task:updated", payload: {changes: {assigneeId: "b"}}}, () => "Bob"), "gave it to Bob");
  assert.equal(deed({type: "task:updated", payload: {changes: {labels: [], unheard: 1}}}, () => ""), "changed the labels, changed it");
});

test("D17: what somebody wrote from right to left, or would turn around, turns nothing of the sentence around it", () => {
  const turned = "\u202eevil\u2069", name = "\u2068evil\u2069";
  assert.equal(apart("Ada"), "Ada");
  assert.equal(apart("עדה"), "\u2068עדה\u2069");
  assert.equal(listed([turned, "Bob"]), `${name} and Bob`);
  assert.equal(sentence({kind: "assigned", actor: {name: turned}, title: turned}), `${name} gave you “${name}”`);
  assert.equal(deed({type: "task:updated", payload: {changes: {title: turned}}}, () => ""), `renamed it to “${name}”`);
});

test("failures and states are told in words that people understand", () => {
  assert.equal(sorry({code: "bad_request", errors: [{field: "title", message: "must be given"}]}), "Title must be given.");
  assert.equal(sorry({code: "unavailable"}), "The server cannot be reached just now.");
  assert.equal(sorry(undefined), "Something went wrong on the server.");
  assert.equal(standing({state: "waiting"}, 0).text, "Reconnecting… Your changes are kept.");
  assert.equal(standing({state: "waiting"}, 2).text, "Reconnecting… 2 changes are kept, and sent when you are back.");
  assert.equal(standing({state: "open"}, 0), undefined);
  assert.equal(standing({state: "open"}, 2).text, "Saving 2 changes…");
  assert.equal(standing({state: "open"}, 1, false).text, "You are offline. 1 change is kept, and sent when you are back.");
  assert.equal(standing({state: "waiting"}, 1, false, false).text, "You are offline. Changes made offline are lost when this tab closes.");
  assert.equal(standing({state: "open"}, 0, true, false), undefined);
  assert.equal(due("2027-01-10", new Date(2027, 0, 10, 23).getTime()).text, "Today");
  assert.equal(due("2027-01-09", new Date(2027, 0, 10, 1).getTime()).when, "overdue");
  assert.equal(since(1000, 2000), "just now");
  assert.equal(since("never"), "");
  assert.deepEqual(["Ada Lovelace", "bob", "  ", "李 小龙"].map(initials), ["AL", "B", "?", "李小"]);
});
