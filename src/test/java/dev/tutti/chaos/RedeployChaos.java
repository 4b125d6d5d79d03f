package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tutti.it.Person;
import dev.tutti.it.Phone;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Payara Micro has no way to deploy again; Payara Server was tried by hand (OPERATIONS.md). */
@DisplayName("An application that is deployed again")
class RedeployChaos {
    private static final int TIMES = 10;
    private static final int SECONDS = 120;
    /**
     * Java's methods of records remember the class that they met last (ObjectMethods.OBJECT_EQ), for ever; and an idle
     * worker of WildFly remembers the last request that it served, until the next one.
     */
    private static final int KEPT_BY_OTHERS = 2;

    private static final int WORKERS = 64;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName("sees its clients off each time, and leaves neither threads nor classes behind")
    void leavesNothingBehind() throws IOException {
        // Caches that yield to a shortage of memory are no leaks; with this they yield at once.
        try (Node node = Node.of(Server.WILDFLY)
                .with("JDK_JAVA_OPTIONS", "-XX:SoftRefLRUPolicyMSPerMB=0")
                .starts()) {
            Path war = node.directory().resolve("deployments/ROOT.war");
            Person ada = Person.registers(node.address(), "Ada");
            String workspace = ada.createsWorkspace("Redeploy");
            awaitExists(Path.of(war + ".deployed"), Instant.MIN);
            for (int i = 0; i < TIMES; i++) {
                Phone phone = Phone.joins(ada, workspace);
                ada.createsTask(workspace, "Before redeployment " + i);
                phone.expect("task:created");
                deployAgain(war);
                phone.expect("shutdown");
                int code = phone.expectClose();
                // WildFly may close first, with 1001.
                assertTrue(Set.of(1001, 1012).contains(code), "a close that makes a client come back, not " + code);
                node.awaitReady();
            }
            Autopsy autopsy = new Autopsy(node);
            keepWorkersBusy(node);
            awaitCopies(autopsy, 1 + KEPT_BY_OTHERS);
            Files.delete(Path.of(war + ".deployed"));
            awaitExists(Path.of(war + ".undeployed"), Instant.MIN);
            awaitCopies(autopsy, KEPT_BY_OTHERS);
            assertEquals(
                    List.of(),
                    autopsy.threads().stream().filter(RedeployChaos::isOurs).toList(),
                    "threads left behind");
        }
    }

    /** So that each of them has met the present copy, and no other, last. */
    private static void keepWorkersBusy(Node node) {
        HttpRequest ask = HttpRequest.newBuilder(node.address().resolve("api/health/ready"))
                .build();
        CompletableFuture<?>[] answers = IntStream.range(0, WORKERS)
                .mapToObj(i -> PlainHttp.CLIENT.sendAsync(ask, HttpResponse.BodyHandlers.discarding()))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(answers).join();
    }

    private static boolean isOurs(String thread) {
        return thread.startsWith("tutti-")
                || thread.contains("ManagedThreadFactory")
                || thread.startsWith("MVStore")
                || thread.startsWith("H2 ");
    }

    /** WildFly's deployment scanner deploys a newer file, and gives its marker the time of the file. */
    private static void deployAgain(Path war) throws IOException {
        Path marker = Path.of(war + ".deployed");
        Instant before = Files.getLastModifiedTime(marker).toInstant();
        Files.setLastModifiedTime(war, FileTime.from(Instant.now()));
        awaitExists(marker, before);
    }

    private static void awaitExists(Path marker, Instant newerThan) throws IOException {
        for (Instant deadline = Instant.now().plusSeconds(SECONDS); !isNewer(marker, newerThan); pause()) {
            if (Instant.now().isAfter(deadline)) {
                fail("WildFly did not write " + marker);
            }
        }
    }

    private static boolean isNewer(Path marker, Instant than) throws IOException {
        return Files.exists(marker)
                && Files.getLastModifiedTime(marker).toInstant().isAfter(than);
    }

    private static void awaitCopies(Autopsy autopsy, int most) {
        long copies = Long.MAX_VALUE;
        // The container's own threads remember whom they worked for last, and go after a minute without work.
        for (Instant deadline = Instant.now().plusSeconds(SECONDS);
                copies > most && Instant.now().isBefore(deadline);
                pause()) {
            copies = autopsy.copiesLoaded("dev.tutti.live.hub.Hub");
        }
        assertTrue(copies <= most, copies + " copies of the application are still loaded");
    }

    private static void pause() {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS))
                .join();
    }
}
