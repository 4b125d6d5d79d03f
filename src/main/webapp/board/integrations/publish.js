import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {copy} from "../ui/once.js";

/**
 * @param {string} base the application's address
 * @param {string} id of a workspace
 * @returns {string} a line for a shell; the key stands in none of its programs' arguments, which others on the machine may see
 */
export const line = (base, id) => `printf 'Authorization: Bearer %s' "$TUTTI_KEY" | \\
  curl -fsS -H @- -H 'Content-Type: application/json' \\
  -d '{"name": "build.failed", "payload": {"number": 7}}' \\
  '${base}api/workspaces/${id}/events'`;

/** How another system says something. @param {{id: string}} props */
export function Publish({id}) {
  const text = line(new URL(".", document.baseURI).href, id);
  return html`
    <section class="part" aria-labelledby="publish-title">
      <h2 id="publish-title">Publish an event</h2>
      <p class="hint">With a key that may publish events in the variable <code>TUTTI_KEY</code>, this is heard by everybody here as <code>custom:build.failed</code>, at once.</p>
      <div class="code"><pre tabindex="0" aria-label="A line for the shell">${text}</pre>
        <button class="icon-button" aria-label="Copy the line" title="Copy" onClick=${() => copy(text, "The line is copied.")}><${Icon} name="copy" /></button></div>
    </section>`;
}
