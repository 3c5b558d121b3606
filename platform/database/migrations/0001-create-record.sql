-- The record: streams of events, and what every write leaves beside them in the same transaction.
create schema if not exists platform;

create table platform.stream (
  owner_id uuid not null,
  stream_id uuid not null,
  kind text not null,
  version int not null,
  opened_at timestamptz not null,
  primary key (owner_id, stream_id)
);

create table platform.event (
  owner_id uuid not null,
  stream_id uuid not null,
  version int not null,
  kind text not null,
  type text not null,
  data jsonb not null,
  -- what the rule knew beyond state and input
  known jsonb not null,
  operation text not null,
  actor_id text not null,
  at timestamptz not null,
  primary key (owner_id, stream_id, version)
);

create table platform.audit_leaf (
  owner_id uuid not null,
  stream_id uuid not null,
  version int not null,
  hash bytea not null,
  primary key (owner_id, stream_id, version)
);

-- Committed but not yet numbered; emptied by the sequencer.
create table platform.outbox (
  owner_id uuid not null,
  stream_id uuid not null,
  version int not null,
  kind text not null,
  type text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (owner_id, stream_id, version)
);

create table platform.idempotency (
  owner_id uuid not null,
  actor_id text not null,
  request_key text not null,
  request_hash text not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (owner_id, actor_id, request_key)
);

create table platform.receipt (
  owner_id uuid not null,
  receipt_id uuid not null,
  actor_id text not null,
  actor_name text not null,
  operation text not null,
  filter jsonb not null,
  -- parties on the page, for a list read by one office
  parties uuid[] not null,
  at timestamptz not null,
  primary key (owner_id, receipt_id)
);
create index receipt_parties on platform.receipt using gin (parties);

create table platform.timer (
  owner_id uuid not null,
  stream_id uuid not null,
  name text not null,
  due_at timestamptz not null,
  operation text not null,
  input jsonb not null,
  primary key (owner_id, stream_id, name)
);
create index timer_due on platform.timer (due_at);

-- One order over all owners. Kept by the single sequencer, on the coordinator when there are several machines.
create table platform.feed (
  seq bigint primary key,
  owner_id uuid not null,
  stream_id uuid not null,
  version int not null,
  kind text not null,
  type text not null
);

create table platform.consumer (
  name text primary key,
  position bigint not null
);

-- Small shared tables.
create table platform.account (
  account_id uuid primary key,
  login text not null unique,
  name text not null,
  password text not null,
  created_at timestamptz not null
);

create table platform.role_grant (
  account_id uuid not null references platform.account,
  role text not null,
  department text not null default '',
  district text not null default '',
  primary key (account_id, role, department, district)
);

create table platform.session (
  token_hash bytea primary key,
  account_id uuid not null references platform.account,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table platform.file (
  hash text primary key,
  media_type text not null,
  size bigint not null,
  stored_at timestamptz not null
);

create table platform.definition (
  kind text not null,
  id text not null,
  version int not null,
  hash text not null,
  body jsonb not null,
  published_by text not null,
  published_at timestamptz not null,
  primary key (kind, id, version)
);

create table platform.clock (
  only_row boolean primary key default true check (only_row),
  offset_ms bigint not null
);
insert into platform.clock (offset_ms) values (0);
