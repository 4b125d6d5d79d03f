import {useLayoutEffect, useRef} from "preact/hooks";

/** Cards above which nothing is animated: measuring them would cost more than it shows. */
const MOST = 300;
/** Milliseconds between two renderings below which no eye could follow, and in which the browser has better things to do. */
const HURRY = 250;
const SOFT = {duration: 200, easing: "cubic-bezier(.2, .7, .3, 1)"};

/** @typedef {{card: HTMLElement, x: number, y: number, isSeen: boolean}} Place */

/** @param {HTMLElement | null} root @returns {Map<string, Place>} where the cards lie, within the board, so that scrolling is no movement */
function placesIn(root) {
  /** @type {Map<string, Place>} */
  const places = new Map();
  const columns = /** @type {HTMLElement[]} */ ([...(root?.querySelectorAll("[data-column]") ?? [])]);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || (root?.querySelectorAll("[data-card]").length ?? 0) > MOST) {
    return places;
  }
  for (const column of columns) {
    const list = column.querySelector("[data-cards]");
    const top = list?.scrollTop ?? 0, bottom = top + column.clientHeight, x = column.offsetLeft;
    /** @type {NodeListOf<HTMLElement>} */ (column.querySelectorAll("[data-card]")).forEach((card) => {
      const y = card.offsetTop;
      places.set(card.dataset.card ?? "", {card, x, y, isSeen: y > top - 200 && y < bottom});
    });
  }
  return places;
}

/**
 * Lets cards glide to where they lie now, whoever moved them, so that the eye can follow.
 *
 * @param {{current: HTMLElement | null}} root
 */
export function useGliding(root) {
  const before = useRef(/** @type {Map<string, Place>} */ (new Map()));
  const last = useRef(0);
  const timer = useRef(/** @type {any} */ (undefined));
  useLayoutEffect(() => () => clearTimeout(timer.current), []);
  useLayoutEffect(() => {
    const now = performance.now(), isHurried = now - last.current < HURRY;
    last.current = now;
    clearTimeout(timer.current);
    if (isHurried) {
      before.current = new Map();
      timer.current = setTimeout(() => (before.current = placesIn(root.current)), HURRY);
      return;
    }
    const places = placesIn(root.current);
    places.forEach(({card, x, y, isSeen}, id) => {
      const old = before.current.get(id);
      if (old && (old.x !== x || old.y !== y) && (isSeen || old.isSeen) && !card.classList.contains("held")) {
        card.animate([{transform: `translate(${old.x - x}px, ${old.y - y}px)`}, {transform: "none"}], SOFT);
      } else if (!old && before.current.size && isSeen) {
        card.animate([{opacity: 0, transform: "scale(.96)"}, {opacity: 1, transform: "none"}], SOFT);
      }
    });
    before.current = places;
  });
}

/**
 * Keeps the focus on a card that is moved into another column, where the browser makes a new element of it.
 *
 * @param {{current: HTMLElement | null}} root
 * @returns {(id: string) => void} gives the focus to a card, when it has been rendered
 */
export function useKeptFocus(root) {
  const focused = useRef("");
  const wanted = useRef("");
  useLayoutEffect(() => {
    const board = root.current;
    const inside = (event) => {
      focused.current = event.target.closest?.("[data-card]")?.dataset.card ?? "";
    };
    const outside = ({target}) => {
      // A card that was taken away says so in some browsers as well; one that was left is still there afterwards.
      setTimeout(() => {
        if (target.isConnected && !board?.contains(document.activeElement)) {
          focused.current = "";
        }
      }, 0);
    };
    board?.addEventListener("focusin", inside);
    board?.addEventListener("focusout", outside);
    return () => {
      board?.removeEventListener("focusin", inside);
      board?.removeEventListener("focusout", outside);
    };
  }, []);
  useLayoutEffect(() => {
    const isLost = document.activeElement === document.body || !document.activeElement;
    const id = wanted.current || (isLost ? focused.current : "");
    const card = id && /** @type {HTMLElement | null} */ (root.current?.querySelector(`[data-card="${CSS.escape(id)}"] a`));
    if (card) {
      wanted.current = "";
      card.focus();
    }
  });
  return (id) => {
    wanted.current = id;
  };
}
