-- For PostgreSQL alone. The expressions are those of FullText: an index is used for its own expression and no other.
create index task_by_words on task
    using gin (to_tsvector('simple', translate(title || ' ' || coalesce(description, ''), '@.-_/:#', '       ')));
create index task_comment_by_words on task_comment
    using gin (to_tsvector('simple', translate(text, '@.-_/:#', '       ')));
create index chat_message_by_words on chat_message
    using gin (to_tsvector('simple', translate(coalesce(text, ''), '@.-_/:#', '       ')));
