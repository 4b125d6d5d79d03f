package dev.tutti.work.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Tickets")
class TicketsTest {
    private final FrontDoor door = new FrontDoor();
    private SignedIn ada;
    private Caller caller;

    @BeforeEach
    void signIn() {
        ada = door.register("ada@example.com");
        caller = door.caller(ada);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    @DisplayName("B16: a ticket admits its owner once, with the credential that it was made from")
    void once() {
        NewTicket ticket = door.tickets.issue(caller);

        assertEquals(30, ticket.expiresIn());
        assertEquals(new Admission.Admitted(caller), door.authenticator.byTicket(ticket.ticket()));
        assertInstanceOf(Admission.Refused.class, door.authenticator.byTicket(ticket.ticket()));
        assertInstanceOf(Admission.Refused.class, door.authenticator.byTicket("ticket_never"));
        assertNotEquals(ticket.ticket(), door.tickets.issue(caller).ticket());
    }

    @Test
    @DisplayName("B16: of a hundred who present one ticket at the same time, one is admitted")
    void oneWinner() {
        String ticket = door.tickets.issue(caller).ticket();
        ExecutorService crowd = Executors.newFixedThreadPool(20);
        List<CompletableFuture<Admission>> tries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tries.add(CompletableFuture.supplyAsync(() -> door.authenticator.byTicket(ticket), crowd));
        }
        long admitted = tries.stream()
                .map(CompletableFuture::join)
                .filter(Admission.Admitted.class::isInstance)
                .count();
        crowd.shutdown();

        assertEquals(1, admitted);
    }

    @Test
    @DisplayName("B16: of those who present one ticket to two nodes at the same time, one is admitted")
    void oneWinnerOfTwoNodes() {
        try (FrontDoor other = door.onAnotherNode()) {
            ExecutorService crowd = Executors.newFixedThreadPool(8);
            for (int round = 0; round < 20; round++) {
                String ticket = door.tickets.issue(caller).ticket();
                CountDownLatch together = new CountDownLatch(1);
                List<CompletableFuture<Admission>> tries = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    FrontDoor node = i % 2 == 0 ? door : other;
                    tries.add(CompletableFuture.supplyAsync(
                            () -> {
                                await(together);
                                return node.authenticator.byTicket(ticket);
                            },
                            crowd));
                }
                together.countDown();
                List<Admission> outcomes =
                        tries.stream().map(CompletableFuture::join).toList();
                assertEquals(
                        1,
                        outcomes.stream()
                                .filter(Admission.Admitted.class::isInstance)
                                .count());
                assertEquals(
                        7,
                        outcomes.stream()
                                .filter(Admission.Refused.class::isInstance)
                                .count());
            }
            crowd.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    @Timeout(10)
    @DisplayName("what never was a ticket, or no longer is one, is refused without a writer's turn")
    void noTurnForNothing() {
        String spent = door.tickets.issue(caller).ticket();
        door.authenticator.byTicket(spent);

        door.whileSomebodyWrites(() -> {
            assertInstanceOf(Admission.Refused.class, door.authenticator.byTicket("ticket_never"));
            assertInstanceOf(Admission.Refused.class, door.authenticator.byTicket(spent));
        });
    }

    @Test
    @DisplayName("B17: after thirty seconds a ticket is over")
    void expires() {
        String early = door.tickets.issue(caller).ticket();
        String late = door.tickets.issue(caller).ticket();

        door.clock.advance(Duration.ofSeconds(29));
        assertInstanceOf(Admission.Admitted.class, door.authenticator.byTicket(early));
        door.clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(Admission.Expired.class, door.authenticator.byTicket(late));
    }

    @Test
    @DisplayName("a ticket ends with the sign-in that it was made from")
    void endsWithTheSignIn() {
        String ticket = door.tickets.issue(caller).ticket();
        door.logins.logout(new Renewal(ada.refreshToken(), false));

        assertInstanceOf(Admission.Refused.class, door.authenticator.byTicket(ticket));
    }

    @Test
    @DisplayName("a ticket ends with the token that it was made from")
    void endsWithTheToken() {
        door.clock.advance(Duration.ofSeconds(890));
        String ticket = door.tickets.issue(caller).ticket();
        door.clock.advance(Duration.ofSeconds(15));

        assertInstanceOf(Admission.Expired.class, door.authenticator.byTicket(ticket));
    }
}
