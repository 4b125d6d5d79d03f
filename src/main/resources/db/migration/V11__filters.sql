-- The searches for tasks that people keep for themselves. The person is not a foreign key, as for notifications.
create table task_filter (
    user_id      uuid          not null,
    id           uuid          not null,
    name         varchar(400)  not null,
    workspace_id varchar(36),
    conditions   varchar(4000) not null,
    version      bigint        not null,
    primary key (user_id, id)
);

-- What somebody has to do, over all of their workspaces.
create index task_by_assignee on task (workspace_id, assignee_id);
