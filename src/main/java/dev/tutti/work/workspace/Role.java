package dev.tutti.work.workspace;

import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import java.util.Locale;

/** What a member may do, the mightiest first. In lower case wherever it is shown. */
@JsonbTypeAdapter(Role.Wire.class)
public enum Role {
    /** Anything, including the end of the workspace. There is always at least one. */
    OWNER,
    /** Decides on the workspace's name and on every member but the owners. */
    ADMIN,
    /** Reads and writes. */
    MEMBER,
    /** Reads. */
    GUEST;

    /** All roles, as a pattern for requests. */
    public static final String PATTERN = "owner|admin|member|guest";

    public boolean isAtLeast(Role other) {
        return compareTo(other) <= 0;
    }

    /** @return the role as it is shown, for example {@code owner} */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param wire matches {@link #PATTERN} */
    public static Role parse(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** How JSON says it. */
    public static class Wire implements JsonbAdapter<Role, String> {
        @Override
        public String adaptToJson(Role role) {
            return role.wire();
        }

        @Override
        public Role adaptFromJson(String wire) {
            return parse(wire);
        }
    }
}
