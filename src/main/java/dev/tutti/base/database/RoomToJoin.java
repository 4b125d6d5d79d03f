package dev.tutti.base.database;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;

/** Asks the {@link Bulkhead} before the container's own interceptor may begin a transaction. */
@Interceptor
@Transactional
@Priority(RoomToJoin.BEFORE_TRANSACTIONS)
public class RoomToJoin {
    /** The container's own are at 200. */
    static final int BEFORE_TRANSACTIONS = Interceptor.Priority.PLATFORM_BEFORE + 100;

    @Inject
    Bulkhead bulkhead;

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
        return bulkhead.join(call::proceed);
    }
}
