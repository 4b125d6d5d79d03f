-- What a team shares. A deleted workspace keeps its row: its id names a journal and must never name another.
create table workspace (
    id         uuid                     not null primary key,
    name       varchar(400)             not null,
    tenant     varchar(200),
    version    bigint                   not null,
    changed    varchar(1000)            not null,
    created_at timestamp with time zone not null,
    deleted_at timestamp with time zone
);

-- Who belongs to it. The person is not a foreign key: accounts come from outside too, and a journal outlives them.
create table workspace_member (
    workspace_id uuid                     not null references workspace (id),
    user_id      uuid                     not null,
    role         varchar(10)              not null,
    joined_at    timestamp with time zone not null,
    version      bigint                   not null,
    primary key (workspace_id, user_id)
);

create index workspace_member_by_user on workspace_member (user_id);
