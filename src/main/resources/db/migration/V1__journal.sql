-- Where each journal ends. The row is the journal's lock: its writers wait for each other here.
create table stream_head (
    stream varchar(60) not null primary key,
    epoch  varchar(16) not null,
    seq    bigint      not null,
    mark   varchar(36)
);

-- The journals. Written once, never changed.
create table journal_line (
    stream        varchar(60)              not null,
    seq           bigint                   not null,
    epoch         varchar(16)              not null,
    mark          uuid                     not null,
    type          varchar(80)              not null,
    payload       varchar(1000000)         not null,
    revokes       varchar(60),
    author_id     uuid                     not null,
    author_name   varchar(400)             not null,
    mutation_id   varchar(200),
    connection_id varchar(36),
    written_at    timestamp with time zone not null,
    primary key (stream, seq)
);
