-- What is said in a workspace's conversations. The number is that of the journal's entry that told of it: it orders a
-- conversation, and a read mark names it. The main conversation's room is empty. A deleted message keeps its row without
-- the text.
create table chat_message (
    workspace_id uuid                     not null references workspace (id),
    id           uuid                     not null,
    seq          bigint                   not null,
    room         varchar(200)             not null,
    reply_to     varchar(36),
    author_id    uuid                     not null,
    author_name  varchar(400)             not null,
    text         varchar(20000),
    mentions     varchar(4000)            not null,
    version      bigint                   not null,
    created_at   timestamp with time zone not null,
    edited_at    timestamp with time zone,
    deleted_at   timestamp with time zone,
    primary key (workspace_id, id)
);
create unique index chat_message_by_room on chat_message (workspace_id, room, seq);

-- The conversations that there are, each from its first message on, and where each ends.
create table chat_room (
    workspace_id uuid         not null references workspace (id),
    room         varchar(200) not null,
    last_seq     bigint       not null,
    primary key (workspace_id, room)
);

-- How far somebody has read a conversation. No row: nothing yet of what was said since they joined.
create table chat_read (
    user_id      uuid         not null,
    workspace_id uuid         not null,
    room         varchar(200) not null,
    up_to        bigint       not null,
    primary key (user_id, workspace_id, room)
);

-- What is said of a task.
create table task_comment (
    workspace_id uuid                     not null references workspace (id),
    id           uuid                     not null,
    task_id      uuid                     not null,
    seq          bigint                   not null,
    author_id    uuid                     not null,
    author_name  varchar(400)             not null,
    text         varchar(20000)           not null,
    mentions     varchar(4000)            not null,
    version      bigint                   not null,
    created_at   timestamp with time zone not null,
    edited_at    timestamp with time zone,
    primary key (workspace_id, id)
);
create unique index task_comment_by_task on task_comment (workspace_id, task_id, seq);

-- Reactions to a message or a comment, by the number of the entry that told of it, which no two of them share. The place
-- is where the emoji stands among the others.
create table reaction (
    workspace_id uuid        not null references workspace (id),
    said_seq     bigint      not null,
    emoji        varchar(64) not null,
    user_id      uuid        not null,
    place        bigint      not null,
    seq          bigint      not null,
    primary key (workspace_id, said_seq, emoji, user_id)
);

-- Who follows what becomes of a task; or has stopped to, which nothing but themselves undoes.
create table task_watch (
    workspace_id uuid    not null references workspace (id),
    task_id      uuid    not null,
    user_id      uuid    not null,
    watching     boolean not null,
    primary key (workspace_id, task_id, user_id)
);

-- What an entry is about, where somebody may ask for all that was told of it.
alter table journal_line add column subject_id varchar(36);
create index journal_line_by_subject on journal_line (stream, subject_id, seq);

alter table notification add column message_id varchar(36);
alter table notification add column comment_id varchar(36);
alter table notification add column room varchar(200);
alter table notification add column excerpt varchar(400);
create index notification_by_message on notification (user_id, message_id);
create index notification_by_comment on notification (user_id, comment_id);
