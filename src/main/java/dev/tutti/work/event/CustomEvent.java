package dev.tutti.work.event;

import dev.tutti.base.json.JsonText;
import dev.tutti.journal.Fact;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.UUID;

/** Something that happened elsewhere. What it means is for those who publish and hear it to say. */
sealed interface CustomEvent extends Fact {
    /** What every such event's type begins with, so that none is taken for one of ours. */
    String PREFIX = "custom:";

    String name();

    @Override
    default String type() {
        return PREFIX + name();
    }

    /** Told to all who follow the workspace. The payload is what was sent. */
    record ToWorkspace(String name, JsonObject sent) implements CustomEvent {
        @Override
        public Object payload() {
            return sent;
        }
    }

    /** Told to one member, in their inbox. The payload is what was sent, and says from which workspace it comes. */
    record ToMember(String name, UUID workspace, JsonObject sent) implements CustomEvent {
        @Override
        public Object payload() {
            JsonObjectBuilder payload = JsonText.object().add(NewEvent.WORKSPACE, workspace.toString());
            sent.forEach(payload::add);
            return payload.build();
        }
    }
}
