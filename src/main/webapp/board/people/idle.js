import {useEffect} from "preact/hooks";
import {useTutti} from "../../client/react.js";

/** Milliseconds without a touch of anything after which somebody is away. */
const PATIENCE = 5 * 60_000;

/** Tells the others whether somebody sits here. @param {string} id of the workspace @param {boolean} isLive */
export function useIdle(id, isLive) {
  const client = useTutti();
  useEffect(() => {
    if (!isLive) {
      return;
    }
    let state = "active";
    /** @type {any} */
    let timer;
    const tell = (now) => {
      if (now !== state) {
        state = now;
        client.peek(id)?.presence(now);
      }
    };
    const sign = () => {
      clearTimeout(timer);
      if (document.hidden) {
        tell("away");
      } else {
        tell("active");
        timer = setTimeout(() => tell("away"), PATIENCE);
      }
    };
    const signs = ["pointerdown", "pointermove", "keydown", "scroll", "focus"];
    signs.forEach((type) => window.addEventListener(type, sign, {passive: true, capture: true}));
    document.addEventListener("visibilitychange", sign);
    sign();
    return () => {
      clearTimeout(timer);
      signs.forEach((type) => window.removeEventListener(type, sign, {capture: true}));
      document.removeEventListener("visibilitychange", sign);
    };
  }, [client, id, isLive]);
}
