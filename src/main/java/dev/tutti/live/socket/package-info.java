/**
 * The WebSocket door: the only room that knows {@code jakarta.websocket}. A handshake passes {@code HandshakeFilter}, then
 * {@code JwtConfigurator}, and becomes a session in {@link dev.tutti.live.socket.WorkspaceEndpoint}; its messages go
 * through {@code FrameDispatcher} to {@code Commands}.
 */
package dev.tutti.live.socket;
