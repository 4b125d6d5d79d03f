-- Who there is. An account of an outside identity may have no address and has no password.
create table account (
    id            uuid                     not null primary key,
    email         varchar(254),
    name          varchar(400)             not null,
    avatar_url    varchar(2000),
    password_hash varchar(400),
    administrator boolean                  not null,
    version       bigint                   not null,
    changed       varchar(1000)            not null,
    created_at    timestamp with time zone not null,
    disabled_at   timestamp with time zone,
    signed_out_at timestamp with time zone,
    constraint account_email unique (email)
);

-- Each sign-in, from the password to its end. The row is the lock under which its refresh token is exchanged.
create table sign_in (
    id         uuid                     not null primary key,
    account_id uuid                     not null references account (id),
    generation integer                  not null,
    rotated_at timestamp with time zone not null,
    created_at timestamp with time zone not null,
    ended_at   timestamp with time zone
);
create index sign_in_account on sign_in (account_id);

-- One-use tickets for the handshake, by their hash. Spending one deletes its row.
create table ticket (
    hash               varchar(64)              not null primary key,
    account_id         uuid                     not null references account (id),
    sign_in_id         uuid                     not null,
    outside            boolean                  not null,
    tenant             varchar(400),
    credential_expires timestamp with time zone not null,
    issued_at          timestamp with time zone not null,
    expires_at         timestamp with time zone not null
);
create index ticket_account on ticket (account_id);

-- Which account an outside provider's person has here.
create table outside_identity (
    issuer     varchar(400) not null,
    subject    varchar(255) not null,
    account_id uuid         not null references account (id),
    primary key (issuer, subject)
);
