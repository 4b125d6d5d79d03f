-- What people were told because it concerns them, for their lists; the number is that of the entry in their inbox. The
-- person is not a foreign key: it would lock the account's row while the inbox is held, and a sign-out locks the account
-- first.
create table notification (
    user_id        uuid                     not null,
    seq            bigint                   not null,
    id             uuid                     not null,
    kind           varchar(20)              not null,
    workspace_id   uuid                     not null,
    workspace_name varchar(400)             not null,
    task_id        varchar(36),
    title          varchar(400),
    actor_id       uuid                     not null,
    actor_name     varchar(400)             not null,
    created_at     timestamp with time zone not null,
    primary key (user_id, seq)
);

-- How far they have read. No row: nothing yet.
create table notification_read (
    user_id uuid   not null primary key,
    up_to   bigint not null
);
