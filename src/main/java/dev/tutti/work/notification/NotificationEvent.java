package dev.tutti.work.notification;

import dev.tutti.journal.Fact;

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
}
