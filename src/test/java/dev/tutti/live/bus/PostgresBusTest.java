package dev.tutti.live.bus;

import dev.tutti.base.Link;
import dev.tutti.base.database.Notices;
import dev.tutti.base.database.PostgresAddress;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The bus over a real PostgreSQL")
class PostgresBusTest extends BetweenNodesContract {
    private final PostgresAddress address = PostgresAddress.ofNew();
    private final Link line = new Link(address.port());

    @AfterEach
    void hangUp() {
        line.close();
    }

    @Override
    Line.Messenger messenger() {
        return new PostgresMessenger(address.through(line.port()));
    }

    @Override
    void forge(String channel, byte[] message) throws Exception {
        try (Notices forger = Notices.open(address.through(address.port()))) {
            forger.tell(List.of(new Notices.Notice(channel, Base64.getEncoder().encodeToString(message))));
        }
    }

    @Override
    int longest() {
        return 5_800;
    }

    @Override
    void cut() {
        line.cut();
    }

    @Override
    void freeze() {
        line.freeze();
    }

    @Override
    void goAway() {
        line.refuse();
    }

    @Override
    void mend() {
        line.mend();
    }
}
