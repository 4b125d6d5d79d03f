package dev.tutti.base.database;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;

/**
 * Asks the {@link Bulkhead} before something is looked up, within a transaction or without one. One look by itself needs
 * none, which spares the database the transaction's end; but it needs a connection as well.
 */
@Interceptor
@Transactional(Transactional.TxType.SUPPORTS)
@Priority(RoomToJoin.BEFORE_TRANSACTIONS)
public class RoomToLook {
    @Inject
    Bulkhead bulkhead;

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
        return bulkhead.look(call::proceed);
    }
}
