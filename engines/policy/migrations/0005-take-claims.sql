-- What was claimed: with one click, on a promise, or by a case that was granted. One claim of a policy and period may stand.
create table policy.claim (
  owner_id uuid not null,
  claim_id uuid not null,
  policy_id text not null,
  policy_version int not null,
  mode text not null,
  department text not null,
  title jsonb not null,
  period text not null,
  amount bigint,
  summary jsonb not null,
  explanation jsonb,
  promised jsonb,
  promise text,
  case_id uuid,
  state text not null,
  reason jsonb,
  run_id uuid,
  lodged_at timestamptz not null,
  decide_by date,
  due_at timestamptz,
  closed_at timestamptz,
  primary key (owner_id, claim_id)
);
create unique index claim_once on policy.claim (owner_id, policy_id, period) where state in ('open', 'granted');
create index claim_run on policy.claim (policy_id, period, owner_id);
