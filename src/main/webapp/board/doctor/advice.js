/**
 * What is to be changed, and who can: the visitor, who runs the proxy, or who runs Tutti.
 *
 * @typedef {object} Change
 * @property {"you" | "proxy" | "tutti"} who
 * @property {string} what
 * @property {string} [lines] to put somewhere as they are
 */

/** @type {Record<Change["who"], string>} */
export const WHO = {you: "You", proxy: "Whoever runs the proxy", tutti: "Whoever runs Tutti"};

/** @param {string} what @returns {Change} */
const you = (what) => ({who: "you", what});
/** @param {string} what @param {string} [lines] @returns {Change} */
const proxy = (what, lines) => ({who: "proxy", what, lines});
/** @param {string} what @param {string} [lines] @returns {Change} */
const tutti = (what, lines) => ({who: "tutti", what, lines});

const path = (base) => new URL(base).pathname;

/** With one of its own a location of nginx inherits no header of those around it. */
const HEADERS = `    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;`;

const upgrade = (base) => `# nginx, in http { }
map $http_upgrade $keep_or_upgrade {
    default     "";
    ~*^websocket$ upgrade;
}
# and in server { }
location = ${path(base)}ws {
${HEADERS}
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $keep_or_upgrade;
    proxy_read_timeout 90s;
    proxy_send_timeout 90s;
    proxy_pass http://tutti;   # as for all other paths
}
# or Apache httpd 2.4.47 and later
ProxyPass "${path(base)}ws" "http://tutti:8080${path(base)}ws" upgrade=websocket timeout=90`;

const unbuffered = (base) => `# nginx, in server { }; and nowhere: proxy_ignore_headers X-Accel-Buffering;
location = ${path(base)}api/events {
${HEADERS}
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_buffering off;
    gzip off;
    proxy_read_timeout 90s;
    proxy_pass http://tutti;   # as for all other paths
}
# or Apache httpd
ProxyPass "${path(base)}api/events" "http://tutti:8080${path(base)}api/events" flushpackets=on timeout=90`;

const patient = (location) => `# nginx
location = ${location} {
    proxy_read_timeout 90s;
    proxy_send_timeout 90s;
    …
}`;

const HOST = `# nginx, wherever another proxy_set_header stands, too
proxy_set_header Host $http_host;`;

const publicUrl = (base) => `TUTTI_PUBLIC_URL=${base}`;

export const advice = {
  /** @returns {Change[]} */
  noAnswer: () => [
    you("Look whether other sites open. If they do, try another network: without a VPN, with a phone."),
    tutti("Look whether the server, and the proxy before it, run and can be reached from where the visitor is."),
  ],
  /** @param {number} status @returns {Change[]} */
  notBehind: (status) => [
    tutti("Start Tutti, or look into its log for why it does not answer."),
    proxy(`The proxy answers ${status} itself: look whether it asks the right host and port.`),
  ],
  /** @param {string} base @returns {Change[]} */
  elsewhere: (base) => [proxy(`Something other than Tutti answers: pass ${path(base)}api/ and all below it on to Tutti, unchanged.`)],
  /** @param {string} down @returns {Change[]} */
  notReady: (down) => [tutti(down ? `The node says of itself what is down: ${down}. Its log says why.` : "The node is stopping or full; another one should get its visitors.")],
  slow: () => [you("Try another network."), tutti("Look at the load of the server, its database and the proxy.")],
  clock: () => [you("Let this device take its time from the network. Until then, what you see of when something was or is due is wrong by as much.")],
  proxyClock: () => [proxy("Set the clock of the machine on which the proxy runs (NTP): its certificates and caches go by it.")],
  /** @param {string} base @returns {Change[]} */
  hostChanged: (base) => [
    proxy("Pass the header Host on as the browser sent it: Tutti compares it with the page's origin.", HOST),
    tutti("Or say under which address people come, whatever Host says:", publicUrl(base)),
  ],
  originChanged: () => [proxy("Pass the header Origin on as the browser sent it; take out what sets another one.", "# nginx: take out\nproxy_set_header Origin …;")],
  originMissing: () => [proxy("Pass the header Origin on: without it Tutti takes the page for a program, and its cookie for nothing.", "# nginx: take out\nproxy_set_header Origin \"\";")],
  /** @param {string} base @returns {Change[]} */
  schemeChanged: (base) => [tutti("A proxy ends TLS before Tutti. Say under which address people come:", publicUrl(base))],
  /** @param {string} base @returns {Change[]} */
  hostChangedForSocket: (base) => [
    proxy(`Pass Host and Origin on as the browser sent them, at ${path(base)}ws too.`, upgrade(base)),
    tutti("Or say under which address people come, whatever Host says:", publicUrl(base)),
  ],
  unbelieved: () => [tutti("All visitors count as one address for the limits. Name the addresses from which the proxies call:", "TUTTI_TRUSTED_PROXIES=10.0.0.5   # the proxy's, as Tutti sees it")],
  cookiesRefused: () => [you("Allow cookies for this site, if something here signs in by one. The board itself does not.")],
  cookiesLost: () => [proxy("Pass the header Cookie on: pages that sign in by the cookie cannot connect without.", "# nginx: take out\nproxy_set_header Cookie …;")],
  /** @param {string} base @returns {Change[]} */
  notUpgraded: (base) => [proxy("Pass the upgrade on: the handshake came to Tutti without its header Upgrade.", upgrade(base))],
  /** @param {string} base @returns {Change[]} */
  notUpgradedBack: (base) => [proxy("Pass the answer to the handshake on as it is: status 101, and all headers.", upgrade(base))],
  /** @param {string} base @param {number} status @returns {Change[]} */
  refusedByProxy: (base, status) => [proxy(`The proxy itself answers ${status} at ${path(base)}ws. Let it pass this path on like the others, with the upgrade.`, upgrade(base))],
  /** @param {string} base @returns {Change[]} */
  takenOut: (base) => [
    you("Try another network, without a VPN, and with the virus scanner's look into web traffic off: one of them may take WebSockets out."),
    proxy("Pages pass, and the handshake does not come to Tutti at all: take out what refuses requests with the header Upgrade (a firewall, a filter), and pass them on.", upgrade(base)),
  ],
  handshakeChanged: () => [proxy("Pass the headers Sec-WebSocket-Key and Sec-WebSocket-Version on as they are; take out what changes them.")],
  full: () => [tutti("Look at tutti_connections in the metrics; raise TUTTI_CONNECTIONS, or add a node.")],
  /** @param {string} base @returns {Change[]} */
  cutAtOnce: (base) => [proxy("It opens the connection, and passes nothing on. Let it pass frames both ways.", upgrade(base))],
  noSubprotocol: () => [proxy("Pass the header Sec-WebSocket-Protocol on, both ways: without it browsers refuse the connection.", "# nginx: take out\nproxy_set_header Sec-WebSocket-Protocol …;\nproxy_hide_header Sec-WebSocket-Protocol;")],
  /** @param {number} size @returns {Change[]} */
  tooLarge: (size) => [proxy(`Something limits messages to less than ${size} bytes: raise that limit to 64 KiB. Commands that are larger than it are lost.`), tutti("Or let clients be told of less:", "TUTTI_FRAME_BYTES=16384")],
  /** @param {string} base @returns {Change[]} */
  buffered: (base) => [proxy("It gathers what should pass at once. Turn buffering off for streams.", unbuffered(base))],
  /** @param {string} base @returns {Change[]} */
  streamCut: (base) => [proxy("It ends answers that take a while. Let streams pass as they come.", unbuffered(base))],
  /** @param {string} base @param {number} seconds @returns {Change[]} */
  pollCut: (base, seconds) => [proxy(`It does not wait ${seconds} s for an answer. Polls wait for up to 25 s.`, patient(path(base) + "api/notifications/events"))],
  /** @param {string} location @param {number} ms @returns {Change[]} */
  idle: (location, ms) => [
    proxy(`It ends connections that are quiet for ${(ms / 1000).toFixed(1)} s. Let it wait for three times as long as Tutti takes from one ping to the next.`, patient(location)),
    tutti("Or ping more often than that:", `TUTTI_PING_SECONDS=${Math.max(1, Math.floor(ms / 2000))}`),
  ],
};
