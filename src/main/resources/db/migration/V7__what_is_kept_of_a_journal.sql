-- The number of the last entry that was trimmed.
alter table stream_head add column floor bigint default 0 not null;

-- Whether somebody was shut out since a position is asked at every resume, and almost always answered with no.
create index journal_line_revokes on journal_line (stream, revokes, seq);
