import {chat} from "../../../main/webapp/client/chat.js";
import {rooms} from "../../../main/webapp/client/rooms.js";
import {dice} from "./ground.js";

const COLUMNS = ["todo", "doing", "done"];

/**
 * What a person may do in a workspace, each thing at random and none of it certain to be allowed: what was there a moment
 * ago may be gone.
 *
 * @param {number} seed
 * @param {{client: any, live: any, inbox: any}} seat
 * @param {{mates: {id: string, name: string}[], guest: {id: string}}} others
 */
export function deeds(seed, {client, live, inbox}, {mates, guest}) {
  const roll = dice(seed);
  const pick = (all) => all[roll(all.length)];
  const thread = () => pick([...live.view.threads.keys()]);
  const task = () => pick([...live.view.tasks.keys()]) ?? "0188d1f8-0000-7000-8000-000000000000";
  const said = () => pick([...(live.view.threads.get(thread())?.items.values() ?? []), ...live.view.messages.values()]);
  // Picked once: another pick may find nothing.
  const onSaid = (deed) => ((it) => it && deed(it))(said());
  const trash = [];
  let done = 0;
  const text = (what) => `${what} ${++done}${roll(3) ? "" : ` @${pick(mates).name}, look`}`;
  const all = [
    () => live.createTask({title: text("task"), status: pick(COLUMNS), assigneeId: roll(3) ? null : pick(mates).id}),
    () => live.createTask({title: text("list"), labels: ["a", "b"], priority: "high", checklist: [{text: "c", done: false}]}),
    () => live.updateTask(task(), pick([
      {title: text("title")}, {status: pick(COLUMNS)}, {description: "**so**", dueOn: "2027-01-31"}, {description: null, labels: []},
      {assigneeId: pick(mates).id}, {checklist: [{text: "d", done: true}]}, {title: text("both"), status: pick(COLUMNS)},
    ])),
    () => live.updateTask(task(), {title: text("all the same")}, "*"),
    () => live.moveTask(task(), {status: pick(COLUMNS)}),
    () => live.moveTask(task(), {status: pick(COLUMNS), before: task()}),
    () => live.moveTask(task(), {status: pick(COLUMNS), after: task()}),
    () => roll(2) && (trash.push(task()), live.deleteTask(trash.at(-1))),
    () => trash.length && live.restoreTask(pick(trash)),
    () => live.rename(text("name")),
    () => live.addMember({userId: guest.id, role: "guest"}),
    () => live.changeRole(guest.id, pick(["guest", "member"])),
    () => roll(3) || live.removeMember(guest.id),
    () => chat(live).say(text("said")),
    () => chat(live).say(text("in the room"), {room: "kitchen"}),
    () => said() && chat(live).say(text("well"), {replyTo: pick([...live.view.messages.keys()])}),
    () => chat(live).comment(task(), text("comment")),
    () => onSaid((it) => chat(live).edit(it, text("rather"))),
    () => roll(3) || onSaid((it) => chat(live).unsay(it)),
    () => onSaid((it) => chat(live).react(it, pick(["👍", "x"]), !!roll(3))),
    () => void chat(live).thread(pick([{}, {room: "kitchen"}, {taskId: task()}])).catch(() => {}),
    () => inbox.read([...inbox.view.notifications.values()][roll(5)]?.seq ?? 0),
    () => inbox.readMessages(live.id, [...live.view.messages.values()].at(-1 - roll(3))?.seq ?? 0),
    () => inbox.watch(live.id, task(), !!roll(2)),
    () => inbox.want({[pick(["assigned", "mentioned", "replied"])]: !!roll(3)}),
    () => inbox.saveFilter({name: text("filter"), conditions: {open: true}}),
    () => inbox.deleteFilter(pick([...inbox.view.filters.keys()]) ?? "none"),
    () => void rooms(live).typing(task()),
    () => void live.presence(pick(["active", "away"])),
    () => void rooms(live).signal("cursor", {x: roll(100)}),
    () => void rooms(live).enter("kitchen").catch(() => {}),
    () => roll(3) || void rooms(live).leave("kitchen"),
    () => void client.request("ping").catch(() => {}),
  ];
  /** Does one thing. @returns {Promise<unknown> | undefined} over when it is known what came of it */
  return () => pick(all)()?.saved?.catch(() => {});
}
