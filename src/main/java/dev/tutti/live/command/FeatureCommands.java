package dev.tutti.live.command;

import dev.tutti.base.command.Command;
import dev.tutti.base.idempotency.Attempt;
import dev.tutti.base.idempotency.Outcome;
import dev.tutti.base.idempotency.Reply;
import dev.tutti.base.idempotency.Retries;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.limit.Rates;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.base.problem.ProblemMapper;
import dev.tutti.live.protocol.ClientFrame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.ConstraintViolationException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What features let clients ask for. One that comes with a {@code mutationId} is carried out once. */
@ApplicationScoped
public class FeatureCommands {
    @Inject
    Retries retries;

    @Inject
    Rates rates;

    private Map<String, Command> byType = Map.of();

    @Inject
    void gather(@Any Instance<Command> commands) {
        byType = commands.stream().collect(Collectors.toUnmodifiableMap(Command::type, Function.identity()));
    }

    /** @return what knows these commands and no others, where there is no container to gather them */
    public static FeatureCommands of(Retries retries, Rates rates, Command... commands) {
        FeatureCommands features = new FeatureCommands();
        features.retries = retries;
        features.rates = rates;
        features.byType = Stream.of(commands).collect(Collectors.toMap(Command::type, Function.identity()));
        return features;
    }

    /**
     * @param replayed whether it was carried out before, and this only tells its reply again
     */
    public record Performed(JsonObject data, boolean replayed) {}

    /**
     * @param caller whose echo carries the key of a message that has none itself
     * @throws Problem when it cannot be done, or there is no such command
     */
    public Performed perform(Caller caller, ClientFrame frame) {
        return perform(caller, command(frame), frame);
    }

    /**
     * @param connection over which the message came; no filter stands before it, so that a write is counted here
     * @throws Problem.NotNow when its person writes too fast
     */
    public Performed perform(Caller caller, UUID connection, ClientFrame frame) {
        Command command = command(frame);
        if (!command.isFleeting()) {
            rates.take(Rate.WRITES, caller.id().toString());
        }
        Echo here = new Echo(caller.echo().mutationId(), Optional.of(connection));
        return perform(command.isFleeting() ? caller.with(here) : caller, command, frame);
    }

    private Command command(ClientFrame frame) {
        Command command = byType.get(frame.type());
        if (command == null) {
            throw new Problem.Invalid(
                    ErrorCode.UNKNOWN_TYPE, "There are no messages of this type here, or they need a connection.");
        }
        return command;
    }

    private Performed perform(Caller caller, Command command, ClientFrame frame) {
        try {
            return performed(caller, command, frame);
        } catch (ConstraintViolationException violations) {
            throw ProblemMapper.invalid(violations);
        }
    }

    private Performed performed(Caller caller, Command command, ClientFrame frame) {
        if (command.isFleeting()) {
            return new Performed(command.perform(caller, frame.payload()), false);
        }
        Optional<String> key = frame.mutationId().or(() -> caller.echo().mutationId());
        Caller writer = caller.with(new Echo(key, caller.echo().connection()));
        Callable<JsonObject> work = () -> command.perform(writer, frame.payload());
        try {
            if (key.isEmpty()) {
                return new Performed(retries.withoutKey(work), false);
            }
            Attempt attempt = Attempt.ofCommand(
                    writer, key.get(), frame.type(), frame.payload().toString());
            Outcome outcome =
                    retries.once(attempt, () -> Reply.saying(work.call().toString()));
            return new Performed(StrictJson.object(outcome.reply().body().orElseThrow()), outcome.replayed());
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }
}
