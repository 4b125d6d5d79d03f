package dev.tutti.work.event;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Inboxes;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Position;
import dev.tutti.journal.Written;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.Members;
import dev.tutti.work.workspace.Membership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Publishes events that other systems make up. They go through the journal like our own: numbered, kept, heard by whoever
 * was away. Guests may not.
 */
@ApplicationScoped
@Transactional
public class Events {
    @Inject
    Access access;

    @Inject
    Members members;

    @Inject
    Journal journal;

    @Inject
    Inboxes inboxes;

    @Inject
    Settings settings;

    /**
     * @return where the workspace's journal ends: for an event to one member it tells nothing of that member's inbox
     * @throws Problem.TooMuch when it says more than an event may
     * @throws Problem.Invalid when it is for somebody who is no member
     */
    Written<Published> publish(Caller caller, UUID workspace, NewEvent event) {
        Membership membership = access.writing(caller, workspace).mayWrite();
        mustBeSmall(event);
        Published published = new Published(
                CustomEvent.PREFIX + event.name(), workspace, event.to().map(UserId::value));
        Position position = event.to()
                .map(person -> tell(membership, person, event))
                .orElseGet(() -> journal.append(
                        membership.stream(),
                        membership.author(),
                        new CustomEvent.ToWorkspace(event.name(), event.payload())));
        return new Written<>(published, position);
    }

    private Position tell(Membership membership, UserId person, NewEvent event) {
        if (!members.includes(membership.workspace(), person)) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, "to", "must be a member of the workspace.");
        }
        inboxes.tell(
                person,
                membership.author(),
                new CustomEvent.ToMember(event.name(), membership.workspace(), event.payload()));
        return journal.hold(membership.stream()).orElseThrow();
    }

    private void mustBeSmall(NewEvent event) {
        int most = settings.integrations().eventBytes();
        if (event.payload().toString().getBytes(StandardCharsets.UTF_8).length > most) {
            Limit.EVENT_BYTES.struck();
            throw new Problem.TooMuch("The payload of an event has at most " + most + " bytes.");
        }
    }
}
