import {html} from "./html.js";

/** The name, with its picture: voices that sound together. */
export const Logo = () => html`
  <span class="logo"><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" /><path d="M8 13v6M13.3 8v16M18.7 11v10M24 14v4" /></svg>Tutti</span>`;
