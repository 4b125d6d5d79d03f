import {useLayoutEffect, useRef} from "preact/hooks";

/** Cards above which nothing is animated: measuring them would cost more than it shows. */
const MOST = 300;
const SOFT = {duration: 200, easing: "cubic-bezier(.2, .7, .3, 1)"};

/**
 * Lets cards glide to where they lie now, whoever moved them, so that the eye can follow.
 *
 * @param {{current: HTMLElement | null}} root
 */
export function useGliding(root) {
  const before = useRef(/** @type {Map<string, {x: number, y: number}>} */ (new Map()));
  useLayoutEffect(() => {
    const cards = /** @type {HTMLElement[]} */ ([...(root.current?.querySelectorAll("[data-card]") ?? [])]);
    const places = new Map();
    if (cards.length <= MOST && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
      cards.forEach((card) => {
        // Within the board, so that scrolling is no movement.
        const column = /** @type {HTMLElement} */ (card.closest("[data-column]"));
        places.set(card.dataset.card, {card, x: column.offsetLeft, y: card.offsetTop});
      });
      places.forEach(({card, x, y}, id) => {
        const old = before.current.get(id);
        if (old && (old.x !== x || old.y !== y) && !card.classList.contains("held")) {
          card.animate([{transform: `translate(${old.x - x}px, ${old.y - y}px)`}, {transform: "none"}], SOFT);
        } else if (!old && before.current.size) {
          card.animate([{opacity: 0, transform: "scale(.96)"}, {opacity: 1, transform: "none"}], SOFT);
        }
      });
    }
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
