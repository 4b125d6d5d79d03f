-- Other systems that have a key to a workspace. The key is shown to whoever makes it and kept by nobody: this is its
-- fingerprint. The id is a UUID of version 8, by which an integration is told from a person wherever it did something.
create table integration (
    id           uuid                     not null primary key,
    workspace_id uuid                     not null references workspace (id),
    key_hash     varchar(64)              not null unique,
    name         varchar(400)             not null,
    scopes       varchar(200)             not null,
    created_by   uuid                     not null,
    created_at   timestamp with time zone not null,
    used_at      timestamp with time zone
);

create index integration_by_workspace on integration (workspace_id, id);

-- What administrators announce, until everybody was told of it. People are told in the order of their ids.
create table announcement (
    id          uuid                     not null primary key,
    text        varchar(4000)            not null,
    author_id   uuid                     not null,
    author_name varchar(400)             not null,
    created_at  timestamp with time zone not null,
    told_up_to  varchar(36)
);
