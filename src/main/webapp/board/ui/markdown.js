/**
 * A small part of Markdown, read into a tree of plain objects. Nothing here makes markup: {@link Prose} makes elements of
 * the tree, of these kinds alone, so that whatever somebody writes is either one of them or text.
 *
 * @typedef {{kind: "text", text: string} | {kind: "code", text: string} | {kind: "break"}
 *     | {kind: "strong" | "em" | "del", inside: Inline[]} | {kind: "link", href: string, inside: Inline[]}} Inline
 * @typedef {{kind: "paragraph", inside: Inline[]} | {kind: "heading", level: number, inside: Inline[]}
 *     | {kind: "pre", text: string} | {kind: "quote", inside: Block[]} | {kind: "rule"}
 *     | {kind: "list", ordered: boolean, start: number, items: {done?: boolean, inside: Inline[]}[]}} Block
 */

/** How deep quotes and emphasis may lie in each other: more is shown as it was typed. */
const DEEPEST = 6;

const FENCE = /^ {0,3}(```+|~~~+)/, HEADING = /^(#{1,4})\s+(.*?)\s*#*$/, QUOTE = /^ {0,3}>\s?/;
const BULLET = /^ {0,3}[-*+]\s+(.*)$/, NUMBER = /^ {0,3}(\d{1,9})[.)]\s+(.*)$/, BOX = /^\[([ xX])\]\s+(.*)$/;
const RULE = /^ {0,3}([-*_])(\s*\1){2,}\s*$/;

/** @param {string} text as somebody wrote it @param {number} [depth] @returns {Block[]} */
export function blocks(text, depth = 0) {
  const lines = text.split(/\r\n|\r|\n/);
  /** @type {Block[]} */
  const found = [];
  for (let at = 0; at < lines.length; ) {
    const from = at;
    const line = lines[at];
    /** @param {RegExp} pattern @returns {string[]} the lines from here on that fit */
    const run = (pattern) => {
      while (at < lines.length && pattern.test(lines[at])) {
        at++;
      }
      return lines.slice(from, at);
    };
    const fence = FENCE.exec(line);
    const heading = HEADING.exec(line);
    if (!line.trim()) {
      at++;
    } else if (fence) {
      const end = lines.findIndex((it, index) => index > from && it.trimStart().startsWith(fence[1]));
      at = end < 0 ? lines.length : end + 1;
      found.push({kind: "pre", text: lines.slice(from + 1, end < 0 ? undefined : end).join("\n")});
    } else if (heading) {
      at++;
      found.push({kind: "heading", level: heading[1].length, inside: inlines(heading[2])});
    } else if (RULE.test(line)) {
      at++;
      found.push({kind: "rule"});
    } else if (QUOTE.test(line) && depth < DEEPEST) {
      found.push({kind: "quote", inside: blocks(run(QUOTE).map((it) => it.replace(QUOTE, "")).join("\n"), depth + 1)});
    } else if (BULLET.test(line)) {
      found.push({kind: "list", ordered: false, start: 1, items: run(BULLET).map((it) => step(/** @type {any} */ (BULLET.exec(it))[1]))});
    } else if (NUMBER.test(line)) {
      const start = Number(/** @type {any} */ (NUMBER.exec(line))[1]);
      found.push({kind: "list", ordered: true, start, items: run(NUMBER).map((it) => step(/** @type {any} */ (NUMBER.exec(it))[2]))});
    } else {
      at++;
      while (at < lines.length && lines[at].trim() && ![FENCE, HEADING, RULE, BULLET, NUMBER].some((it) => it.test(lines[at]))
          && !(QUOTE.test(lines[at]) && depth < DEEPEST)) {
        at++;
      }
      found.push({kind: "paragraph", inside: inlines(lines.slice(from, at).join("\n"))});
    }
  }
  return found;
}

/** @param {string} text of one line of a list */
function step(text) {
  const box = BOX.exec(text);
  return box ? {done: box[1] !== " ", inside: inlines(box[2])} : {inside: inlines(text)};
}

/** Each where it begins, and with a bound: a text made to keep a reader busy must not. */
const CODE = /(`{1,3})(?!`)([\s\S]{1,2000}?)(?<!`)\1(?!`)/y;
const STRONG = /(\*\*|__)(?=\S)([\s\S]{0,2000}?\S)\1(?!\w)/y;
const EM = /([*_])(?=[^\s*_])([^\n]{0,500}?[^\s*_])\1(?![\w*])/y;
const DEL = /(~~)(?=\S)([\s\S]{0,500}?\S)\1/y;
const LINK = /\[([^\]\n]{1,300})\]\(\s{0,9}([^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\))?)\s{0,9}\)/y;
const ADDRESS = /https?:\/\/[^\s<>"'`]{1,2000}/iy;
const BEGINS = /`+|[*_~[\\\n]|https?:\/\//gi;

/** @param {RegExp} pattern @param {string} text @param {number} at @returns {RegExpExecArray | null} */
function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** @param {string} text @param {number} [depth] @param {boolean} [linked] whether it stands in a link @returns {Inline[]} */
export function inlines(text, depth = 0, linked = false) {
  /** @type {Inline[]} */
  const found = [];
  let plain = 0;
  /** @param {number} to @param {number} next @param {Inline} [it] */
  const add = (to, next, it) => {
    if (to > plain) {
      found.push({kind: "text", text: text.slice(plain, to)});
    }
    it && found.push(it);
    plain = next;
  };
  for (let at = 0, start; depth < DEEPEST && (start = match(BEGINS, text, at)); ) {
    const it = inlineAt(text, start.index, depth, linked);
    if (it) {
      add(start.index, it.to, it.is);
    }
    at = it?.to ?? start.index + start[0].length;
  }
  add(text.length, text.length);
  return found;
}

/**
 * @param {string} text @param {number} at @param {number} depth @param {boolean} linked
 * @returns {{is: Inline, to: number} | undefined} what begins there, and where it ends
 */
function inlineAt(text, at, depth, linked) {
  const sign = text[at];
  if (sign === "\n") {
    return {is: {kind: "break"}, to: at + 1};
  }
  if (sign === "\\") {
    return /[\\`*_~[\]()#>+.!-]/.test(text[at + 1] ?? "") ? {is: {kind: "text", text: text[at + 1]}, to: at + 2} : undefined;
  }
  if (sign === "`") {
    const code = match(CODE, text, at);
    return code ? {is: {kind: "code", text: code[2]}, to: at + code[0].length} : undefined;
  }
  if (sign === "[" || sign === "h" || sign === "H") {
    return linked ? undefined : sign === "[" ? linkAt(text, at, depth) : addressAt(text, at);
  }
  // In the middle of a word an underscore is a letter.
  if (sign === "_" && /\w/.test(text[at - 1] ?? "")) {
    return undefined;
  }
  for (const [pattern, kind] of /** @type {[RegExp, "strong" | "em" | "del"][]} */ ([[STRONG, "strong"], [DEL, "del"], [EM, "em"]])) {
    const found = match(pattern, text, at);
    if (found) {
      return {is: {kind, inside: inlines(found[2], depth + 1, linked)}, to: at + found[0].length};
    }
  }
  return undefined;
}

/** @param {string} text @param {number} at @param {number} depth */
function linkAt(text, at, depth) {
  const link = match(LINK, text, at);
  const href = link && safe(link[2]);
  return href
    ? {is: /** @type {Inline} */ ({kind: "link", href, inside: inlines(link[1], depth + 1, true)}), to: at + link[0].length}
    : undefined;
}

/** @param {string} text @param {number} at */
function addressAt(text, at) {
  const found = match(ADDRESS, text, at)?.[0] ?? "";
  // What ends a sentence is no part of the address, nor a bracket that was opened before it.
  const shown = found.replace(/[.,;:!?]+$/, "").replace(/^([^(]*)\)+$/, "$1");
  const href = safe(shown);
  return href ? {is: /** @type {Inline} */ ({kind: "link", href, inside: [{kind: "text", text: shown}]}), to: at + shown.length} : undefined;
}

/** @param {string} address @returns {string | undefined} nothing, unless it is one of the web's */
export function safe(address) {
  try {
    const url = new URL(address);
    return /^https?:\/\//i.test(address) && (url.protocol === "https:" || url.protocol === "http:") ? url.href : undefined;
  } catch {
    return undefined;
  }
}
