package dev.tutti.base.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A way to one database. */
interface Connector {
    /** @return a connection as the application is to have it */
    Connection connect() throws SQLException;

    /** @return one for the migrations, which nobody writes beside, and which may take their time */
    Connection connectForMigrations() throws SQLException;

    /** @return where the data is kept, for people; never with a secret */
    String place();
}
