import {useEffect} from "preact/hooks";
import {useCall} from "../data.js";

/** The same as {@link useCall}, asked again and again: a while after each answer. @param {string} path @param {number} every in milliseconds */
export function useWatch(path, every) {
  const {data, error, reload} = useCall(path);
  useEffect(() => {
    const timer = setTimeout(reload, every);
    return () => clearTimeout(timer);
  }, [data, error, path]);
  return {data, error, reload};
}

/** @param {string} id @returns {string} enough of it to tell one from another */
export const brief = (id) => id.slice(-8);
