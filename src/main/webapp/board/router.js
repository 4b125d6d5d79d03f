/**
 * @typedef {object} Route what the address says is to be shown
 * @property {"home" | "board" | "chat" | "people" | "integrations" | "agenda" | "search" | "sessions" | "inspector" | "doctor" | "invite"} page
 * @property {string} [workspace] its id
 * @property {string} [task] the id of the one whose details are open
 * @property {string} [room] of the chat; none for the main conversation
 * @property {string} [said] the id of the message or comment that is meant
 * @property {string} [filter] the id of a kept one; none for one's own open tasks
 * @property {string} [q] what is looked for
 * @property {string} [code] of an invitation
 */

/** @type {Route} */
const HOME = {page: "home"};

/** @param {string} text @returns {string} as it was meant, or as it stands where it is broken */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {string} hash of an address, which no server ever sees
 * @returns {Route} the start, for whatever makes no sense
 */
export function parse(hash) {
  const invitation = /^#\/?invite[=/]([^/?#]+)$/.exec(hash);
  if (invitation) {
    return {page: "invite", code: decoded(invitation[1])};
  }
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [first, id, next, rest] = path.split("/").map(decoded);
  if (first === "w" && id) {
    const meant = new URLSearchParams(query).get("said");
    const said = meant ? {said: meant} : {};
    if (next === "t" && rest) {
      return {page: "board", workspace: id, task: rest, ...said};
    }
    if (next === "chat") {
      return {page: "chat", workspace: id, ...(rest && {room: rest}), ...said};
    }
    return {page: next === "people" || next === "integrations" ? next : "board", workspace: id};
  }
  if (first === "tasks") {
    return {page: "agenda"};
  }
  if (first === "sessions" || first === "inspector" || first === "doctor") {
    return {page: first};
  }
  if (first === "filter" && id) {
    return {page: "agenda", filter: id};
  }
  return first === "search" ? {page: "search", q: new URLSearchParams(query).get("q") ?? ""} : HOME;
}

/** @param {Route} route @returns {string} the hash by which {@link parse} finds it again */
export function address({page, workspace = "", task, room, said, filter, q = "", code = ""}) {
  const within = "#/w/" + encodeURIComponent(workspace);
  const meant = said ? "?" + new URLSearchParams({said}) : "";
  switch (page) {
    case "board":
      return task ? `${within}/t/${encodeURIComponent(task)}${meant}` : within;
    case "chat":
      return within + "/chat" + (room ? "/" + encodeURIComponent(room) : "") + meant;
    case "people":
    case "integrations":
      return within + "/" + page;
    case "agenda":
      return filter ? "#/filter/" + encodeURIComponent(filter) : "#/tasks";
    case "sessions":
    case "inspector":
    case "doctor":
      return "#/" + page;
    case "search":
      return "#/search?" + new URLSearchParams({q});
    case "invite":
      return "#/invite/" + encodeURIComponent(code);
    default:
      return "#/";
  }
}

/** Goes there. @param {Route} route @param {{replace?: boolean}} [how] without a step back, where that makes no sense */
export function go(route, {replace = false} = {}) {
  replace ? location.replace(address(route)) : location.assign(address(route));
}
