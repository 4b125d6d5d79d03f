import {html} from "../ui/html.js";
import {Icon} from "../ui/icons.js";
import {Menu} from "../ui/menu.js";
import {exactly, since, timeOf} from "../ui/time.js";
import {apart, counted} from "../words.js";

/** @param {string} position @returns {string} the number in it, which is the part for people */
export const numberOf = (position) => position.split(":")[1];

/** @param {any} webhook @returns {{look: string, text: string}} how it is with it */
export function standing({pausedAt, failures, fault, nextTryAt, deliveredAt}) {
  const why = fault ? `, the last time because ${fault}` : "";
  if (pausedAt && !failures) {
    return {look: "paused", text: `Paused ${since(pausedAt)}, by hand: nothing is posted until it goes on, and then all of it.`};
  }
  if (pausedAt) {
    return {look: "paused", text: `Paused ${since(pausedAt)}: it failed ${counted(failures, "time")}${why}.`};
  }
  if (failures) {
    return {look: "failing", text: `It failed ${counted(failures, "time")}${why}.${nextTryAt ? ` Next try at ${timeOf(nextTryAt)}.` : ""}`};
  }
  return {look: "good", text: deliveredAt ? `All is well; the last message was taken ${since(deliveredAt)}.` : "It waits for the first thing to tell."};
}

/** @param {{it: any, nameOf: (id: string) => string, pause: () => void, resume: () => void, replay: () => void, newSecret: () => void, remove: () => void}} props */
export function Webhook({it, nameOf, pause, resume, replay, newSecret, remove}) {
  const {look, text} = standing(it);
  const items = () => [
    {text: "Post again from…", icon: "reply", run: replay},
    {text: "New secret", icon: "pencil", run: newSecret},
    ...(it.pausedAt ? [] : [{text: "Pause", icon: "clock", run: pause}]),
    "line",
    {text: "Delete", icon: "trash", danger: true, run: remove},
  ];
  return html`
    <li class="person webhook"><${Icon} name=${look === "good" ? "send" : "warn"} />
      <div class="grow">
        <div class="person-name">${it.url}</div>
        <div class="labels">${it.types.length ? it.types.map((type) => html`<span key=${type} class="label">${type}</span>`) : html`<span class="label">All events</span>`}</div>
        <p class=${"standing " + look}>${text}</p>
        <div class="faint"><span title=${it.position}>All up to number ${numberOf(it.position)} is told.</span>
          ${" "}Made <time title=${exactly(it.createdAt)}>${since(it.createdAt)}</time> by ${apart(nameOf(it.createdBy))}.</div>
      </div>
      ${it.pausedAt && html`<button class="button small" aria-label=${`Go on with ${it.url}`} onClick=${resume}>Go on</button>`}
      <${Menu} label=${`More about ${it.url}`} items=${items} />
    </li>`;
}
