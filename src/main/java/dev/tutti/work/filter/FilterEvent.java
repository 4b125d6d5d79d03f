package dev.tutti.work.filter;

import dev.tutti.journal.Fact;
import java.util.UUID;

/** What can happen to a filter. Told in its person's inbox, so that all of their devices have it. */
public sealed interface FilterEvent extends Fact {
    /** It is kept, anew or as it is now. */
    record Saved(FilterView filter) implements FilterEvent {
        @Override
        public String type() {
            return "filter:saved";
        }

        @Override
        public Object payload() {
            return filter;
        }
    }

    /** It is gone. */
    record Deleted(UUID id) implements FilterEvent {
        @Override
        public String type() {
            return "filter:deleted";
        }
    }
}
