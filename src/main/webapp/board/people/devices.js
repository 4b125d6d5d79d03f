/** More of them claim to be Safari or Chrome than are: whoever says more is asked first. */
const BROWSERS = [
  [/\bEdg(e|A|iOS)?\//, "Edge"], [/\bOPR\//, "Opera"], [/\b(Firefox|FxiOS)\//, "Firefox"], [/(Chrome|CriOS)\//, "Chrome"], [/\bSafari\//, "Safari"],
];
const SYSTEMS = [
  [/\b(iPhone|iPad)\b/, "iOS"], [/\bAndroid\b/, "Android"], [/\bWindows\b/, "Windows"], [/\bMac OS X\b/, "macOS"], [/\bCrOS\b/, "ChromeOS"], [/\bLinux\b/, "Linux"],
];
const MOST = 60;

/**
 * @param {string | null | undefined} agent what somebody signed in with, as it calls itself
 * @returns {string} the same for people, as far as it is known; it proves nothing
 */
export function device(agent) {
  const found = (all) => all.find(([sign]) => sign.test(agent ?? ""))?.[1];
  const browser = found(BROWSERS), system = found(SYSTEMS);
  if (browser) {
    return system ? `${browser} on ${system}` : browser;
  }
  return agent ? agent.slice(0, MOST) : "Something that did not say what it is";
}
