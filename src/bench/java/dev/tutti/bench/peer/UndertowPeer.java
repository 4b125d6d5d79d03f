package dev.tutti.bench.peer;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;

/** A broadcast on Undertow by itself, without a server around it. */
public final class UndertowPeer {
    private UndertowPeer() {}

    public static void main(String[] arguments) {
        Doorkeeper doorkeeper = new Doorkeeper();
        Rooms<WebSocketChannel> rooms = new Rooms<>((channel, text) -> WebSockets.sendText(text, channel, null));
        Undertow.builder()
                .addHttpListener(Integer.parseInt(System.getenv("PORT")), "127.0.0.1")
                .setHandler(Handlers.websocket((exchange, channel) -> {
                    String who = doorkeeper.who(exchange.getRequestHeader("Authorization"));
                    channel.addCloseTask(rooms::goes);
                    channel.getReceiveSetter().set(new AbstractReceiveListener() {
                        @Override
                        protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                            rooms.take(from, who, message.getData());
                        }
                    });
                    channel.resumeReceives();
                }))
                .build()
                .start();
    }
}
