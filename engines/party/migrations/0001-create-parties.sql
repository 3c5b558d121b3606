create schema party;

create table party.party (
  owner_id uuid primary key,
  name text not null,
  credit_code text,
  registered_on date,
  founded_at timestamptz not null
);
create index party_name on party.party using gin (name gin_trgm_ops);

create table party.mandate (
  owner_id uuid not null,
  account_id uuid not null,
  role text not null,
  until date,
  primary key (owner_id, account_id)
);
create index mandate_account on party.mandate (account_id);

-- One row per party, fact and period, with the span during which the record said so. The open row is the present knowledge.
create table party.fact (
  owner_id uuid not null,
  fact text not null,
  period text not null default '',
  known_from timestamptz not null,
  known_until timestamptz,
  value jsonb not null,
  valid_on date not null,
  source text not null,
  cause text not null,
  primary key (owner_id, fact, period, known_from)
);
create index fact_present on party.fact (owner_id) where known_until is null;
