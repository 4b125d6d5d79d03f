package dev.tutti.work.notification;

import dev.tutti.journal.Fact;
import java.util.Map;

/** What can happen to a person's notifications. Told in their inbox. */
public sealed interface NotificationEvent extends Fact {
    /** There is a new one. The payload is the notification itself. */
    record Arrived(NotificationView notification) implements NotificationEvent {
        @Override
        public String type() {
            return "notification";
        }

        @Override
        public Object payload() {
            return notification;
        }
    }

    /** They have been read, on one of the person's devices, further than before. */
    record Read(ReadState state) implements NotificationEvent {
        @Override
        public String type() {
            return "notification:read";
        }

        @Override
        public Object payload() {
            return state;
        }
    }

    /**
     * The person wants other kinds of them than before.
     *
     * @param settings each kind, and whether it is wanted from here on
     */
    record SettingsChanged(Map<String, Boolean> settings) implements NotificationEvent {
        @Override
        public String type() {
            return "notification:settings_changed";
        }

        @Override
        public Object payload() {
            return settings;
        }
    }
}
