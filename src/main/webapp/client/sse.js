/** @import {Environment, Frame, Link, Position, Sink} from "./types.js" */
/** @import {Http} from "./http.js" */
import {command, endOf, refused, replied, text} from "./poll.js";

/** Workspaces that one stream can follow. */
const MOST = 20;

/**
 * The second way to the server: a stream of Server-Sent Events, fetched, because an `EventSource` cannot send a token.
 * What is followed is in its address, so every join opens it anew, at the positions reached.
 *
 * @param {Environment} env
 * @param {Http} http
 * @param {string} token
 * @param {Sink} sink
 * @returns {Link}
 */
export function open(env, http, token, sink) {
  /** What is followed, and how far. @type {Map<string, Position | undefined>} */
  const places = new Map();
  /** Joins without an answer, by journal. @type {Map<string, string>} */
  const joins = new Map();
  let begun = false;
  /** One workspace that is not there makes the server refuse all: then they are asked for one by one. */
  let oneByOne = false;
  let stop = new AbortController();
  /** @type {unknown} */
  let timer;

  function reopen() {
    timer ??= env.setTimeout(begin, 0);
  }

  async function begin() {
    timer = undefined;
    stop.abort();
    const mine = (stop = new AbortController());
    const [first] = joins.keys();
    const wanted = [...places.keys()].filter((it) => !oneByOne || it === first || !joins.has(it));
    const query = new URLSearchParams();
    wanted.forEach((it) => it === "inbox" || query.append("workspace", it));
    const after = wanted.flatMap((it) => {
      const position = places.get(it);
      return position ? [`${it === "inbox" ? "i" : it}:${text(position)}`] : [];
    });
    if (after.length) {
      query.set("after", after.join());
    }
    try {
      const response = await http.fetch("events?" + query, token, {signal: mine.signal});
      await read(response, (type, data) => mine === stop && hear(type, data));
      mine === stop && sink.closed({code: 1006});
    } catch (/** @type {any} */ refusal) {
      if (mine !== stop) {
        return;
      }
      if (refusal.status !== 404 || !first) {
        sink.closed(endOf(refusal));
      } else if (joins.size > 1 && !oneByOne) {
        oneByOne = true;
        reopen();
      } else {
        answer(first, (id) => refused(sink, {id}, refusal));
        places.delete(first);
        reopen();
      }
    }
  }

  /** @param {string} journal @param {(id: string) => void} say */
  function answer(journal, say) {
    const id = joins.get(journal);
    joins.delete(journal);
    if (id) {
      say(id);
    }
  }

  /** @param {string | undefined} type @param {string} data */
  function hear(type, data) {
    if (type === "close") {
      stop = new AbortController();
      sink.closed(JSON.parse(data));
      return;
    }
    /** @type {Frame} */
    const frame = {payload: {}, ...JSON.parse(data)};
    if (frame.type === "connected") {
      greet(frame);
      return;
    }
    const place = places.get(journalOf(frame));
    if (place && frame.seq) {
      place.seq = frame.seq;
      place.mark = frame.mark;
    }
    sink.frame(frame);
  }

  /** @param {Frame} frame */
  function greet(frame) {
    sink.frame(begun ? {type: "pong"} : frame);
    begun = true;
    for (const joined of frame.payload.journals) {
      const journal = journalOf(joined);
      if (!places.get(journal)) {
        places.set(journal, {epoch: joined.epoch, seq: joined.seq, mark: joined.mark});
      }
      answer(journal, (id) => replied(sink, id, joined));
    }
    if (oneByOne) {
      oneByOne = joins.size > 0;
      reopen();
    }
  }

  begin();
  return {
    send(frame) {
      const {type, id, payload} = frame;
      if (type === "workspace:join" || type === "inbox:join") {
        const journal = journalOf(payload);
        if (places.size > MOST && !places.has(journal)) {
          refused(sink, {id}, {code: "limit", message: `A stream follows ${MOST} workspaces.`});
          return;
        }
        places.set(journal, payload.position && {...payload.position});
        joins.set(journal, id ?? "");
        reopen();
      } else if (type === "workspace:leave") {
        places.delete(payload.workspaceId);
        replied(sink, id);
        reopen();
      } else if (type === "auth:refresh") {
        token = payload.token;
        reopen();
      } else if (type === "ping") {
        reopen();
      } else {
        command(http, sink, frame);
      }
    },
    close() {
      env.clearTimeout(timer);
      stop.abort();
      stop = new AbortController();
    },
  };
}

/** @param {{workspaceId?: string}} about @returns {string} */
const journalOf = ({workspaceId = "inbox"}) => workspaceId;

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
