import {advice} from "./advice.js";

/**
 * What was found out.
 *
 * @typedef {object} Verdict
 * @property {"well" | "doubtful" | "broken" | "untested"} verdict
 * @property {string} saw in numbers, as far as there are any
 * @property {import("./advice.js").Change[]} [changes]
 */

/** @param {string} saw @returns {Verdict} */
const well = (saw) => ({verdict: "well", saw});
/** @param {string} saw @param {import("./advice.js").Change[]} [changes] @returns {Verdict} */
const doubtful = (saw, changes) => ({verdict: "doubtful", saw, changes});
/** @param {string} saw @param {import("./advice.js").Change[]} [changes] @returns {Verdict} */
const broken = (saw, changes) => ({verdict: "broken", saw, changes});
/** @param {string} saw why @returns {Verdict} */
export const untested = (saw) => ({verdict: "untested", saw});

export const SIGN_IN = "Sign in first: this is for people whom the server knows.";
const OFTEN = "The server was asked too often from this address. Try again in a minute.";
const TOO_MANY = 4003, RENEWED = 4001;

/** In milliseconds. The same as Tutti allows between its clock and that of whoever else signs tokens. */
const CLOCKS_APART = 30_000;
const SLOW = 3000;
/** Of the time between the first and the last event, by how much one may come late. */
const HELD = 0.6;

export const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const seconds = (millis) => `${(millis / 1000).toFixed(1)} s`;
const bytes = (count) => (count < 10_000 ? `${count} bytes` : `${Math.round(count / 1000)} kB`);
/** @param {{status: number, ours: boolean}} answer */
const answered = ({status, ours}) => (status ? `${status}${ours ? "" : ", but not from Tutti"}` : "no answer");

/** @param {import("./visit.js").Answer} answer @param {string} base @returns {Verdict} */
export function reached(answer, base) {
  const saw = `${answered(answer)}, ${ms(answer.ms)}`;
  if (!answer.status) {
    return broken(saw, advice.noAnswer());
  }
  if (!answer.ours) {
    return broken(saw, [502, 503, 504].includes(answer.status) ? advice.notBehind(answer.status) : advice.elsewhere(base));
  }
  if (answer.status !== 200) {
    const down = Object.entries(answer.json.checks ?? {}).filter(([, how]) => how === "down").map(([what]) => what);
    return doubtful(saw, advice.notReady(down.join(", ")));
  }
  return answer.ms > SLOW ? doubtful(saw, advice.slow()) : well(saw);
}

/** @param {import("./visit.js").Answer} answer of the checkup @returns {Verdict | undefined} where it says nothing of what it was asked */
function unanswered({status, ours, json}) {
  if (json && "originKept" in json) {
    return undefined;
  }
  return untested(status === 429 && ours ? OFTEN : `POST api/checkup: ${answered({status, ours})}.`);
}

/** @param {import("./visit.js").Answer} answer @returns {Verdict} */
export function clocks(answer) {
  const nothing = unanswered(answer);
  if (nothing) {
    return nothing;
  }
  const {json: {now}, ms: took, at = 0, headers} = answer;
  // It was asked and answered somewhere between.
  const apart = at - took / 2 - now;
  const certainly = Math.max(0, Math.abs(apart) - took / 2);
  const saw = `This device is ${seconds(Math.abs(apart))} ${apart < 0 ? "behind" : "ahead of"} Tutti, give or take ${ms(took / 2)}`;
  if (certainly > CLOCKS_APART) {
    return doubtful(saw, advice.clock());
  }
  const dated = headers.date ? Date.parse(headers.date) - now : 0;
  return Math.abs(dated) > CLOCKS_APART
    ? doubtful(`${saw}; the header Date, which is the proxy's, is ${seconds(Math.abs(dated))} off`, advice.proxyClock())
    : well(saw);
}

/** @param {import("./visit.js").Answer} answer @param {string} base @returns {Verdict} */
export function origin(answer, base) {
  const nothing = unanswered(answer);
  if (nothing) {
    return nothing;
  }
  const {origin: how, originKept, hostKept, schemeKept} = answer.json;
  const kept = (name, isKept) => `${name} ${isKept ? "as here" : "changed"}`;
  const saw = `Origin ${how}, ${how === "missing" ? "" : kept("it is", originKept) + ", "}${kept("Host", hostKept)}, ${kept("scheme", schemeKept)}`;
  if (how === "missing") {
    return doubtful(saw, advice.originMissing());
  }
  if (how === "refused") {
    return broken(saw, ofRefusedOrigin(answer.json, base));
  }
  return originKept ? well(saw) : doubtful(saw, advice.originChanged());
}

/** @param {any} arrival @param {string} base */
function ofRefusedOrigin({originKept, hostKept}, base) {
  if (!originKept) {
    return advice.originChanged();
  }
  return hostKept ? advice.schemeChanged(base) : advice.hostChanged(base);
}

/** @param {import("./visit.js").Answer} answer @returns {Verdict} */
export function forwarded(answer) {
  const nothing = unanswered(answer);
  if (nothing) {
    return nothing;
  }
  const how = answer.json.forwarded;
  if (how === "unbelieved") {
    return doubtful("X-Forwarded-For is there, and not believed", advice.unbelieved());
  }
  return well(how === "believed" ? "X-Forwarded-For is there, and believed" : "No X-Forwarded-For: no proxy, or one that says of nobody");
}

/** @param {import("./visit.js").Answer & {cookieTaken: boolean}} answer @returns {Verdict} */
export function cookies(answer) {
  const nothing = unanswered(answer);
  if (nothing) {
    return nothing;
  }
  if (!answer.cookieTaken) {
    return doubtful("The browser keeps none for this site", advice.cookiesRefused());
  }
  return answer.json.cookie ? well("One was kept, and came to Tutti") : doubtful("One was kept, and did not come to Tutti", advice.cookiesLost());
}

/** @param {any} seen @param {any} arrival of the checkup @param {string} base @returns {Verdict} */
export function socket(seen, arrival, base) {
  if (seen.ms !== undefined) {
    const saw = `101, open after ${ms(seen.ms)}`;
    return seen.greeting
      ? well(`${saw}; first it said ${seen.greeting}${seen.closed ? `, then closed with ${seen.closed}` : ""}`)
      : broken(`${saw}, then ${seen.closed ? `closed with ${seen.closed}` : "silent"}`, advice.cutAtOnce(base));
  }
  if (seen.isOpenBare) {
    return well("It opens as long as it has no subprotocol");
  }
  const plain = `to a plain request it was answered ${answered(seen.look)}`;
  const toTutti = (why) => `Not opened: it came to Tutti ${why}; ${plain}`;
  switch (seen.outcome) {
    case "upgrade":
      return broken(toTutti("without the header Upgrade"), advice.notUpgraded(base));
    case "origin":
      return broken(toTutti("from an origin that may not connect"),
        // Where nothing else is refused it, the sockets' own headers are what differs.
        arrival?.origin === "refused" ? ofRefusedOrigin(arrival, base) : advice.hostChangedForSocket(base));
    case "version":
    case "key":
      return broken(toTutti("with another Sec-WebSocket-" + (seen.outcome === "key" ? "Key" : "Version")), advice.handshakeChanged());
    case "full":
      return doubtful(toTutti("and found no room"), advice.full());
    case "accepted":
      return broken(toTutti("and was accepted, but the answer did not come back"), advice.notUpgradedBack(base));
  }
  const saw = `Not opened, and it did not come to Tutti; ${plain}`;
  const {status, ours} = seen.look;
  if (!status) {
    return broken(saw, advice.noAnswer());
  }
  return broken(saw, ours ? advice.takenOut(base) : advice.refusedByProxy(base, status));
}

/** Why nothing was sent on a socket that opened, or did not. */
const unsent = (seen, token) =>
  untested(seen.ms === undefined ? "There is no socket." : !token ? SIGN_IN : seen.closed === TOO_MANY
    ? "You have too many connections, or have begun too many. Close other tabs, and try again in a minute."
    : "The server did not let you in over it.");

/** @param {any} seen @returns {Verdict} */
export function subprotocol(seen) {
  if (seen.isOpenBare) {
    return broken("Refused by this browser, because none came back", advice.noSubprotocol());
  }
  if (seen.ms === undefined) {
    return untested("There is no socket.");
  }
  return seen.protocol === "tutti.v1" ? well("tutti.v1 came back") : doubtful(`“${seen.protocol}” came back`, advice.noSubprotocol());
}

/** @param {any} seen @param {string | undefined} token @param {string} base @returns {Verdict} */
export function roundTrip(seen, token, base) {
  if (seen.greeting !== "connected") {
    return unsent(seen, token);
  }
  if (!seen.trips) {
    return broken("A ping was not answered", advice.cutAtOnce(base));
  }
  const saw = `${ms(seen.trips.median)} in the middle, ${ms(seen.trips.most)} at most`;
  return seen.trips.median > SLOW ? doubtful(saw, advice.slow()) : well(saw);
}

/** @param {any} seen @param {string | undefined} token @returns {Verdict} */
export function large(seen, token) {
  if (seen.greeting !== "connected" || !seen.trips) {
    return unsent(seen, token);
  }
  const {size, ms: took} = seen.large;
  return took === undefined ? broken(`${bytes(size)}: no answer`, advice.tooLarge(size)) : well(`${bytes(size)}: answered after ${ms(took)}`);
}

/** @param {Awaited<ReturnType<typeof import("./measures.js").stream>>} seen @param {any} arrival of the checkup @param {string} base @returns {Verdict} */
export function stream({status, encoding, firstMs = 0, events}, arrival, base) {
  if (status === 429) {
    return untested(OFTEN);
  }
  if (status === 403 && arrival?.origin === "refused") {
    return broken("403: from an origin that may not connect", ofRefusedOrigin(arrival, base));
  }
  if (status !== 200) {
    return broken(status ? `${status}` : "No answer", status ? advice.elsewhere(base) : advice.streamCut(base));
  }
  const [first] = events, last = events[events.length - 1];
  if (!first || events.length < first.of) {
    return broken(`${events.length} of 5 events, then the end`, advice.streamCut(base));
  }
  // How much earlier than the last one each was sent, and how much earlier it came.
  const held = Math.max(...events.map(({at, ts}) => last.ts - ts - (last.at - at)));
  const saw = `First byte after ${ms(firstMs)}; five events, sent over ${ms(last.ts - first.ts)}, came over ${ms(last.at - first.at)}${encoding ? `, packed as ${encoding}` : ""}`;
  return held > HELD * (last.ts - first.ts) ? broken(saw, advice.buffered(base)) : well(saw);
}

/** @param {import("./visit.js").Answer} answer @param {number} wait seconds @param {string} base @returns {Verdict} */
export function poll(answer, wait, base) {
  const saw = `${answered(answer)}, after ${seconds(answer.ms)}`;
  if (answer.status === 200 && answer.ours) {
    return well(saw);
  }
  return answer.ours ? untested(saw) : broken(saw, advice.pollCut(base, wait));
}

/** @param {import("./visit.js").Answer} answer @returns {Verdict} */
export function compression(answer) {
  if (answer.status !== 200 || !answer.ours) {
    return untested(answered(answer));
  }
  const packed = answer.headers["content-encoding"];
  return well(`${bytes(answer.bytes ?? 0)} in ${ms(answer.ms)}, ${packed ? `packed as ${packed}` : "not packed; a proxy may pack what is no text/event-stream"}`);
}

/** @param {{began: boolean, code?: number, ms?: number, millis: number}} seen @param {string} location @returns {Verdict} */
export function quiet({began, code, ms: lasted = 0, millis}, location) {
  if (!began) {
    return untested("It did not begin.");
  }
  if (code === undefined) {
    return well(`Open for all of ${seconds(millis)}`);
  }
  return code === RENEWED
    ? untested("Your token ended meanwhile. Try again.")
    : broken(`Ended after ${seconds(lasted)}${code ? `, with code ${code}` : ""}`, advice.idle(location, lasted));
}
