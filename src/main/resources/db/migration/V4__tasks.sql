-- What is to be done. The id is unique in its workspace; the place orders a column (workspace, status) with gaps.
create table task (
    workspace_id uuid                     not null references workspace (id),
    id           uuid                     not null,
    title        varchar(400)             not null,
    description  varchar(20000),
    status       varchar(30)              not null,
    place        bigint                   not null,
    assignee_id  varchar(36),
    labels       varchar(2000)            not null,
    priority     varchar(10)              not null,
    due_on       date,
    checklist    varchar(200000)          not null,
    version      bigint                   not null,
    changed      varchar(1000)            not null,
    created_by   uuid                     not null,
    created_at   timestamp with time zone not null,
    trashed_at   timestamp with time zone,
    primary key (workspace_id, id)
);

create index task_by_place on task (workspace_id, status, place);
