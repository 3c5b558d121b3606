-- What is told in public of how offices keep their promises: why a step was late, second notices, refusals under a closed list.
alter table casework.stage add column delay_reason text;

create table casework.service_mark (
  owner_id uuid not null,
  case_id uuid not null,
  version int not null,
  kind text not null,
  part text not null,
  at timestamptz not null,
  ground text,
  primary key (owner_id, case_id, version)
);
create index service_mark_newest on casework.service_mark (kind, at desc);
