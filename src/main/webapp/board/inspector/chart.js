import {html} from "../ui/html.js";

/** How many points there are at most: with one every two seconds, three minutes. */
export const MOST = 90;
const WIDTH = 300, HEIGHT = 80;

/** @param {(number | null | undefined)[]} points @param {number} most @returns {string} the newest at the right; nothing was measured: at the foot */
export const line = (points, most) => points
  .map((value, i) => `${((i + MOST - points.length) * WIDTH / (MOST - 1)).toFixed(1)},${(HEIGHT - (value ?? 0) * HEIGHT / most).toFixed(1)}`)
  .join(" ");

/** @param {number | null | undefined} value */
const short = (value) => (value === null || value === undefined ? "–" : String(Math.round(value * 10) / 10));

/**
 * What was measured of late, drawn, and in words for whoever does not see it.
 *
 * @param {{title: string, unit: string, points: (number | null | undefined)[]}} props
 */
export function Chart({title, unit, points}) {
  const highest = Math.max(0, ...points.map((value) => value ?? 0));
  const now = points[points.length - 1];
  return html`
    <figure class="chart">
      <figcaption><span>${title}</span> <strong>${short(now)} ${unit}</strong> <span class="faint">at most ${short(highest)}</span></figcaption>
      <svg viewBox="0 -2 ${WIDTH} ${HEIGHT + 4}" preserveAspectRatio="none" role="img"
          aria-label=${`${title}, of the last three minutes: now ${short(now)} ${unit}, at most ${short(highest)}`}>
        <polyline points=${line(points, highest || 1)} />
      </svg>
    </figure>`;
}
