-- What a sign-in was made with, as it calls itself: for its owner, who is to recognise it.
alter table sign_in add column user_agent varchar(200);
