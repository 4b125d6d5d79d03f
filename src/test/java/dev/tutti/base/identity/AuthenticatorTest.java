package dev.tutti.base.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Authenticator")
class AuthenticatorTest {
    private final ManualClock clock = new ManualClock();
    private final Settings settings = ChosenSettings.of("TUTTI_TOKEN_SECRET", "k7Wm2Qx9Zt4Rb8Lp1Vn6Jc3Hd5Fg0SaYeUiOq");
    private final Tokens tokens = Identities.tokens(settings, clock);
    private final UserId ada = new UserId(UUID.randomUUID());
    private final UUID signIn = UUID.randomUUID();
    private boolean stands = true;
    private final Authenticator authenticator = Identities.authenticator(settings, clock, new SignIns() {
        @Override
        public Optional<Standing> local(UserId user, UUID id) {
            return Optional.of(new Standing(user, "Ada today", true)).filter(who -> stands && id.equals(signIn));
        }

        @Override
        public Optional<Standing> outside(OutsideToken token) {
            throw new AssertionError("nobody comes from outside");
        }

        @Override
        public boolean stillStands(Caller caller) {
            return stands;
        }

        @Override
        public Admission redeem(String ticket) {
            return new Admission.Refused("no tickets here");
        }
    });

    @Test
    @DisplayName("a good token admits under the name and with the mark that the account has today")
    void admits() {
        Credential credential = new Credential(
                signIn, Optional.empty(), true, clock.instant(), clock.instant().plusSeconds(900));

        assertEquals(
                new Admission.Admitted(new Caller(ada, "Ada today", credential, Echo.NONE)),
                authenticator.byToken(tokens.access(ada, signIn, Optional.empty())));
    }

    @Test
    @DisplayName("B20, B4: nothing at all and what has expired are answered alike: a new token helps")
    void expired() {
        String token = tokens.access(ada, signIn, Optional.empty());
        clock.advance(Duration.ofHours(1));

        assertInstanceOf(Admission.Expired.class, authenticator.byToken(token));
        assertInstanceOf(Admission.Expired.class, authenticator.byToken(""));
        assertInstanceOf(Admission.Expired.class, authenticator.byTicket(" "));
    }

    @Test
    @DisplayName("B8, B13: a forged token, a refresh token, a ticket and a token whose sign-in has ended are refused")
    void refused() {
        assertInstanceOf(Admission.Refused.class, authenticator.byToken("a.b.c"));
        assertInstanceOf(Admission.Refused.class, authenticator.byToken("ticket_abc"));
        assertInstanceOf(
                Admission.Refused.class,
                authenticator.byToken(IntegrationKey.random().reveal()),
                "a key opens REST alone");
        assertInstanceOf(
                Admission.Refused.class, authenticator.byToken(tokens.refresh(ada, signIn, 0, clock.instant())));
        stands = false;
        assertInstanceOf(Admission.Refused.class, authenticator.byToken(tokens.access(ada, signIn, Optional.empty())));
        assertInstanceOf(Admission.Refused.class, authenticator.byTicket("ticket_abc"));
    }
}
