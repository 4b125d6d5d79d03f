package dev.tutti.base.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A way to one database. */
interface Connector {
    /** @return a connection as the application is to have it */
    Connection connect() throws SQLException;

    /** @return one for the migrations, which nobody writes beside, and which may take their time */
    Connection connectForMigrations() throws SQLException;

    /** Keeps the database open until it is let go of, whether anybody has a connection or not. */
    void hold() throws SQLException;

    /** Lets go of it. */
    void release() throws SQLException;

    /** @return whether it lives and ends with this process, which therefore never waits for it */
    boolean isEmbedded();

    /** @return whether whoever connects waits until the database answers, which is so until the start is over */
    boolean isAwaited();

    /** The start is over: from now on whoever finds nobody there is told so at once. */
    void begun();

    /** @return where the data is kept, for people; never with a secret */
    String place();
}
