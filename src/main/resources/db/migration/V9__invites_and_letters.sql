-- Invitations to a workspace. The code that lets in is shown to whoever makes one and kept by nobody: this is its
-- fingerprint. No uses left: whoever has the code, until it ends.
create table invite (
    id           uuid                     not null primary key,
    workspace_id uuid                     not null references workspace (id),
    code_hash    varchar(64)              not null unique,
    role         varchar(20)              not null,
    email        varchar(254),
    uses_left    integer,
    created_by   uuid                     not null,
    created_at   timestamp with time zone not null,
    expires_at   timestamp with time zone not null
);

create index invite_by_workspace on invite (workspace_id, id);
create index invite_by_end on invite (expires_at);

-- Mail that is still to be sent. A row goes when the mail server has taken the letter, or when it was tried often enough.
create table letter (
    id        uuid                     not null primary key,
    recipient varchar(254)             not null,
    subject   varchar(1000)            not null,
    body      varchar(10000)           not null,
    tries     integer                  not null,
    due_at    timestamp with time zone not null
);

create index letter_by_time on letter (due_at);
