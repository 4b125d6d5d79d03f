package dev.tutti.work.webhook;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.outward.Sender;
import dev.tutti.journal.Author;
import dev.tutti.journal.Journals;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.work.workspace.Office;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;

/** A workspace with webhooks: the real use cases and the real courier, on a clock that moves when a test says so. */
final class Post implements AutoCloseable {
    final Office office = new Office();
    final ManualClock clock = new ManualClock();
    final Settings settings;
    final Caller ada = office.person("ada");
    final UUID workspace = office.workspace(ada);
    final List<WebhookPaused> paused = new ArrayList<>();
    final Traces traces = new Traces();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);

    /** The real book, with a transaction for each call, as in the server. */
    final Errands errands = new Errands() {
        @Override
        List<Standing> look(Instant now, Optional<UUID> after, int limit) {
            return at(it -> it.look(now, after, limit));
        }

        @Override
        long paused() {
            return at(Errands::paused);
        }

        @Override
        Optional<Errand> take(UUID id, Instant now) {
            return at(it -> it.take(id, now));
        }

        @Override
        boolean delivered(Errand errand, Position position, Instant now) {
            return at(it -> it.delivered(errand, position, now));
        }

        @Override
        void over(Errand errand) {
            office.go(desk -> book(desk).over(errand));
        }

        @Override
        void giveBack(Errand errand, Position reached, Instant now) {
            office.go(desk -> book(desk).giveBack(errand, reached, now));
        }

        @Override
        void failed(Errand errand, String why, Function<Integer, Optional<Duration>> pause, Instant now) {
            office.go(desk -> book(desk).failed(errand, why, pause, now));
        }
    };

    Post(String... more) {
        List<String> all = new ArrayList<>(List.of("TUTTI_WEBHOOKS_ANYWHERE", "true", "TUTTI_WEBHOOK_TRIES", "3"));
        all.addAll(List.of(more));
        settings = ChosenSettings.of(all.toArray(String[]::new));
    }

    MadeWebhook make(String url, String... types) {
        return webhooks(it -> it.make(ada, workspace, new NewWebhook(url, List.of(types))));
    }

    WebhookView view(MadeWebhook made) {
        return webhooks(it -> it.find(ada, workspace, made.webhook().id()));
    }

    /** @return where it stands */
    Position says(String text) {
        return office.at(
                desk -> desk.journal().append(StreamId.workspace(workspace), Author.of(ada), new Journals.Said(text)));
    }

    /** A node looks once, and carries out what is due. */
    void round() {
        round(sender(Duration.ofSeconds(10)));
    }

    void round(Sender sender) {
        courier().round(Runnable::run, delivery(sender));
    }

    Courier courier() {
        Courier courier = new Courier();
        courier.errands = errands;
        courier.clock = clock;
        courier.settings = settings;
        return courier;
    }

    Delivery delivery(Sender sender) {
        return new Delivery(errands, sender, new Backoff(() -> 0), () -> false, clock);
    }

    Sender sender(Duration patience) {
        return new Sender(
                new Sender.Rules(patience, settings.webhooks().anywhere()),
                InetAddress::getAllByName,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                timer);
    }

    <T> T webhooks(Function<Webhooks, T> work) {
        return office.at(desk -> work.apply(webhooks(desk)));
    }

    Webhooks webhooks(Office.Desk desk) {
        Webhooks webhooks = new Webhooks();
        webhooks.em = desk.em();
        webhooks.access = desk.access();
        webhooks.journal = desk.journal();
        webhooks.history = Journals.reading(desk.em());
        webhooks.settings = settings;
        webhooks.clock = clock;
        webhooks.rules = Office.RULES;
        return webhooks;
    }

    /** A node looks once for what has lost its workspace. */
    void upkeep() {
        office.go(desk -> {
            Orphans orphans = new Orphans();
            orphans.em = desk.em();
            orphans.history = Journals.reading(desk.em());
            orphans.workspaces = desk.workspaces();
            orphans.run(clock.instant());
        });
    }

    private <T> T at(Function<Errands, T> work) {
        return office.at(desk -> work.apply(book(desk)));
    }

    private Errands book(Office.Desk desk) {
        Errands book = new Errands();
        book.em = desk.em();
        book.history = Journals.reading(desk.em());
        book.paused = Journals.event(paused::add);
        book.settings = settings;
        book.traces = traces;
        return book;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        office.close();
    }
}
