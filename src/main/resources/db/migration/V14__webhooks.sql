-- Addresses to which a workspace's journal is posted, entry by entry, and how far that came: the cursor is epoch, seq and
-- mark. Whoever goes there raises the turn and has the errand until due_at. The secrets are kept as they are, because each
-- message is signed with them. No types: all.
create table webhook (
    id            uuid                     not null primary key,
    workspace_id  uuid                     not null references workspace (id),
    url           varchar(2000)            not null,
    types         varchar(5000)            not null,
    secret        varchar(100)             not null,
    former_secret varchar(100),
    former_until  timestamp with time zone,
    epoch         varchar(16)              not null,
    seq           bigint                   not null,
    mark          varchar(36),
    turn          bigint                   not null,
    failures      integer                  not null,
    due_at        timestamp with time zone not null,
    paused_at     timestamp with time zone,
    fault         varchar(400),
    delivered_at  timestamp with time zone,
    created_by    uuid                     not null,
    created_at    timestamp with time zone not null
);

create index webhook_by_workspace on webhook (workspace_id, id);
