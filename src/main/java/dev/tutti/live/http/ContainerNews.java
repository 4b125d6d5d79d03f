package dev.tutti.live.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.WriteListener;

/**
 * What a container has to say of an answer. On one of them not all of it comes, so that a write that fails must tell too.
 *
 * @param mayWrite the last write was taken, or the first may be made
 * @param lost nothing can be written any more
 * @param completed the container has ended the answer
 */
record ContainerNews(Runnable mayWrite, Runnable lost, Runnable completed) implements WriteListener, AsyncListener {
    @Override
    public void onWritePossible() {
        mayWrite.run();
    }

    @Override
    public void onError(Throwable failure) {
        lost.run();
    }

    @Override
    public void onError(AsyncEvent event) {
        lost.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        lost.run();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        completed.run();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never asked for
    }
}
