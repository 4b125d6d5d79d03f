import {counted} from "../words.js";

/** The forms in which the server takes files. */
export const KINDS = {
  json: {type: "application/json", text: "JSON, of Tutti or of Trello"},
  csv: {type: "text/csv", text: "A table (CSV)"},
};

/**
 * @param {string} text of a file
 * @returns {{kind: keyof typeof KINDS, said: string}} what it looks like; what it is, the server finds out
 */
export function recognised(text) {
  if (!/^\s*[{[]/.test(text)) {
    return {kind: "csv", said: "A table."};
  }
  try {
    const {tutti, tasks, cards} = JSON.parse(text);
    if (Array.isArray(tasks)) {
      return {kind: "json", said: `${tutti ? "An export of Tutti" : "JSON"}, with ${counted(tasks.length, "task")}.`};
    }
    return {kind: "json", said: Array.isArray(cards)
      ? `A board of Trello, with ${counted(cards.filter(({closed}) => !closed).length, "card")}.`
      : "JSON, but with neither tasks nor Trello’s cards."};
  } catch {
    return {kind: "json", said: "JSON, but not readable to its end."};
  }
}

/** @param {{tasks: number, unassigned: number, archived: number, ignored: string[]}} imported @returns {string[]} the same as sentences */
export function outcome({tasks, unassigned, archived, ignored}) {
  const said = [
    `${counted(tasks, "task")} ${tasks === 1 ? "is" : "are"} on the board now.`,
    unassigned && `${unassigned} of them ${unassigned === 1 ? "was" : "were"} given to people who are not here, and ${unassigned === 1 ? "is" : "are"} nobody’s.`,
    archived && `${counted(archived, "archived one")} stayed where ${archived === 1 ? "it was" : "they were"}.`,
    ignored.length && `Not taken along, as there is no place for it: ${ignored.join(", ")}.`,
  ];
  return said.flatMap((it) => it || []);
}
