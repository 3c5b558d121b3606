create schema policy;

-- One programme a policy and period: at most one open run, always the same book. Shared by all runs, like a directory.
create table policy.programme (
  policy_id text not null,
  period text not null,
  book_id uuid not null,
  open_run_id uuid,
  primary key (policy_id, period)
);

create table policy.run (
  owner_id uuid primary key,
  policy_id text not null,
  policy_version int not null,
  rule_hash text not null,
  title jsonb not null,
  department text not null,
  as_of date not null,
  period text not null,
  snapshot_at timestamptz not null,
  book_id uuid not null,
  state text not null,
  started_by text not null,
  started_at timestamptz not null,
  publicity_from date,
  publicity_through date,
  publicity_ends_at timestamptz,
  approved_by text,
  approved_at timestamptz,
  totals jsonb
);
create index run_recent on policy.run (started_at desc, owner_id);

create table policy.batch (
  owner_id uuid not null,
  batch_id uuid not null,
  number int not null,
  -- parties up to this one have been judged; absent where the batch holds one party judged again
  until uuid,
  assessed int not null,
  fallouts jsonb not null,
  last boolean not null,
  approved boolean not null default false,
  primary key (owner_id, batch_id),
  unique (owner_id, number)
);

create table policy.candidate (
  owner_id uuid not null,
  party_id uuid not null,
  batch_id uuid not null,
  name text not null,
  credit_code text,
  verdict text not null,
  exclusion text,
  amount bigint not null check (amount >= 0),
  summary jsonb not null,
  explanation jsonb,
  instruction_id uuid not null,
  account text,
  payment text,
  reason text,
  changed_at timestamptz not null,
  primary key (owner_id, party_id)
);
create index candidate_batch on policy.candidate (owner_id, batch_id);
create index candidate_instruction on policy.candidate (owner_id, instruction_id);

-- The party's own side of a grant. That a benefit of a period is announced to a party once is this key.
create table policy.grant (
  owner_id uuid not null,
  grant_id uuid not null,
  run_id uuid not null,
  batch_id uuid not null,
  policy_id text not null,
  policy_version int not null,
  period text not null,
  component text not null,
  title jsonb not null,
  instruction_id uuid not null,
  amount bigint not null,
  summary jsonb not null,
  explanation jsonb not null,
  account text,
  account_confirmed boolean not null default false,
  state text not null,
  reason text,
  object_until date,
  announced_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (owner_id, grant_id)
);
create unique index grant_once on policy.grant (owner_id, policy_id, period, component) where state <> 'withdrawn';
create index grant_run on policy.grant (run_id, batch_id);

create table policy.objection (
  owner_id uuid not null,
  objection_id uuid not null,
  run_id uuid not null,
  about_party_id uuid not null,
  department text not null,
  text text not null,
  state text not null,
  outcome text,
  reason text,
  lodged_at timestamptz not null,
  resolved_at timestamptz,
  primary key (owner_id, objection_id)
);
create index objection_run on policy.objection (run_id, state);
