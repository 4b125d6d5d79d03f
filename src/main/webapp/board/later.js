import {useEffect, useState} from "preact/hooks";
import {html} from "./ui/html.js";

/** A page that few ever open, loaded when somebody does. @param {{load: () => Promise<any>}} props gives the component */
export function Later({load}) {
  const [page, setPage] = useState({Page: undefined, fault: false});
  useEffect(() => {
    load().then((Page) => setPage({Page, fault: false}), () => setPage({Page: undefined, fault: true}));
  }, []);
  const {Page, fault} = page;
  return Page ? html`<${Page} />` : html`<div class="empty"><p class="faint">${fault ? "This page cannot be loaded now. Try again." : "Loading…"}</p></div>`;
}
