/**
 * For the board's doctor, who looks whether the way between a browser and the server is good: what of a request has come
 * through as the page sent it. The rest of what is looked at is where it happens, in the rooms of sockets and streams. Start
 * with {@link dev.tutti.live.checkup.CheckupResource}.
 */
package dev.tutti.live.checkup;
