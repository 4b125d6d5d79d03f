package dev.tutti.live.socket;

import dev.tutti.base.command.Command;
import dev.tutti.base.idempotency.Attempt;
import dev.tutti.base.idempotency.Outcome;
import dev.tutti.base.idempotency.Reply;
import dev.tutti.base.idempotency.Retries;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.live.protocol.ClientFrame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What features let clients ask for. One that comes with a {@code mutationId} is carried out once. */
@ApplicationScoped
class FeatureCommands {
    @Inject
    Retries retries;

    private Map<String, Command> byType = Map.of();

    @Inject
    void gather(@Any Instance<Command> commands) {
        know(commands.stream().collect(Collectors.toMap(Command::type, Function.identity())));
    }

    void know(Map<String, Command> commands) {
        byType = Map.copyOf(commands);
    }

    /**
     * @return what the reply says
     * @throws Problem when it cannot be done, or there is no such command
     */
    JsonObject perform(Caller caller, ClientFrame frame) {
        Command command = byType.get(frame.type());
        if (command == null) {
            throw new Problem.Invalid(ErrorCode.UNKNOWN_TYPE, "This server does not know messages of this type.");
        }
        Caller writer = caller.with(new Echo(frame.mutationId(), caller.echo().connection()));
        return frame.mutationId()
                .map(key -> once(
                        Attempt.ofCommand(
                                writer, key, frame.type(), frame.payload().toString()),
                        command,
                        writer,
                        frame))
                .orElseGet(() -> command.perform(writer, frame.payload()));
    }

    private JsonObject once(Attempt attempt, Command command, Caller writer, ClientFrame frame) {
        try {
            Outcome outcome = retries.once(
                    attempt,
                    () -> Reply.saying(command.perform(writer, frame.payload()).toString()));
            return StrictJson.object(outcome.reply().body().orElseThrow());
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }
}
