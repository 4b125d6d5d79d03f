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

-- Sign-ins that failed of late, by fingerprints of who was tried from where, and of where alone.
create table failed_login (
    id        uuid                     not null primary key,
    pair      varchar(64)              not null,
    address   varchar(64)              not null,
    failed_at timestamp with time zone not null
);
create index failed_login_by_pair on failed_login (pair, failed_at);
create index failed_login_by_address on failed_login (address, failed_at);
create index failed_login_by_age on failed_login (failed_at);
