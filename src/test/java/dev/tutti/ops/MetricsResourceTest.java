package dev.tutti.ops;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Identities;
import dev.tutti.base.identity.OutsideToken;
import dev.tutti.base.identity.SignIns;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The metrics")
class MetricsResourceTest {
    private static final String SECRET = "k7Wm2Qx9Zt4Rb8Lp1Vn6Jc3Hd5Fg0SaYeUiOq";
    private static final String TOKEN = "scrape-me-if-you-can-0123";

    private final ManualClock clock = new ManualClock();
    private final UserId root = new UserId(UUID.randomUUID());
    private final UserId ada = new UserId(UUID.randomUUID());

    @Test
    @DisplayName("are for administrators, and for nobody else where no token is set")
    void administrators() {
        MetricsResource metrics = resource("TUTTI_TOKEN_SECRET", SECRET);

        assertDoesNotThrow(() -> metrics.mayWatch("Bearer " + tokenOf(root)));
        assertThrows(Problem.Forbidden.class, () -> metrics.mayWatch("Bearer " + tokenOf(ada)));
        assertThrows(Problem.Unauthenticated.class, () -> metrics.mayWatch(null));
        assertThrows(Problem.Unauthenticated.class, () -> metrics.mayWatch("Bearer "));
        assertThrows(Problem.Unauthenticated.class, () -> metrics.mayWatch("Bearer " + TOKEN));
    }

    @Test
    @DisplayName("are for whoever has the token that is set, too; a part of it will not do")
    void token() {
        MetricsResource metrics = resource("TUTTI_TOKEN_SECRET", SECRET, "TUTTI_METRICS_TOKEN", TOKEN);

        assertDoesNotThrow(() -> metrics.mayWatch("bearer " + TOKEN));
        assertDoesNotThrow(() -> metrics.mayWatch("Bearer " + tokenOf(root)));
        assertThrows(Problem.Unauthenticated.class, () -> metrics.mayWatch("Bearer " + TOKEN.substring(1)));
        assertThrows(Problem.Unauthenticated.class, () -> metrics.mayWatch("Bearer " + TOKEN + "4"));
        assertThrows(Problem.Unauthenticated.class, () -> metrics.mayWatch("Basic " + TOKEN));
        assertThrows(Problem.Unauthenticated.class, () -> metrics.mayWatch(TOKEN));
        assertThrows(Problem.Unauthenticated.class, () -> metrics.mayWatch(""));
    }

    @Test
    @DisplayName("take no token that can be guessed: the server does not start with one")
    void tooShort() {
        assertThrows(IllegalStateException.class, () -> ChosenSettings.of("TUTTI_METRICS_TOKEN", "prometheus"));
    }

    private MetricsResource resource(String... chosen) {
        MetricsResource resource = new MetricsResource();
        resource.settings = ChosenSettings.of(chosen);
        resource.authenticator = Identities.authenticator(resource.settings, clock, new House());
        return resource;
    }

    private String tokenOf(UserId user) {
        Settings settings = ChosenSettings.of("TUTTI_TOKEN_SECRET", SECRET);
        return Identities.tokens(settings, clock).access(user, UUID.randomUUID(), Optional.empty());
    }

    /** Everybody's sign-in stands; one of them is an administrator. */
    private final class House implements SignIns {
        @Override
        public Optional<Standing> local(UserId user, UUID signIn) {
            return Optional.of(new Standing(user, "Somebody", user.equals(root)));
        }

        @Override
        public Optional<Standing> outside(OutsideToken token) {
            return Optional.empty();
        }

        @Override
        public boolean stillStands(Caller caller) {
            return true;
        }

        @Override
        public Admission redeem(String ticket) {
            return new Admission.Refused("no tickets here");
        }
    }
}
