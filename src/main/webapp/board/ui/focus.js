/** Where Tab stops, unless it is hidden. */
const STOPS = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]';

/** @param {Element} box @returns {HTMLElement[]} where Tab stops within it, in order */
const stopsIn = (box) => /** @type {HTMLElement[]} */ ([...box.querySelectorAll(STOPS)])
  .filter((it) => it.tabIndex >= 0 && it.checkVisibility({visibilityProperty: true}));

/**
 * @typedef {{box: Element, before: Element[]}} Place with what stands before it in its box, the nearest first
 *
 * @param {Place} place
 * @returns {HTMLElement | undefined} where Tab stops next, or at least near
 */
function near({box, before}) {
  const stops = stopsIn(box);
  const last = before.find((it) => it.parentElement === box);
  const isBehind = (it) => !last || (last.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING && !last.contains(it));
  return stops.find(isBehind) ?? stops.at(-1);
}

/** @param {Element} it @param {Element} root @returns {Place[]} its own and those of the boxes around it, up to the root */
function placesOf(it, root) {
  const box = it.parentElement;
  if (it === root || !box) {
    return [];
  }
  const siblings = [...box.children];
  return [{box, before: siblings.slice(0, siblings.indexOf(it)).reverse()}, ...placesOf(box, root)];
}

/**
 * Gives the focus to what is nearest when whatever had it is taken away, or cannot have it any more: whoever has keys alone would begin
 * at the top of the page again. Whoever points has lost nothing, and on glass a field would bring up its keys.
 *
 * @param {HTMLElement} root of the page
 */
export function keepFocus(root) {
  /** What has the focus, with its places, the innermost first. */
  let held = /** @type {{it: HTMLElement, places: Place[]} | undefined} */ (undefined);
  root.addEventListener("focusin", ({target}) => {
    const it = /** @type {HTMLElement} */ (target);
    held = {it, places: placesOf(it, root)};
  });
  const watch = new MutationObserver(() => {
    const now = document.activeElement;
    if (!held || (held.it.isConnected && !held.it.matches(":disabled")) || (now && now !== document.body && now !== held.it)) {
      return;
    }
    const {places} = held;
    held = undefined;
    for (const place of places) {
      if (place.box !== root && place.box.isConnected) {
        near(place)?.focus();
        if (held) {
          return;
        }
      }
    }
    root.querySelector("main")?.focus({preventScroll: true});
  });
  const begin = () => watch.observe(root, {childList: true, subtree: true, attributeFilter: ["disabled"]});
  begin();
  addEventListener("keydown", begin, {capture: true});
  addEventListener("pointerdown", () => watch.disconnect(), {capture: true});
}
