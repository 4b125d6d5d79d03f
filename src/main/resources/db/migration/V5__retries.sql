-- What a write with an Idempotency-Key was answered, by a fingerprint of whose and which write it is. Written in the
-- transaction of the write, and the lock by which of many tries only one is carried out.
create table stored_reply (
    write_id  varchar(64)              not null primary key,
    request   varchar(64)              not null,
    status    integer                  not null,
    headers   varchar(8000)            not null,
    body      varchar(1000000),
    stored_at timestamp with time zone not null
);
create index stored_reply_by_age on stored_reply (stored_at);
