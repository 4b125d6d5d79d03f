/** Times and days as people say them. */

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

const ago = new Intl.RelativeTimeFormat(undefined, {numeric: "auto", style: "short"});
const day = new Intl.DateTimeFormat(undefined, {day: "numeric", month: "short"});
const dayAndYear = new Intl.DateTimeFormat(undefined, {day: "numeric", month: "short", year: "numeric"});
const clock = new Intl.DateTimeFormat(undefined, {hour: "numeric", minute: "2-digit"});
const whole = new Intl.DateTimeFormat(undefined, {dateStyle: "full", timeStyle: "short"});

/** @param {string | number} at @param {number} [now] */
export function since(at, now = Date.now()) {
  const passed = now - new Date(at).getTime();
  if (Number.isNaN(passed)) {
    return "";
  }
  if (passed < MINUTE) {
    return "just now";
  }
  if (passed < HOUR) {
    return ago.format(-Math.floor(passed / MINUTE), "minute");
  }
  return passed < DAY ? ago.format(-Math.floor(passed / HOUR), "hour") : onDay(new Date(at), now);
}

/** @param {string | number} at */
export const timeOf = (at) => said(clock, at);

/** @param {string | number} at @returns {string} where there is little room: one knows whether it was morning */
export const shortTimeOf = (at) => (timeOf(at) && clock.formatToParts(new Date(at))
  .filter(({type}) => type !== "dayPeriod").map(({value}) => value).join("").trim());

/** @param {string | number} at */
export const exactly = (at) => said(whole, at);

/** A page is not to break for a time that cannot be. @param {Intl.DateTimeFormat} format @param {string | number} at */
const said = (format, at) => (Number.isNaN(new Date(at).getTime()) ? "" : format.format(new Date(at)));

/** @param {Date} date @param {number} now */
const onDay = (date, now) => said(date.getFullYear() === new Date(now).getFullYear() ? day : dayAndYear, date.getTime());

/** @param {string | number} at @param {number} [now] @returns {string} the day, as the head of what was said on it */
export function dayOf(at, now = Date.now()) {
  const days = Math.round((midnight(now) - midnight(new Date(at).getTime())) / DAY);
  return days === 0 ? "Today" : days === 1 ? "Yesterday" : onDay(new Date(at), now);
}

/**
 * @param {string} dueOn a day, as 2027-01-31
 * @param {number} [now]
 * @returns {{text: string, when: "overdue" | "soon" | "later"}}
 */
export function due(dueOn, now = Date.now()) {
  const [year, month, date] = dueOn.split("-").map(Number);
  const then = new Date(year, month - 1, date);
  const days = Math.round((then.getTime() - midnight(now)) / DAY);
  const text = days === 0 ? "Today" : days === 1 ? "Tomorrow" : days === -1 ? "Yesterday" : onDay(then, now);
  return {text, when: days < 0 ? "overdue" : days <= 1 ? "soon" : "later"};
}

/** @param {number} at */
const midnight = (at) => new Date(at).setHours(0, 0, 0, 0);
