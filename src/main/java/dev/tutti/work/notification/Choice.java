package dev.tutti.work.notification;

import dev.tutti.base.identity.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What somebody has chosen to be notified of. Made with their first choice, and changed only by whoever holds their
 * inbox.
 */
@Entity
@Table(name = "notification_choice")
class Choice {
    @Id
    @Column(name = "user_id")
    private UUID person;

    /** The kinds as they are shown, with commas between. */
    private String unwanted;

    protected Choice() {}

    Choice(UserId person) {
        this.person = person.value();
        become(KindSettings.ALL);
    }

    KindSettings settings() {
        List<String> kept = List.of(unwanted.split(","));
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        kinds.removeIf(kind -> !kept.contains(kind.wire()));
        return new KindSettings(kinds);
    }

    final void become(KindSettings settings) {
        unwanted = settings.unwanted().stream().sorted().map(Kind::wire).collect(Collectors.joining(","));
    }
}
