package dev.tutti.base.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Everything that can be set, read once at the start and checked. Each component's variable and default stand in
 * {@link SettingsReader}, and for people in OPERATIONS.md.
 */
public record Settings(
        Path dataDirectory,
        Store store,
        Bus bus,
        Tokens tokens,
        Outside outside,
        Accounts accounts,
        Logins logins,
        Door door,
        Client client,
        Retries retries,
        Talk talk,
        Filters filters,
        Live live,
        Presence presence,
        Signals signals,
        Rooms rooms,
        Keep keep,
        Invites invites,
        Notifications notifications,
        Mail mail,
        Metrics metrics,
        Rates rates,
        Integrations integrations,
        Webhooks webhooks,
        Files files) {

    /**
     * A database beside the server, which several nodes share. Off unless an address is named: then the data is kept in
     * the data directory, by one node.
     *
     * @param url {@code jdbc:postgresql://…}, with whatever else the driver is to know
     * @param connect how long it may take to be let in
     * @param answer how long an answer may stay away; a link that is dead at one end is found by it
     * @param statement how long one statement may take, waits for others included
     * @param start how long a start waits for a database that is not there yet
     * @param connections how many transactions may be under way at the same time, on the embedded database too
     * @param turn how long one more waits for its turn
     */
    public record Store(
            Optional<String> url,
            Optional<String> user,
            Optional<String> password,
            Duration connect,
            Duration answer,
            Duration statement,
            Duration start,
            int connections,
            Duration turn) {
        /** Hides all of it: whatever has a secret in it must be safe to log. */
        @Override
        public String toString() {
            return "Store[hidden]";
        }
    }

    /**
     * How nodes tell each other what is new.
     *
     * @param kind {@code redis}, {@code postgresql}, or {@code none}
     * @param redis {@code redis://host:port}, or {@code rediss://} over TLS
     * @param authorities a file with the certificates of those who may vouch for it; without one, those that the Java
     *     trusts
     * @param silence how long the messenger may be silent when it is asked whether it is there
     */
    public record Bus(
            String kind,
            Optional<URI> redis,
            Optional<String> user,
            Optional<String> password,
            Optional<Path> authorities,
            Duration silence) {
        /** Hides all of it: whatever has a secret in it must be safe to log. */
        @Override
        public String toString() {
            return "Bus[hidden]";
        }
    }

    /**
     * Tokens that Tutti itself issues.
     *
     * @param secret the key they are signed with; without one, a key is made and kept in the data directory
     * @param formerSecrets keys that were in use before and are still accepted, for a change of keys without sign-outs
     * @param algorithm the one algorithm, {@code HS256}, {@code HS384} or {@code HS512}; a token's own header has no say
     * @param accessLife how long an access token lives
     * @param refreshLife how long a sign-in lasts without being used
     */
    public record Tokens(
            Optional<String> secret,
            List<String> formerSecrets,
            String algorithm,
            String issuer,
            String audience,
            Duration accessLife,
            Duration refreshLife) {
        /** Hides all of it: whatever has a secret in it must be safe to log. */
        @Override
        public String toString() {
            return "Tokens[hidden]";
        }
    }

    /**
     * An identity provider whose tokens are accepted beside our own. Off unless an issuer is named.
     *
     * @param algorithm {@code RS256} or {@code ES256}
     * @param publicKey its key in PEM form, or
     * @param keySet where its keys can be read (JWKS)
     */
    public record Outside(
            Optional<String> issuer,
            Optional<String> audience,
            String algorithm,
            Optional<String> publicKey,
            Optional<URI> keySet) {}

    /**
     * @param registration whether anyone may register
     * @param administrators the accounts that administer, beside those that carry the mark
     * @param hashing how many passwords are hashed at the same time, at 19 MiB of memory each
     * @param waiting how many more may wait for their turn. Each keeps one of the server's threads meanwhile, of which
     *     WildFly has 32 on two cores
     */
    public record Accounts(boolean registration, Set<UUID> administrators, int hashing, int waiting) {}

    /**
     * Signing in, when it fails.
     *
     * @param failures how often it may for one account from one address, until the next try has to wait
     * @param failuresPerAddress how often it may from one address altogether
     * @param window how long a failure counts
     */
    public record Logins(int failures, int failuresPerAddress, Duration window) {}

    /**
     * Who gets in, and how many.
     *
     * @param publicUrl the address at which people reach the server, where that is known: its pages are our own
     * @param origins the origins whose pages may connect, beside our own
     * @param tokenInUrl whether {@code ?token=} is taken at the handshake
     * @param connectionsPerUser above it a new connection is refused with 4003
     * @param streamsPerUser above it a new stream of Server-Sent Events is refused with 429
     * @param pollsPerUser above it a long poll is refused with 429
     * @param connections above it a new handshake is refused with 503
     * @param perSecond how many may begin in a second; more are refused with 503 for the moment
     * @param probe how long a user's open connections have to prove that they live, when one too many arrives
     */
    public record Door(
            Optional<URI> publicUrl,
            Set<String> origins,
            boolean tokenInUrl,
            int connectionsPerUser,
            int streamsPerUser,
            int pollsPerUser,
            int connections,
            int perSecond,
            Duration probe) {}

    /**
     * What one client may ask.
     *
     * @param bodyBytes the largest body of a request
     * @param frameBytes the largest message on a connection
     * @param framesPerSecond messages a second, on average
     * @param frameBurst messages at once
     * @param commandsWaiting messages that may wait for their turn
     * @param badJson messages a minute that are not JSON; the one that reaches it ends the connection
     * @param wrongIds messages a minute that name what is not there, or not for the caller
     * @param joins workspaces followed by one connection
     * @param versioned whether a change must say which version its writer has seen
     */
    public record Client(
            int bodyBytes,
            int frameBytes,
            int framesPerSecond,
            int frameBurst,
            int commandsWaiting,
            int badJson,
            int wrongIds,
            int joins,
            boolean versioned) {}

    /**
     * What is kept, and for how long.
     *
     * @param entryAge how long a journal keeps an entry
     * @param entries how many entries a journal keeps
     * @param upkeep how often what is over is cleared away
     */
    public record Keep(Duration entryAge, int entries, Duration upkeep) {}

    /**
     * Writes with an {@code Idempotency-Key}.
     *
     * @param keep how long the reply of one is kept
     * @param patience how long another try of one that is still running waits for it
     */
    public record Retries(Duration keep, Duration patience) {}

    /** @param perPerson how many filters one person may keep */
    public record Filters(int perPerson) {}

    /**
     * What people say.
     *
     * @param rooms how many conversations a workspace may have beside the main one
     * @param emojis how many different reactions one message or comment may have
     * @param reactions how many it may have altogether
     */
    public record Talk(int rooms, int emojis, int reactions) {}

    /**
     * Who is there.
     *
     * @param grace how long somebody whose connection was lost still counts
     * @param gather for how long what changes is gathered, to be told at once
     */
    public record Presence(Duration grace, Duration gather) {}

    /**
     * What people do this moment.
     *
     * @param every how often one person's signals of one name are passed on
     * @param bytes how large the data of one may be
     * @param life for how long one is worth sending to somebody who reads slowly, typing included
     */
    public record Signals(Duration every, int bytes, Duration life) {}

    /**
     * Rooms, and the binary frames that are relayed in them.
     *
     * @param perConnection how many rooms one connection may be in
     * @param nameChars how long the name of one may be
     * @param framesPerSecond binary frames of one client, on average
     * @param frameBurst binary frames of one client at once
     * @param bytesPerSecond their bytes, on average
     * @param byteBurst their bytes at once
     * @param queueFrames how many relayed frames may wait for one connection; more are lost, and it is told
     * @param queueBytes how many bytes of them
     */
    public record Rooms(
            int perConnection,
            int nameChars,
            int framesPerSecond,
            int frameBurst,
            int bytesPerSecond,
            int byteBurst,
            int queueFrames,
            int queueBytes) {}

    /**
     * Live connections.
     *
     * @param queueFrames how many frames may wait for one connection before it reads on from the journal
     * @param queueBytes how many bytes may
     * @param stall how long a connection may make no progress
     * @param pingEvery how often a connection is pinged
     * @param pongWithin how long it has to answer
     * @param messageWithin how long one message may take to arrive whole
     * @param goodbye how long a client has to take its last frames and answer the close
     * @param expiryNotice how long before its token's end a client is warned
     * @param grace how long a connection outlives its token, so that a client can come back with a new one
     * @param ring how many recent entries of a journal are kept for followers just behind
     * @param catchUps how many journals are read at the same time for those who are behind
     * @param typingEvery how often one person's typing in one place is passed on
     * @param look how often the journals' heads are looked at
     * @param reconnectAfter the time over which clients are asked to come back when the server stops
     * @param drain the time over which connections are closed before a planned restart
     */
    public record Live(
            int queueFrames,
            int queueBytes,
            Duration stall,
            Duration pingEvery,
            Duration pongWithin,
            Duration messageWithin,
            Duration goodbye,
            Duration expiryNotice,
            Duration grace,
            int ring,
            int catchUps,
            Duration typingEvery,
            Duration look,
            Duration reconnectAfter,
            Duration drain) {}

    /**
     * Invitations to workspaces.
     *
     * @param life how long one is good where nothing else is asked for
     * @param longest how long one may be good
     * @param perWorkspace how many a workspace may have that are still good
     */
    public record Invites(Duration life, Duration longest, int perWorkspace) {}

    /**
     * What people are told.
     *
     * @param dueSoon how long before the day begins on which a task is due
     */
    public record Notifications(Duration dueSoon) {}

    /**
     * Letters to people. Off unless a host is named.
     *
     * @param security {@code starttls} and {@code tls} are insisted on; {@code none} is for a server on this machine
     * @param from the sender's address
     */
    public record Mail(
            Optional<String> host,
            int port,
            String security,
            Optional<String> user,
            Optional<String> password,
            String from) {
        /** Hides all of it: whatever has a secret in it must be safe to log. */
        @Override
        public String toString() {
            return "Mail[hidden]";
        }
    }

    /**
     * How fast anybody may call, on one node.
     *
     * @param writesPerSecond writes of one person, on average
     * @param writeBurst and at once
     * @param searchesPerMinute searches of one person
     * @param invitesPerHour invitations that one person may make
     * @param joinsPerMinute invitations that one person may look at or accept
     * @param connectionsPerMinute sockets and streams that one person may begin
     * @param signInsPerMinute sign-ins and registrations from one address, right or wrong
     * @param checkupsPerMinute what anybody may ask about the way to the server, from one address
     * @param keyCallsPerSecond calls with one integration key, on average
     * @param keyCallBurst and at once
     * @param callsPerSecond calls from one address, on average, handshakes among them
     * @param callBurst and at once
     * @param proxies whose word is taken for where a request comes from
     */
    public record Rates(
            int writesPerSecond,
            int writeBurst,
            int searchesPerMinute,
            int invitesPerHour,
            int joinsPerMinute,
            int connectionsPerMinute,
            int signInsPerMinute,
            int checkupsPerMinute,
            int keyCallsPerSecond,
            int keyCallBurst,
            int callsPerSecond,
            int callBurst,
            List<Network> proxies) {}

    /** @param token whoever shows it may fetch what is counted; without one, administrators alone may */
    public record Metrics(Optional<String> token) {
        /** Hides all of it: whatever has a secret in it must be safe to log. */
        @Override
        public String toString() {
            return "Metrics[hidden]";
        }
    }

    /**
     * Other systems.
     *
     * @param keys how many keys a workspace may have
     * @param eventBytes how large the payload of an event may be that is published
     */
    public record Integrations(int keys, int eventBytes) {}

    /**
     * Addresses to which journals are posted.
     *
     * @param perWorkspace how many a workspace may have
     * @param anywhere whether they may lie where only this server can reach, and be without TLS
     * @param answer how long one may take to answer
     * @param tries after so many failures one is paused
     * @param atOnce how many are posted to at the same time
     * @param formerSecret how long is signed with the secret before the present one too
     */
    public record Webhooks(
            int perWorkspace, boolean anywhere, Duration answer, int tries, int atOnce, Duration formerSecret) {}

    /**
     * Workspaces as files.
     *
     * @param atOnce how many files are taken in or put together at the same time
     * @param exports how many are put together or on their way out. Each keeps one of the server's threads meanwhile
     * @param within how long one may take to arrive, or to be taken
     * @param importBytes how large one may be that is taken in
     * @param importRows how many tasks may be in it
     * @param importDepth how deeply it may be nested, where it is JSON
     */
    public record Files(int atOnce, int exports, Duration within, int importBytes, int importRows, int importDepth) {}
}
