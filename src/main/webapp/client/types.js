/**
 * The types of this library. Nothing here is loaded by a browser.
 *
 * @typedef {object} Environment what the library needs of the window, so that tests can bring their own; what is missing
 *     there is done without
 * @property {{now: () => number}} Date
 * @property {{random: () => number}} Math
 * @property {{randomUUID?: () => string, getRandomValues: (bytes: any) => any}} crypto
 * @property {(task: () => void, ms: number) => unknown} setTimeout
 * @property {(timer: any) => void} clearTimeout
 * @property {(task: () => void) => unknown} [requestAnimationFrame]
 * @property {(url: string, init: RequestInit) => Promise<Response>} fetch
 * @property {any} WebSocket
 * @property {any} [BroadcastChannel]
 * @property {any} [indexedDB]
 * @property {{locks?: any}} [navigator]
 * @property {{visibilityState: string}} [document]
 * @property {(type: string, task: (event: any) => void, options: any) => void} [addEventListener]
 *
 * @typedef {(asked: {refused?: string}) => string | undefined | null | Promise<string | undefined | null>} GetToken
 *     gives the person's access token. With `refused`, that one has ended or is about to: a new one is needed, which another
 *     tab may have got meanwhile. Nothing, or the same again, means that the person has to sign in; to throw, that it is
 *     not known now.
 *
 * @typedef {object} Options
 * @property {string} url the application's address, absolute or from the page
 * @property {GetToken} getToken
 * @property {Share} [share] `tabs` of tabs.js, where all tabs of a person are to have one connection; each has its own without it
 * @property {string} [name] of what tabs and writes that were kept are told apart by from those of other applications at this address
 * @property {Environment} [environment]
 *
 * @typedef {object} LineEvents what a line to the server tells
 * @property {(status: Status, leads: boolean) => void} status when it has changed
 * @property {(frame: Frame) => void} frame that the server says, to whichever tab
 * @property {(message: Message) => void} message of another tab, about something else than the line
 * @property {() => void} back the others have counted this tab out, and it is here again
 *
 * @typedef {ReturnType<typeof import("./alone.js").alone>} Line
 * @typedef {(env: Environment, http: import("./http.js").Http, lock: string, on: LineEvents) => Line} Share how a tab
 *     comes by its line; `lock` is common to the tabs of a person, and empty where the person is not known
 *
 * @typedef {{epoch: string, seq: number, mark?: string | null}} Position in a journal
 *
 * @typedef {object} Frame the envelope of PROTOCOL.md, section 1
 * @property {string} type
 * @property {any} [payload]
 * @property {string} [id]
 * @property {number} [seq]
 * @property {string} [mark]
 * @property {string} [workspaceId]
 * @property {boolean} [inbox]
 * @property {{id: string, name: string}} [actor]
 * @property {string} [mutationId]
 * @property {number} [ts] milliseconds, for people
 * @property {boolean} [success]
 * @property {any} [data]
 * @property {any} [error]
 * @property {Uint8Array} [bytes] as it is sent, if not as text
 *
 * @typedef {object} Details of a refusal
 * @property {string} [message]
 * @property {number} [status] of HTTP; 0 where no answer came
 * @property {string} [reason] why there is no way on from a position, with `gone`
 * @property {{field: string, message: string}[]} [errors] the fields that are wrong, or that somebody else changed
 * @property {string} [etag] the present version, with `stale_version`
 * @property {number} [retryAfterMs]
 * @property {boolean} [foreign] whether something else answered in the server's place
 *
 * @typedef {"back" | "refresh" | "stop"} Next what a client does after a close
 *
 * @typedef {object} End of a connection, or of the try at one
 * @property {number} code
 * @property {number} [retryAfterMs]
 * @property {number} [reconnectAfterMs]
 * @property {string} [token] with which it was tried
 *
 * @typedef {object} Status
 * @property {"connecting" | "open" | "waiting" | "stopped" | "signed-out" | "closed"} state
 * @property {string} [transport] `socket`, `sse` or `poll`, while open
 * @property {Frame} [hello] what the server said first
 * @property {number} [code] of the close that led here
 * @property {number} [retryAt] the time of the next try, in milliseconds
 *
 * @typedef {{frame: (frame: Frame) => void, closed: (end: End) => void}} Sink
 * @typedef {{send: (frame: Frame) => void, close: () => void}} Link
 * @typedef {(env: Environment, http: import("./http.js").Http, token: string, sink: Sink) => Link} Way
 * @typedef {{way: string, token: string, end: End, link?: Link}} Call
 *
 * @typedef {object} Answer to a request
 * @property {any} data
 * @property {string | null} position where the journal told of it, or it is true
 * @property {number} [seq] of the position
 * @property {string | null} etag
 *
 * @typedef {object} Request
 * @property {Frame} frame
 * @property {(data: any) => void} resolve
 * @property {(refusal: Error) => void} reject
 * @property {unknown} timer
 * @property {boolean} sent
 *
 * @typedef {object} Plan of a write
 * @property {string} method
 * @property {string} path under `api/`
 * @property {string} entity the id of what it changes
 * @property {object} [body]
 * @property {{type: string, payload?: any}} [event] that it is hoped to become
 * @property {string} [match] the `If-Match` of a PATCH or DELETE; `*` by default
 *
 * @typedef {Plan & {mutationId: string, journal: string, n?: number, seq?: number, etag?: string}} Write `n` is its
 *     place in the queue; `seq` is the number of its entry, and `etag` what it made, once that is known
 * @typedef {{seq?: number, position?: string | null, etag?: string | null, data?: any, error?: any}} Outcome
 * @typedef {{write: Write, error: TuttiError}} Refused a write that was taken back, and why
 *
 * @typedef {object} Message between tabs
 * @property {string} [from]
 * @property {boolean} [ask] whether a leader is there
 * @property {boolean} [wake] the network or the person is back
 * @property {Status} [status] the leader's
 * @property {Frame} [up] to the server
 * @property {Frame} [down] from the server
 * @property {string} [except] the tab that it is not for
 * @property {boolean} [gone] the tab is closed
 * @property {Write} [written]
 * @property {{write: Write, outcome: Outcome}} [settled]
 * @property {boolean} [signedOut]
 * @property {Frame} [told] what a feature says in one tab and hears in all
 *
 * @typedef {Record<string, any> & {fresh: Set<string>}} State `fresh` names the parts that nobody else has seen yet
 * @typedef {(state: State, payload: any, frame: Frame) => unknown} Rule by which an event changes a state
 * @typedef {Record<string, Rule>} Rules by the events' types
 *
 * @typedef {{heard?: (frame: Frame) => void}} Part of a workspace that a feature brings: hears what the workspace has heard
 *
 * @typedef {object} Checked
 * @property {string} text
 * @property {boolean} done
 *
 * @typedef {object} NewTask
 * @property {string} title
 * @property {string | null} description
 * @property {string} status the column
 * @property {string | null} assigneeId
 * @property {string[]} labels
 * @property {"low" | "normal" | "high" | "urgent"} priority
 * @property {string | null} dueOn a day, as 2027-01-31
 * @property {Checked[]} checklist
 *
 * @typedef {NewTask & {id: string, workspaceId: string, version: number, createdBy: string, createdAt: string,
 *     trashedAt: string | null}} Task
 * @typedef {{user: {id: string, name: string, avatarUrl: string | null}, role: string, joinedAt: string, version: number}} Member
 * @typedef {{emoji: string, userIds: string[]}} Reaction
 * @typedef {{id: string, workspaceId: string, seq: number, author: {id: string, name: string}, text: string | null,
 *     mentions: string[], reactions: Reaction[], version: number, createdAt: string, editedAt: string | null,
 *     taskId?: string, room?: string | null, replyTo?: string | null, deletedAt?: string | null}} Said a message or comment
 *
 * @typedef {object} WorkspaceView
 * @property {{id: string, name: string, role: string, version: number, createdAt: string}} workspace
 * @property {Map<string, Member>} members by their ids
 * @property {Map<string, Task>} tasks by their ids, without the trash
 * @property {Map<string, string[]>} columns the ids of their tasks in order, by status; those that have any
 * @property {Map<string, {userId: string, state: string, connections: number}>} online by their ids
 * @property {Set<string>} pending the ids of what has changes that are not saved yet
 *
 * @typedef {object} ChatView what `chat` adds
 * @property {Map<string, number>} comments how many, by the tasks' ids
 * @property {Map<string, Said>} messages the newest 50 of the main conversation
 * @property {Map<string, {items: Map<string, Said>, next: string | null}>} threads those that `chat(workspace).thread` opened
 *
 * @typedef {object} RoomsView what `rooms` adds
 * @property {Map<string, {taskId: string, user: {id: string, name: string}}>} typing
 * @property {Map<string, {userId: string, connectionId: string}[]>} rooms that were entered, and who is there
 *
 * @typedef {object} InboxView
 * @property {Map<string, any>} notifications by their ids, the newest first
 * @property {number} unread
 * @property {number} upTo those with a greater `seq` are not read
 * @property {Map<string, {workspaceId: string, room: string | null, upTo: number, unread: number}>} reads
 *     what was heard of, by `<workspaceId> <room>`
 * @property {Map<string, boolean>} watching what was heard of, by the tasks' ids
 * @property {Record<string, boolean>} settings of which kinds of notifications the person wants to hear
 * @property {Map<string, {id: string, name: string, workspaceId: string | null, conditions: object, version: number}>} filters
 *     by their ids
 * @property {Set<string>} pending
 */

/**
 * @template V
 * @typedef {object} Snapshot
 * @property {V | undefined} data
 * @property {"loading" | "live" | "stale" | "gone"} status stale: shown as it was, and not followed now
 * @property {number} pendingCount writes that are not saved yet
 * @property {boolean} online
 * @property {TuttiError | undefined} error
 */

/**
 * @template V what it adds to the view of a workspace
 * @template {object} P what can be done with it
 * @typedef {object} Feature
 * @property {new (workspace: import("./workspace.js").Workspace<any>) => P} Part made for each workspace
 * @property {Rules} rules by which events change what it adds
 * @property {(snapshot: any, before: Partial<State>) => V} unfold what it adds, of a snapshot and of what was shown until then
 * @property {(bytes: ArrayBuffer) => Frame | undefined} [unpack] what came as bytes, if it is its own
 */

/**
 * @template {Feature<any, any>[]} F
 * @typedef {F extends [Feature<infer V, any>, ...infer Rest extends Feature<any, any>[]] ? V & Views<Rest> : {}} Views what all of them add
 */

/**
 * @template {object} [V={}] what features add to the views of workspaces
 * @typedef {import("./client.js").Client<V>} Client
 */

/** @import {TuttiError} from "./frames.js" */

export {};
