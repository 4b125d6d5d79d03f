package dev.tutti.base.database;

/** The real bound on waits, on a scratch database. */
public final class Patience {
    private Patience() {}

    public static LockWait of(ScratchDatabase database) {
        LockWait lockWait = new LockWait();
        lockWait.pool = database.source();
        lockWait.prepare();
        return lockWait;
    }
}
