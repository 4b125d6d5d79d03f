package dev.tutti.live.socket.tyrus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.live.protocol.ServerFrame;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CompletionHandler;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.memory.MemoryManager;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection of Grizzly")
class TyrusSocketTest {
    private final List<Boolean> told = new ArrayList<>();
    private final List<CompletionHandler<?>> handlers = new ArrayList<>();
    private final List<Byte> kinds = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final TyrusSocket socket = new TyrusSocket((Connection<?>)
            Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, this::called));

    /** Tells of nothing by itself. */
    private Object called(Object connection, Method method, Object... values) {
        switch (method.getName()) {
            case "getMemoryManager" -> {
                return MemoryManager.DEFAULT_MEMORY_MANAGER;
            }
            case "write" -> {
                kinds.add(((Buffer) values[0]).get());
                handlers.add((CompletionHandler<?>) values[1]);
            }
            default -> others.add(method.getName());
        }
        return null;
    }

    @Test
    @DisplayName("is told of each message when it is written, or will not be")
    void told() {
        socket.send(ServerFrame.relayed(new byte[] {1}).encoded(), told::add);
        socket.send(ServerFrame.relayed(new byte[] {2}).encoded(), told::add);
        socket.send(ServerFrame.relayed(new byte[] {3}).encoded(), told::add);
        assertEquals(List.of(), told);

        handlers.get(0).completed(null);
        handlers.get(1).failed(new IllegalStateException("gone"));
        handlers.get(2).cancelled();

        assertEquals(List.of(true, false, false), told);
        assertEquals(List.of((byte) 0x82, (byte) 0x82, (byte) 0x82), kinds);
    }

    @Test
    @DisplayName("is ended under whatever waits for it")
    void killed() {
        socket.kill();

        assertEquals(List.of("terminateSilently"), others);
    }
}
