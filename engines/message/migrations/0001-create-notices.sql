create schema message;

create table message.notice (
  owner_id uuid not null,
  notice_id uuid not null,
  sent_at timestamptz not null,
  topic text not null,
  subject text not null,
  department text not null,
  title jsonb not null,
  text jsonb not null,
  place text not null,
  opened_at timestamptz,
  useful boolean,
  comment text,
  acted_on_at timestamptz,
  primary key (owner_id, notice_id)
);
create index notice_recent on message.notice (owner_id, sent_at desc);
create index notice_subject on message.notice (subject, sent_at);
