import {register} from "node:module";
import {pathToFileURL} from "node:url";

/** Lets `react` be found where `TUTTI_NODE_MODULES` says, since nothing is installed here. @returns whether it says so */
export function packages() {
  const place = process.env.TUTTI_NODE_MODULES;
  if (place) {
    const hook = `export const resolve = (name, context, next) => /^react($|[-/])/.test(name)
      ? next(name, {...context, parentURL: ${JSON.stringify(pathToFileURL(place).href + "/x.js")}}) : next(name, context);`;
    register("data:text/javascript," + encodeURIComponent(hook));
  }
  return !!place;
}
