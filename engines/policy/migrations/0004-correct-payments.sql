-- The exact difference between what was paid and what the facts as known now come to; the grant itself is never touched.
create table policy.correction (
  owner_id uuid not null,
  correction_id uuid not null,
  grant_id uuid not null,
  run_id uuid not null,
  policy_id text not null,
  title jsonb not null,
  period text not null,
  department text not null,
  payee text not null,
  paid bigint not null,
  due bigint not null check (due >= 0),
  difference bigint not null check (difference = due - paid and difference <> 0),
  summary jsonb not null,
  state text not null,
  payment text,
  proposed_at timestamptz not null,
  reason text,
  decided_by text,
  decided_at timestamptz,
  primary key (owner_id, correction_id, grant_id)
);
create unique index correction_open on policy.correction (owner_id, grant_id) where state = 'open';
create index correction_recent on policy.correction (proposed_at desc);
