/** @import {Frame, Position, Way} from "./types.js" */
import {journalOf, TuttiError} from "./frames.js";
import {command, endOf, isJoin, join, refused, replied, text} from "./poll.js";

/** Workspaces that one stream can follow. */
const MOST = 20;

/**
 * The second way to the server: a stream of Server-Sent Events, fetched, because an `EventSource` cannot send a token.
 * What is followed is in its address, so every join, made as polls make it, opens it anew, at the positions reached.
 *
 * @type {Way}
 */
export const sse = (env, http, token, sink) => {
  /** What is followed, and how far; or is about to be. @type {Map<string, Position | undefined>} */
  const places = new Map();
  let begun = false;
  /** How present the person is, said anew of every stream, and of that alone. @type {Map<string, Frame>} */
  const moods = new Map();
  let me = "";
  let stop = new AbortController();
  /** @type {unknown} */
  let timer;

  /** What is still on its way is not heard any more. */
  function halt() {
    stop.abort();
    return (stop = new AbortController());
  }

  function reopen() {
    halt();
    timer ??= env.setTimeout(begin, 0);
  }

  async function begin() {
    timer = undefined;
    const mine = halt();
    const query = new URLSearchParams();
    /** @type {string[]} */
    const after = [];
    places.forEach((position, journal) => {
      const isInbox = journal === "inbox";
      if (position) {
        isInbox || query.append("workspace", journal);
        after.push(`${isInbox ? "i" : journal}:${text(position)}`);
      }
    });
    after.length && query.set("after", after.join());
    const end = await http.fetch("events?" + query, token, {signal: mine.signal})
      .then((response) => read(response, (type, data) => mine === stop && hear(type, data)))
      .then(() => ({code: 1006}), endOf);
    mine === stop && sink.closed(end);
  }

  /** @param {string | undefined} type @param {string} data */
  function hear(type, data) {
    /** @type {Frame} */
    const frame = {payload: {}, ...JSON.parse(data)};
    const place = frame.seq && places.get(journalOf(frame));
    if (type === "close") {
      halt();
      sink.closed(/** @type {any} */ (frame));
    } else if (frame.type === "connected") {
      places.set("inbox", places.get("inbox") ?? frame.payload.inbox);
      me = frame.payload.connectionId;
      moods.forEach(say);
      sink.frame(begun ? {type: "pong"} : frame);
      begun = true;
      frame.payload.journals.forEach((/** @type {any} */ it) => it.reason && sink.frame({type: "reset", payload: it}));
    } else {
      place && Object.assign(place, {seq: frame.seq, mark: frame.mark});
      sink.frame(frame);
    }
  }

  /** @param {Frame} frame */
  const say = (frame) => command(http, sink, frame, {"X-Connection-Id": me});

  begin();
  return {
    async send(frame) {
      const {type, id, payload = {}} = frame;
      const journal = journalOf(payload);
      if (isJoin(type)) {
        if (places.size > MOST && !places.has(journal)) {
          refused(sink, id, new TuttiError("limit"));
          return;
        }
        places.set(journal, places.get(journal));
        const position = await join(http, sink, frame);
        if (!places.has(journal)) {
          return;
        }
        position ? places.set(journal, position) : places.delete(journal);
      } else if (type === "workspace:leave") {
        places.delete(journal);
        moods.delete(journal);
        replied(sink, id);
      } else if (type === "auth:refresh") {
        token = payload.token;
      } else if (type === "presence:update") {
        moods.set(journal, frame);
        say(frame);
        return;
      } else if (type !== "ping") {
        command(http, sink, frame);
        return;
      }
      reopen();
    },
    close() {
      env.clearTimeout(timer);
      places.clear();
      halt();
    },
  };
};

/** @param {Response} response @param {(type: string | undefined, data: string) => void} hear */
async function read(response, hear) {
  const reader = /** @type {ReadableStream} */ (response.body).pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ; ) {
    const {done, value} = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = /^data: (.*)/m.exec(block);
      if (data) {
        hear(/^event: (.*)/m.exec(block)?.[1], data[1]);
      }
    }
  }
}
