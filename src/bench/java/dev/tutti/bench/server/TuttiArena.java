package dev.tutti.bench.server;

import dev.tutti.bench.load.Crowd;
import dev.tutti.bench.load.Publisher;
import dev.tutti.bench.load.Script;
import dev.tutti.bench.load.Subscriber;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Workspaces of Tutti as rooms.
 *
 * @param deed by which those who publish over REST do it
 */
record TuttiArena(Tutti tutti, List<Workspace> workspaces, Road road, Deed deed) implements Arena {
    /** What precedes the data of a relayed frame, beside the room's name (PROTOCOL.md, section 3). */
    private static final int RELAY_HEAD = 18;

    @Override
    public InetSocketAddress address() {
        return tutti.address();
    }

    @Override
    public Usage usage() {
        return tutti.usage();
    }

    @Override
    public Script subscriber(int room, int seat) {
        Workspace workspace = workspaces.get(room);
        return TuttiScript.follows(workspace, seat, road);
    }

    @Override
    public Script visitor(int seat) {
        return TuttiScript.visits(workspaces.get(0).person(seat).token());
    }

    @Override
    public Publisher publisher(Crowd crowd) {
        return road.isRelayed()
                ? new Speaker(crowd, subscriber(0, 0), this::relay)
                : new Writer(address(), workspaces, deed);
    }

    private void relay(Subscriber connection, int room, int number) throws IOException {
        UUID id = UUID.fromString(workspaces.get(room).id());
        byte[] name = TuttiScript.ROOM.getBytes(StandardCharsets.UTF_8);
        byte[] data = Words.longest(number).getBytes(StandardCharsets.UTF_8);
        connection.says(ByteBuffer.allocate(RELAY_HEAD + name.length + data.length)
                .put((byte) 1)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put((byte) name.length)
                .put(name)
                .put(data)
                .array());
    }
}
