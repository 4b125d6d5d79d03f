import {memo} from "react";
import {html} from "./html.js";
import {blocks} from "./markdown.js";

/** @param {import("./markdown.js").Inline[]} inside @param {RegExp | undefined} names */
const inline = (inside, names) => inside.map((it) => {
  switch (it.kind) {
    case "text":
      return names ? called(it.text, names) : it.text;
    case "code":
      return html`<code>${it.text}</code>`;
    case "break":
      return html`<br />`;
    case "link":
      return html`<a href=${it.href} target="_blank" rel="noopener noreferrer nofollow">${inline(it.inside, undefined)}</a>`;
    case "strong":
      return html`<strong>${inline(it.inside, names)}</strong>`;
    case "em":
      return html`<em>${inline(it.inside, names)}</em>`;
    default:
      return html`<del>${inline(it.inside, names)}</del>`;
  }
});

/** Marks whom a text names. @param {string} text @param {RegExp} names */
const called = (text, names) =>
  text.split(names).map((part, index) => (index % 2 ? html`<span class="mention">${part}</span>` : part));

/** @param {import("./markdown.js").Block} it @param {RegExp | undefined} names */
function block(it, names) {
  switch (it.kind) {
    case "heading":
      // Below the page's own headings, whatever somebody's text begins with.
      return html`<div class=${"prose-h prose-h" + it.level} role="heading" aria-level=${it.level + 3}>${inline(it.inside, names)}</div>`;
    case "pre":
      return html`<pre tabindex="0"><code>${it.text}</code></pre>`;
    case "quote":
      return html`<blockquote>${it.inside.map((inner) => block(inner, names))}</blockquote>`;
    case "rule":
      return html`<hr />`;
    case "list": {
      const items = it.items.map(({done, inside}) => html`
        <li class=${done === undefined ? "" : "box"}>
          ${done !== undefined && html`<span class="box-mark" role="img" aria-label=${done ? "done" : "open"}>${done ? "☑" : "☐"}</span>`}
          ${inline(inside, names)}
        </li>`);
      return it.ordered ? html`<ol start=${it.start}>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    default:
      return html`<p>${inline(it.inside, names)}</p>`;
  }
}

/** @param {Iterable<string>} people @returns {RegExp | undefined} what finds them behind an at-sign, the longest name first */
export function mentionsOf(people) {
  const names = [...people].filter(Boolean).sort((one, other) => other.length - one.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
  return names.length ? new RegExp(`(@(?:${names.join("|")}))(?![\\p{L}\\p{N}])`, "iu") : undefined;
}

/**
 * What somebody wrote, with the little Markdown that we know. Elements are made one by one; their texts stay texts.
 *
 * @typedef {{text: string, names?: RegExp}} ProseProps `names` as {@link mentionsOf} makes them
 */
export const Prose = memo(/** @param {ProseProps} props */ ({text, names}) => html`<div class="prose">${blocks(text).map((it) => block(it, names))}</div>`);
