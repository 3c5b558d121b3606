create schema ledger;

create table ledger.book (
  owner_id uuid primary key,
  title text not null,
  fund text not null,
  period text not null,
  bank_account text not null,
  opened_at timestamptz not null
);

-- Double entry inside one book: the accounts add up to nothing and only the budget stands below zero. The row is the lock
-- under which the ledger judges whether money is there, so of many who want the last yuan exactly as many get it as it covers.
create table ledger.balance (
  owner_id uuid primary key,
  budget bigint not null check (budget <= 0),
  available bigint not null check (available >= 0),
  held bigint not null check (held >= 0),
  ordered bigint not null check (ordered >= 0),
  in_doubt bigint not null check (in_doubt >= 0),
  paid bigint not null check (paid >= 0),
  returned bigint not null check (returned >= 0),
  check (budget + available + held + ordered + in_doubt + paid + returned = 0)
);

create table ledger.transfer (
  owner_id uuid not null,
  instruction_id uuid not null,
  disbursement_id uuid not null,
  line int not null,
  run_id uuid not null,
  batch_id uuid not null,
  policy_id text not null,
  policy_version int not null,
  period text not null,
  component text not null,
  party_id uuid not null,
  payee text not null,
  account text,
  amount bigint not null check (amount > 0),
  purpose text not null,
  state text not null,
  attempt int not null default 0,
  disputed boolean not null default false,
  bank_reference text,
  reason text,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (owner_id, instruction_id),
  -- The same benefit of the same period is not paid again under another version of the policy.
  unique (owner_id, policy_id, period, component, party_id)
);
create index transfer_disbursement on ledger.transfer (owner_id, disbursement_id, line);
create index transfer_state on ledger.transfer (owner_id, state, opened_at, disbursement_id, line);

create table ledger.posting (
  owner_id uuid not null,
  stream_id uuid not null,
  version int not null,
  line int not null,
  instruction_id uuid,
  from_account text not null,
  to_account text not null,
  amount bigint not null check (amount > 0),
  at timestamptz not null,
  primary key (owner_id, stream_id, version, line)
);
create index posting_instruction on ledger.posting (owner_id, instruction_id);
