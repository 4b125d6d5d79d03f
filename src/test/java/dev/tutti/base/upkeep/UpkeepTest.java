package dev.tutti.base.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Upkeep")
class UpkeepTest {
    private final List<String> done = new ArrayList<>();
    private final Upkeep upkeep = new Upkeep();

    @Test
    @DisplayName("does the other chores, and all of them again, when one fails, be it with an Error")
    void oneFails() {
        upkeep.clock = Clock.systemUTC();
        upkeep.chores = instance(List.of(
                now -> {
                    throw new StackOverflowError("a fault of ours");
                },
                now -> {
                    throw new IllegalStateException("the database is away");
                },
                now -> done.add("swept")));

        upkeep.doAll();
        upkeep.doAll();

        assertEquals(List.of("swept", "swept"), done);
    }

    @SuppressWarnings("unchecked") // a proxy knows no type parameters
    private static Instance<Chore> instance(List<Chore> chores) {
        return (Instance<Chore>) Proxy.newProxyInstance(
                UpkeepTest.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> chores.iterator());
    }
}
