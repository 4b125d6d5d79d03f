import {useEffect, useRef} from "preact/hooks";
import {columnAt, indexAt} from "./order.js";

/** Pixels after which a press is a drag, and milliseconds after which a touch is: before them it scrolls. */
const FAR = 5, LONG = 230;
/** Pixels from an edge at which the board scrolls along, and by how many each frame. */
const EDGE = 56, PACE = 12;

/**
 * @typedef {object} Handlers
 * @property {boolean} enabled
 * @property {(id: string) => void} hold a card was picked up
 * @property {(status: string, index: number) => void} over it is above this place
 * @property {(dropped: boolean) => void} end
 */

/** Cards that are dragged by mouse, pen or finger. What they look like meanwhile is the board's part. */
class Dragging {
  #root;
  #handlers;
  /** @type {{id: string, card: HTMLElement, x: number, y: number, pointer: number, timer?: any} | undefined} */
  #pressed;
  /** @type {{ghost: HTMLElement, dx: number, dy: number, x: number, y: number, frame: number, last: string} | undefined} */
  #drag;
  #offs;
  /** A finger that holds a card does not scroll. @param {TouchEvent} event */
  #still = (event) => {
    if (this.#drag && event.cancelable) {
      event.preventDefault();
    }
  };

  /** @param {HTMLElement} root @param {() => Handlers} handlers */
  constructor(root, handlers) {
    this.#root = root;
    this.#handlers = handlers;
    this.#offs = [
      listen(root, "pointerdown", (event) => this.#press(event)),
      listen(window, "pointermove", (event) => this.#move(event)),
      listen(window, "pointerup", () => this.end(true)),
      listen(window, "pointercancel", () => this.end(false)),
      listen(window, "blur", () => this.end(false)),
      listen(window, "keydown", (event) => event.key === "Escape" && this.#drag && (event.preventDefault(), this.end(false))),
      listen(root, "dragstart", (event) => event.preventDefault()),
      listen(root, "contextmenu", (event) => this.#pressed?.timer !== undefined && event.preventDefault()),
      // Heard from the beginning, so that browsers wait for what is said of a finger's way.
      listen(root, "touchmove", this.#still, {passive: false}),
    ];
  }

  close() {
    this.end(false);
    this.#offs.forEach((off) => off());
  }

  /** @param {boolean} dropped */
  end(dropped) {
    clearTimeout(this.#pressed?.timer);
    this.#pressed?.card.removeEventListener("touchmove", this.#still);
    this.#pressed = undefined;
    const drag = this.#drag;
    if (drag) {
      this.#drag = undefined;
      cancelAnimationFrame(drag.frame);
      drag.ghost.remove();
      this.#root.classList.remove("dragging");
      // The click that the browser makes of it is none.
      const off = listen(window, "click", (event) => {
        event.preventDefault();
        event.stopPropagation();
      }, {capture: true});
      setTimeout(off, 0);
      this.#handlers().end(dropped);
    }
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const card = /** @type {HTMLElement | null} */ (target.closest("[data-card]"));
    if (!card || event.button !== 0 || !event.isPrimary || !this.#handlers().enabled || target.closest("button, [popover]")) {
      return;
    }
    const pressed = {id: card.dataset.card ?? "", card, x: event.clientX, y: event.clientY, pointer: event.pointerId, timer: /** @type {any} */ (undefined)};
    this.#pressed = pressed;
    if (event.pointerType === "touch") {
      // On the card itself: when it is shown in another column it is no part of the board any more, but still the touch's target.
      card.addEventListener("touchmove", this.#still, {passive: false});
      pressed.timer = setTimeout(() => this.#begin(pressed.x, pressed.y), LONG);
    }
  }

  /** @param {PointerEvent} event */
  #move({clientX: x, clientY: y, pointerId}) {
    const pressed = this.#pressed;
    if (!pressed || pointerId !== pressed.pointer) {
      return;
    }
    const isFar = Math.hypot(x - pressed.x, y - pressed.y) > FAR;
    if (this.#drag) {
      Object.assign(this.#drag, {x, y});
    } else if (isFar && pressed.timer !== undefined) {
      // The finger scrolls.
      this.end(false);
    } else if (isFar) {
      this.#begin(x, y);
    }
  }

  /** @param {number} x @param {number} y */
  #begin(x, y) {
    const {card, id, x: fromX, y: fromY} = /** @type {any} */ (this.#pressed);
    const {left, top, width, height} = card.getBoundingClientRect();
    const ghost = /** @type {HTMLElement} */ (card.cloneNode(true));
    ghost.removeAttribute("id");
    ghost.removeAttribute("data-card");
    ghost.setAttribute("aria-hidden", "true");
    ghost.classList.add("ghost");
    Object.assign(ghost.style, {width: width + "px", height: height + "px"});
    document.body.append(ghost);
    this.#root.classList.add("dragging");
    getSelection()?.removeAllRanges();
    navigator.vibrate?.(12);
    this.#drag = {ghost, dx: left - fromX, dy: top - fromY, x, y, frame: 0, last: ""};
    this.#handlers().hold(id);
    this.#frame();
  }

  #frame() {
    const drag = this.#drag;
    if (!drag) {
      return;
    }
    const {x, y} = drag;
    drag.ghost.style.transform = `translate(${x + drag.dx}px, ${y + drag.dy}px) rotate(1.5deg)`;
    const columns = /** @type {HTMLElement[]} */ ([...this.#root.querySelectorAll("[data-column]")]);
    const rects = columns.map((column) => column.getBoundingClientRect());
    const column = columns[columnAt(rects, x)];
    if (column) {
      const list = /** @type {HTMLElement} */ (column.querySelector("[data-cards]") ?? column);
      scroll(this.#root, x, "left");
      scroll(list, y, "top");
      const cards = [...column.querySelectorAll("[data-card]")]
        .filter((card) => /** @type {HTMLElement} */ (card).dataset.card !== this.#pressed?.id)
        .map((card) => card.getBoundingClientRect());
      const status = column.dataset.column ?? "", index = indexAt(cards, y), place = `${status} ${index}`;
      if (place !== drag.last) {
        drag.last = place;
        this.#handlers().over(status, index);
      }
    }
    drag.frame = requestAnimationFrame(() => this.#frame());
  }
}

/** Scrolls along where the pointer is near an edge. @param {HTMLElement} box @param {number} at @param {"left" | "top"} side */
function scroll(box, at, side) {
  const rect = box.getBoundingClientRect();
  const [from, to] = side === "left" ? [rect.left, rect.right] : [rect.top, rect.bottom];
  const by = at < from + EDGE ? -PACE : at > to - EDGE ? PACE : 0;
  if (by) {
    box.scrollBy({[side]: by, behavior: "instant"});
  }
}

/** @param {EventTarget} target @param {string} type @param {(event: any) => void} task @param {AddEventListenerOptions} [how] */
function listen(target, type, task, how) {
  target.addEventListener(type, task, how);
  return () => target.removeEventListener(type, task, how);
}

/** @param {{current: HTMLElement | null}} root in which cards (`data-card`) lie in columns (`data-column`) @param {Handlers} handlers */
export function useDrag(root, handlers) {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const dragging = new Dragging(/** @type {HTMLElement} */ (root.current), () => latest.current);
    return () => dragging.close();
  }, []);
}
