package dev.tutti.journal;

import dev.tutti.base.identity.UserId;
import java.util.Locale;
import java.util.UUID;

/**
 * Whose access ends with an entry. It is part of the entry, so that whoever reaches it, live or in a replay and on any
 * node, ends the same access at the same place without asking anyone.
 *
 * @param scope what ends
 * @param id the user, the sign-in or the workspace that it ends for
 */
public record Revocation(Scope scope, UUID id) {
    /** What ends. */
    public enum Scope {
        /** One member's access to the workspace whose journal this is. */
        MEMBER,
        /** Everyone's access to it. */
        WORKSPACE,
        /** One sign-in of the user whose inbox this is. */
        SIGN_IN,
        /** All of that user's. */
        ACCOUNT
    }

    public static Revocation ofMember(UserId user) {
        return new Revocation(Scope.MEMBER, user.value());
    }

    public static Revocation ofWorkspace(UUID workspace) {
        return new Revocation(Scope.WORKSPACE, workspace);
    }

    public static Revocation ofSignIn(UUID signIn) {
        return new Revocation(Scope.SIGN_IN, signIn);
    }

    public static Revocation ofAccount(UserId user) {
        return new Revocation(Scope.ACCOUNT, user.value());
    }

    /** @return the text that {@link #toString} gave, read back */
    public static Revocation parse(String text) {
        int colon = text.indexOf(':');
        return new Revocation(
                Scope.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)),
                UUID.fromString(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return scope.name().toLowerCase(Locale.ROOT) + ":" + id;
    }
}
