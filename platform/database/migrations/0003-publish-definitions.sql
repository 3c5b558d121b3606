-- Running processes learn of new definitions by this number: it moves in the transaction that adds them, so whoever reads it reads them too.
create table platform.definition_head (
  only_row boolean primary key default true check (only_row),
  revision bigint not null
);
insert into platform.definition_head (revision) values (0);
alter table platform.definition add column revision bigint not null default 0;
create index definition_revision on platform.definition (revision);

-- One person may hold several accounts; four eyes are two persons. Absent, the account is the person.
alter table platform.account add column person_id text;
