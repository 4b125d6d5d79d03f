-- Who was told that a task of theirs is due soon: once for each task, person and day. Kept until the day is well past.
create table task_due_notice (
    id           uuid        not null primary key,
    workspace_id uuid        not null,
    task_id      uuid        not null,
    assignee_id  varchar(36) not null,
    due_on       date        not null,
    constraint task_due_notice_once unique (due_on, workspace_id, task_id, assignee_id)
);
create index task_by_day on task (due_on, workspace_id, id);

-- The day on which what somebody was notified of is due. An actor whose id is all zeros is nobody.
alter table notification add column due_on date;

-- The kinds of notifications that a person does not want, with commas between. No row: they want all.
create table notification_choice (
    user_id  uuid         not null primary key,
    unwanted varchar(200) not null
);
