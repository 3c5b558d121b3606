create schema publication;

-- A draft owns itself. `record` is the fold of its events; the columns are what lists ask for.
create table publication.draft (
  owner_id uuid primary key,
  kind text not null,
  definition_id text not null,
  title text not null,
  department text not null,
  -- `*` for the whole city, so that a district's officer does not reach it
  district text not null,
  state text not null,
  saved_at timestamptz not null,
  consultation_from date,
  consultation_through date,
  record jsonb not null
);
create index draft_recent on publication.draft (saved_at desc, owner_id);
create index draft_consulted on publication.draft (consultation_through desc) where consultation_from is not null;

-- A comment is the commenting party's; the office that answers it is the draft's.
create table publication.comment (
  owner_id uuid not null,
  comment_id uuid not null,
  draft_id uuid not null,
  department text not null,
  district text not null,
  speaks_for text not null,
  clause text,
  text text not null,
  lodged_at timestamptz not null,
  outcome text,
  answer text,
  answered_at timestamptz,
  primary key (owner_id, comment_id)
);
create index comment_of_draft on publication.comment (draft_id, comment_id);

create table publication.repeal (
  owner_id uuid primary key,
  state text not null,
  of_kind text not null,
  of_id text not null,
  of_version int not null,
  ends_on date not null,
  reason text not null,
  department text not null,
  district text not null,
  proposed_by text not null,
  proposed_at timestamptz not null
);
create index repeal_recent on publication.repeal (proposed_at desc, owner_id);
