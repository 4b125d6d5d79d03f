package dev.tutti.work.announcement;

import dev.tutti.journal.Fact;

/** That something was announced. Told in each inbox. */
public record AnnouncementEvent(AnnouncementView announcement) implements Fact {
    @Override
    public String type() {
        return "announcement";
    }

    @Override
    public Object payload() {
        return announcement;
    }
}
