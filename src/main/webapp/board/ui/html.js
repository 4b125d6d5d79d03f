import htm from "htm";
import {h} from "preact";

/** Markup as a template: what stands in it is text or a component, never markup of somebody's. */
export const html = htm.bind(h);
