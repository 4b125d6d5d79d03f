package dev.tutti.bench.server;

import dev.tutti.bench.load.Crowd;
import dev.tutti.bench.load.Publisher;
import dev.tutti.bench.load.Script;
import dev.tutti.bench.load.Subscriber;
import dev.tutti.bench.peer.TyrusPeer;
import dev.tutti.bench.peer.UndertowPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that broadcasts what it is sent to everybody in a room, and keeps nothing. */
public final class Peer implements Contender, Arena, AutoCloseable {
    /** Which, and how it is started. */
    public enum Kind {
        WS("ws", "Node.js with ws", true),
        SOCKETIO("socketio", "Node.js with Socket.IO, over WebSocket", true),
        UNDERTOW("undertow", "Undertow by itself, its own WebSocket classes", false),
        TYRUS("tyrus", "Tyrus by itself, on Grizzly", false);

        private final String word;
        private final String what;
        private final boolean onNode;

        Kind(String word, String what, boolean onNode) {
            this.word = word;
            this.what = what;
            this.onNode = onNode;
        }

        public String word() {
            return word;
        }

        private List<String> command() {
            if (onNode) {
                return List.of(
                        "node", Path.of("target/bench/node", word + ".js").toString());
            }
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + Tutti.HEAP));
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    (this == UNDERTOW ? UndertowPeer.class : TyrusPeer.class).getName()));
            return command;
        }
    }

    private final Kind kind;
    private final Program program;

    public Peer(Kind kind, int firstPort) throws IOException {
        this.kind = kind;
        if (kind.onNode) {
            NodePackages.fetched();
        }
        int port = firstPort + kind.ordinal();
        program = new Program(
                kind.word, port, kind.command(), Map.of("PORT", Integer.toString(port), "SECRET", Passes.SECRET));
    }

    @Override
    public String name() {
        return kind.word;
    }

    @Override
    public String what() {
        return kind.what;
    }

    @Override
    public Arena opens(Shape shape) {
        return this;
    }

    @Override
    public InetSocketAddress address() {
        return program.address();
    }

    @Override
    public Usage usage() {
        return program.usage();
    }

    @Override
    public Script subscriber(int room, int seat) {
        return script(seat, Optional.of(Words.room(room)));
    }

    @Override
    public Script visitor(int seat) {
        return script(seat, Optional.empty());
    }

    private Script script(int seat, Optional<String> room) {
        return kind == Kind.SOCKETIO
                ? new SocketIoScript(Passes.of(seat), room)
                : new PlainScript(Passes.of(seat), room);
    }

    @Override
    public Publisher publisher(Crowd crowd) {
        return new Speaker(crowd, visitor(0), this::say);
    }

    private void say(Subscriber connection, int room, int number) throws IOException {
        String payload = Words.longer(number);
        connection.says(
                kind == Kind.SOCKETIO
                        ? "42[\"publish\",\"%s\",%s]".formatted(Words.room(room), payload)
                        : "{\"publish\":\"%s\",\"payload\":%s}".formatted(Words.room(room), payload));
    }

    @Override
    public void close() {
        program.close();
    }
}
