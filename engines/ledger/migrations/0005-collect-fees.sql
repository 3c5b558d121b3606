-- What cases cost, owed by the party that filed. The row keeps the sums of its postings: what lies in the city's account and what
-- authorities have is what came in less what went back, at every moment.
create table ledger.receivable (
  owner_id uuid not null,
  receivable_id uuid not null,
  case_id uuid not null,
  purpose text not null,
  payer text not null,
  collected bigint not null default 0 check (collected >= 0),
  given_back bigint not null default 0 check (given_back >= 0),
  in_collection bigint not null default 0 check (in_collection >= 0),
  for_authorities bigint not null default 0 check (for_authorities >= 0),
  open_flow text,
  open_attempt int,
  open_state text,
  open_account text,
  open_payer text,
  city_account text,
  city_name text,
  open_amount bigint,
  refund_failed boolean not null default false,
  reason text,
  raised_at timestamptz not null,
  ordered_at timestamptz,
  changed_at timestamptz not null,
  primary key (owner_id, receivable_id),
  -- A case is asked for its fees once.
  unique (owner_id, case_id),
  check (collected - given_back = in_collection + for_authorities)
);
create index receivable_recent on ledger.receivable (changed_at desc);
create index receivable_open on ledger.receivable (owner_id) where open_state in ('ordered', 'in-doubt');

create table ledger.receivable_line (
  owner_id uuid not null,
  receivable_id uuid not null,
  line int not null,
  part text not null,
  charge text not null,
  payee text not null,
  amount bigint not null check (amount > 0),
  standing text not null,
  owed_back boolean not null default false,
  primary key (owner_id, receivable_id, line),
  unique (owner_id, receivable_id, part, charge)
);

create table ledger.fee_posting (
  owner_id uuid not null,
  receivable_id uuid not null,
  version int not null,
  line int not null,
  from_account text not null,
  to_account text not null,
  amount bigint not null check (amount > 0),
  at timestamptz not null,
  primary key (owner_id, receivable_id, version, line)
);
