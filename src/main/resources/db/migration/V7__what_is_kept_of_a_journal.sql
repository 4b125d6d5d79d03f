-- The last entry that was trimmed. It is kept with the head, so that whoever stands exactly there can go on.
alter table stream_head add column floor bigint default 0 not null;
alter table stream_head add column floor_mark varchar(36);

-- Whether somebody was shut out since a position is asked at every resume, and almost always answered with no.
create index journal_line_revokes on journal_line (stream, revokes, seq);
