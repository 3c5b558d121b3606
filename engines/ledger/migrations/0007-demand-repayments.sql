-- The name under which the bank holds a book's account: whoever pays into it must write it.
alter table ledger.book add column account_name text;

-- Money that is asked back. What came in is posted from what was paid to what is available; the payment itself stays as it was.
create table ledger.repayment (
  owner_id uuid not null,
  repayment_id uuid not null,
  number text not null,
  instruction_id uuid not null,
  correction_id uuid not null,
  grant_id uuid not null,
  party_id uuid not null,
  policy_id text not null,
  period text not null,
  title jsonb not null,
  department text not null,
  payer text not null,
  person boolean not null,
  amount bigint not null check (amount > 0),
  received bigint not null default 0 check (received between 0 and amount),
  reason jsonb not null,
  due_on date,
  stage text not null,
  state text not null,
  closed_reason text,
  demanded_at timestamptz not null,
  primary key (owner_id, repayment_id),
  unique (owner_id, number),
  -- A decision asks once.
  unique (owner_id, correction_id, grant_id)
);
create index repayment_of_payment on ledger.repayment (owner_id, party_id, policy_id, period);
create index repayment_open on ledger.repayment (owner_id, state);

create table ledger.repayment_receipt (
  owner_id uuid not null,
  bank_reference text not null,
  repayment_id uuid not null,
  amount bigint not null check (amount > 0),
  received_on date not null,
  payer_name text not null,
  payer_account text,
  late boolean not null,
  source text not null,
  recorded_at timestamptz not null,
  -- What the bank received once is recorded once.
  primary key (owner_id, bank_reference)
);
create index receipt_of_repayment on ledger.repayment_receipt (owner_id, repayment_id);

-- Which rows of a statement were taken for which demand.
create table ledger.statement_match (
  owner_id uuid not null,
  statement_id uuid not null,
  row int not null,
  repayment_id uuid not null,
  bank_reference text not null,
  payer text not null,
  amount bigint not null,
  primary key (owner_id, statement_id, row)
);
