package dev.tutti.base.database;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;

/** Asks the {@link Bulkhead} before the container's own interceptor begins a transaction, within another one or not. */
@Interceptor
@Transactional(Transactional.TxType.REQUIRES_NEW)
@Priority(RoomToJoin.BEFORE_TRANSACTIONS)
public class RoomToBegin {
    @Inject
    Bulkhead bulkhead;

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
        return bulkhead.begin(call::proceed);
    }
}
