import {columnTitle} from "../tasks/order.js";
import {apart, doer} from "../words.js";

/** @param {any} notification @returns {string} what happened, without its cause's words */
export function sentence({kind, actor, title, workspaceName}) {
  const who = apart(doer(actor)), where = apart(workspaceName ?? "");
  const task = title ? `“${apart(title)}”` : "a task";
  switch (kind) {
    case "assigned":
      return `${who} gave you ${task}`;
    case "added":
      return `${who} added you to ${where}`;
    case "mentioned":
      return title ? `${who} mentioned you on ${task}` : `${who} mentioned you in the chat`;
    case "replied":
      return `${who} replied to you`;
    case "commented":
      return `${who} commented on ${task}`;
    case "due_soon":
      return `${task[0].toUpperCase() + task.slice(1)} is due soon`;
    case "webhook_paused":
      return `A webhook of ${where} failed too often and is paused`;
    default:
      return `${who} did something in ${where}`;
  }
}

/** @param {any} notification @returns {import("../router.js").Route} where it leads */
export function target({kind, workspaceId, taskId, messageId, commentId, room}) {
  if (kind === "webhook_paused") {
    return {page: "integrations", workspace: workspaceId};
  }
  if (taskId) {
    return {page: "board", workspace: workspaceId, task: taskId, ...(commentId && {said: commentId})};
  }
  return messageId ? {page: "chat", workspace: workspaceId, ...(room && {room}), said: messageId} : {page: "board", workspace: workspaceId};
}

const CHANGED = {
  title: "renamed it", description: "changed the description", assigneeId: "changed who does it", labels: "changed the labels",
  priority: "changed the priority", dueOn: "changed the due date", checklist: "changed the checklist", status: "moved it",
};

/**
 * @param {any} frame an entry of the journal that is about a task
 * @param {(id: string) => string} nameOf
 * @returns {string} what its author did
 */
export function deed({type, payload}, nameOf) {
  switch (type) {
    case "task:created":
      return "made the task";
    case "task:moved":
      return `moved it to ${columnTitle(payload.status)}`;
    case "task:deleted":
      return "put it into the trash";
    case "task:restored":
      return "took it out of the trash";
    case "comment:created":
      return "commented";
    case "comment:updated":
      return "edited a comment";
    case "comment:deleted":
      return "deleted a comment";
    case "comment:reacted":
      return payload.added ? `reacted with ${payload.emoji}` : `took back ${payload.emoji}`;
    case "task:updated": {
      const {assigneeId, priority, dueOn, status, title} = payload.changes;
      const fields = Object.keys(payload.changes);
      if (fields.length === 1) {
        if (assigneeId !== undefined) {
          return assigneeId ? `gave it to ${apart(nameOf(assigneeId))}` : "took it from whoever had it";
        }
        if (title) {
          return `renamed it to “${apart(title)}”`;
        }
        if (priority) {
          return `set the priority to ${priority}`;
        }
        if (dueOn !== undefined) {
          return dueOn ? `set the due date to ${dueOn}` : "removed the due date";
        }
        if (status) {
          return `moved it to ${columnTitle(status)}`;
        }
      }
      return fields.map((field) => CHANGED[field] ?? "changed it").join(", ");
    }
    default:
      return type.replace(":", " ");
  }
}
