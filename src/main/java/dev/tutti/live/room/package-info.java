/**
 * Parts of a workspace, such as a document or a task, that connections enter and leave, and what is told and relayed in
 * them. Start with {@link dev.tutti.live.room.Rooms}.
 */
package dev.tutti.live.room;
