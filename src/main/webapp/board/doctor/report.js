import {WHO} from "./advice.js";

export const WORDS = {well: "Well", doubtful: "Doubtful", broken: "Broken", untested: "Not tested"};
/** @param {string} saw @returns {string} as a sentence */
export const ended = (saw) => (/[.!?]$/.test(saw) ? saw : saw + ".");

const WAYS = {socket: "WebSocket", stream: "Server-Sent Events", poll: "long polling"};

/** @param {import("./examination.js").Finding[]} findings @returns {string} all of it in a sentence or two */
export function summary(findings) {
  const wrong = findings.filter(({verdict}) => verdict === "broken" || verdict === "doubtful").length;
  if (!wrong) {
    return "All that was tested is well.";
  }
  const how = (id) => findings.find((it) => it.id === id)?.verdict;
  const way = Object.keys(WAYS).find((id) => how(id) === "well");
  return `${wrong === 1 ? "One thing is not as it" : wrong + " things are not as they"} should be.`
    + (how("socket") === "broken" && way ? ` Changes still reach you, by ${WAYS[way]}.` : "");
}

/**
 * @param {import("./examination.js").Finding[]} findings
 * @param {{base: string, agent: string, at: Date, isSignedIn: boolean}} about
 * @returns {string} for a letter to somebody; nothing that opens anything is in it
 */
export function report(findings, {base, agent, at, isSignedIn}) {
  const parts = findings.map(({name, did, saw, verdict, changes = []}) => [
    `${WORDS[verdict].toUpperCase()}: ${name}`,
    `  ${verdict === "untested" ? "" : did + ". "}${ended(saw)}`,
    ...changes.map(({who, what, lines}) => `  ${WHO[who]}: ${what}${lines ? "\n" + lines.replaceAll(/^/gm, "      ") : ""}`),
  ].join("\n"));
  return [
    `Tutti's doctor at ${new URL(base).origin}${new URL(base).pathname}, ${at.toISOString()}`,
    `${agent}, ${isSignedIn ? "signed in" : "not signed in"}`, summary(findings), "", ...parts, "",
  ].join("\n");
}
