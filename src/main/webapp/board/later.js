import {useEffect, useState} from "preact/hooks";
import {html} from "./ui/html.js";

/**
 * What few ever open, loaded when somebody does.
 *
 * @param {{load: () => Promise<any>, [given: string]: any}} props `load` gives the component, to which the others go
 */
export function Later({load, ...given}) {
  const [page, setPage] = useState({Page: undefined, fault: false});
  useEffect(() => {
    load().then((Page) => setPage({Page, fault: false}), () => setPage({Page: undefined, fault: true}));
  }, []);
  const {Page, fault} = page;
  return Page ? html`<${Page} ...${given} />` : html`<div class="empty"><p class="faint">${fault ? "This cannot be loaded now. Try again." : "Loading…"}</p></div>`;
}

const doctor = () => import("./doctor/doctor.js").then(({Doctor}) => Doctor);

/** For whoever is signed in, and whoever is not. @param {{session: import("../client/session.js").Session}} props */
export const DoctorLater = ({session}) => html`<${Later} load=${doctor} session=${session} base=${new URL(".", document.baseURI).href} />`;
