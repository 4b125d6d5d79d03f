import {useEffect} from "preact/hooks";

/** Shows what an address leads to, as soon as it is there. @param {string | undefined} id of a message or comment @param {boolean} isThere */
export function useSpotlight(id, isThere) {
  useEffect(() => {
    const said = id && isThere && document.getElementById("said-" + id);
    if (said) {
      said.scrollIntoView({block: "center"});
      said.classList.add("spotlight");
      const timer = setTimeout(() => said.classList.remove("spotlight"), 2500);
      return () => clearTimeout(timer);
    }
  }, [id, isThere]);
}
