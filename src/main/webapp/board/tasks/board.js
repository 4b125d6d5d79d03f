import {useCallback, useEffect, useMemo, useRef, useState} from "preact/hooks";
import {useTutti} from "../../client/react.js";
import {address, go} from "../router.js";
import {html} from "../ui/html.js";
import {announce, toast} from "../ui/toast.js";
import {apart, listed, sorry} from "../words.js";
import {Column} from "./column.js";
import {useDrag} from "./drag.js";
import {fits, isFiltered} from "./filter.js";
import {FilterBar} from "./filterbar.js";
import {useGliding, useKeptFocus} from "./motion.js";
import {NewColumn, useExtraColumns} from "./newcolumn.js";
import {columnNames, columnTitle, heldAt, laid, moveTo, neighbour, step} from "./order.js";
import {Panel} from "./panel.js";

const ARROWS = ["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "Home", "End"];

/** @param {any} view @returns {Map<string, string>} who types, by the tasks' ids */
function typists(view) {
  const names = new Map();
  view.typing.forEach(({taskId, user}) => names.set(taskId, [...(names.get(taskId) ?? []), user.name]));
  return new Map([...names].map(([id, all]) => [id, `${listed(all)} ${all.length > 1 ? "are" : "is"} typing`]));
}

/** The columns with their tasks, live. @param {{id: string, view: any, taskId?: string, said?: string}} props */
export function Board({id, view, taskId, said}) {
  const client = useTutti();
  const root = useRef(/** @type {HTMLElement | null} */ (null));
  const [conditions, setConditions] = useState({});
  const [held, setHeld] = useState(/** @type {any} */ (undefined));
  const [extra, addColumn] = useExtraColumns(id);
  const readOnly = view.workspace.role === "guest";
  const names = columnNames(view.columns.keys(), extra);

  const columns = useMemo(() => {
    const fit = fits(conditions, client.me);
    const all = isFiltered(conditions);
    return new Map(names.map((name) => {
      const ids = view.columns.get(name) ?? [];
      return [name, all ? ids.filter((it) => fit(view.tasks.get(it))) : ids];
    }));
  }, [view.columns, view.tasks, conditions, names.join()]);
  const shown = held && heldAt(columns, held.id) ? laid(columns, held) : columns;
  const typing = useMemo(() => typists(view), [view.typing]);

  useGliding(root);
  const focus = useKeptFocus(root);

  const title = (task) => view.tasks.get(task)?.title ?? "The task";
  const place = ({status, index, id: task}) => {
    const others = (columns.get(status) ?? []).filter((it) => it !== task).length;
    return `${columnTitle(status)}, ${index + 1} of ${others + 1}`;
  };
  const put = (to) => {
    const move = moveTo(columns, to);
    setHeld(undefined);
    if (move) {
      client.workspace(id).moveTask(to.id, move);
      announce(`${title(to.id)}: now in ${place(to)}.`);
    }
  };
  const cancel = () => {
    setHeld(undefined);
    announce(`${title(held?.id)} stays where it was.`);
  };

  // The cards get the same object all the time; what it does is always the newest.
  const latest = useRef(/** @type {any} */ ({}));
  latest.current = {
    key(event, task) {
      const isHeld = held?.by === "key" && held.id === task;
      if (isHeld && ARROWS.includes(event.key)) {
        event.preventDefault();
        const next = {...step(columns, names, held, event.key), by: "key"};
        setHeld(next);
        focus(task);
        announce(place(next));
      } else if (isHeld && [" ", "Enter"].includes(event.key)) {
        event.preventDefault();
        focus(task);
        put(held);
      } else if (isHeld && ["Escape", "Tab"].includes(event.key)) {
        event.key === "Escape" && event.preventDefault();
        cancel();
      } else if (event.key === " " && !readOnly) {
        event.preventDefault();
        const now = /** @type {import("./order.js").Held} */ (heldAt(columns, task));
        setHeld({...now, by: "key"});
        announce(`Picked up ${title(task)}, in ${place(now)}. Arrow keys move it, Space puts it down, Escape leaves it.`);
      } else {
        const to = neighbour(columns, names, task, event.key);
        if (to) {
          event.preventDefault();
          /** @type {HTMLElement | null} */ (root.current?.querySelector(`[data-card="${CSS.escape(to)}"] a`))?.focus();
        }
      }
    },
    items(task) {
      const now = /** @type {import("./order.js").Held} */ (heldAt(columns, task));
      const size = (columns.get(now.status) ?? []).length;
      const go = (to) => {
        focus(task);
        put(to);
      };
      return [
        {text: "Move up", run: () => go(step(columns, names, now, "ArrowUp")), disabled: now.index === 0},
        {text: "Move down", run: () => go(step(columns, names, now, "ArrowDown")), disabled: now.index === size - 1},
        "line",
        ...names.map((name) => ({
          text: `To “${columnTitle(name)}”`, checked: name === now.status,
          run: () => name !== now.status && go({...now, status: name, index: columns.get(name)?.length ?? 0}),
        })),
        "line",
        {text: "Delete", icon: "trash", danger: true, run: () => latest.current.remove(task)},
      ];
    },
    remove(task) {
      const name = title(task);
      const workspace = client.workspace(id);
      focus(ARROWS.map((key) => neighbour(columns, names, task, key)).find(Boolean) ?? "");
      const {saved} = workspace.deleteTask(task);
      const restore = () => saved.then(() => workspace.restoreTask(task)).catch(() => {});
      toast(`“${apart(name)}” is in the trash.`, {action: {label: "Undo", run: restore}});
    },
    add: (text, status) => client.workspace(id).createTask({title: text, status}),
  };
  const acts = useMemo(() => ({
    key: (event, task) => latest.current.key(event, task),
    items: (task) => latest.current.items(task),
  }), []);
  const add = useCallback((text, status) => latest.current.add(text, status), []);

  useDrag(root, {
    enabled: !readOnly,
    hold: (task) => setHeld({...heldAt(columns, task), by: "pointer"}),
    over: (status, index) => setHeld((now) => now && {...now, status, index}),
    end: (dropped) => (dropped && held ? put(held) : setHeld(undefined)),
  });
  useEffect(() => {
    if (held && !view.tasks.has(held.id)) {
      setHeld(undefined);
    }
  }, [view.tasks]);

  const total = view.tasks.size, visible = [...columns.values()].reduce((sum, ids) => sum + ids.length, 0);
  return html`
    <div class="board-page">
      <${FilterBar} id=${id} view=${view} conditions=${conditions} change=${setConditions} total=${total} visible=${visible} />
      <p id="how-to-move" hidden>Press Space to move it with the arrow keys.</p>
      <div class="board" ref=${root} tabindex="-1">
        ${names.map((name) => html`
          <${Column} key=${name} status=${name} ids=${shown.get(name) ?? []} hidden=${(view.columns.get(name)?.length ?? 0) - (columns.get(name)?.length ?? 0)}
              view=${view} held=${held} open=${taskId} typing=${typing} readOnly=${readOnly} acts=${acts} add=${add} />`)}
        ${!readOnly && html`<${NewColumn} names=${names} add=${addColumn} />`}
      </div>
      ${taskId && html`<${Panel} key=${taskId} id=${id} taskId=${taskId} said=${said} view=${view} readOnly=${readOnly}
          remove=${(task) => latest.current.remove(task)}
          close=${() => {
            focus(taskId);
            go({page: "board", workspace: id});
          }} />`}
    </div>`;
}

/** @param {{id: string, error: any}} props */
export const NoBoard = ({error}) => html`
  <div class="empty">
    <h1>This workspace is not here</h1>
    <p>${sorry(error)}</p>
    <a class="button primary" href=${address({page: "home"})}>To your workspaces</a>
  </div>`;
