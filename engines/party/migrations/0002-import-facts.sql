-- At most one open row per party, fact and period: a rival that did not see a batch fails here and is tried again.
drop index party.fact_present;
create unique index fact_open on party.fact (owner_id, fact, period) where known_until is null;
create index party_credit_code on party.party (credit_code);

-- A file of facts on its way in. The file itself stays in the file store under its hash.
create table party.import (
  owner_id uuid primary key,
  department text not null,
  state text not null,
  file_hash text not null,
  file_name text not null,
  options jsonb not null,
  started_by text not null,
  started_at timestamptz not null,
  -- what reading it found: columns, counts, or why it could not be read
  reading jsonb,
  applied_at timestamptz,
  undone_at timestamptz,
  outcome jsonb
);
create index import_recent on party.import (started_at desc, owner_id);

-- Staging: no record until the batch is applied.
create table party.import_row (
  owner_id uuid not null,
  row_no int not null,
  credit_code text,
  name text,
  -- the id the enterprise gets when it is unknown and the batch may create it
  created_id uuid,
  facts jsonb not null,
  errors jsonb,
  warnings jsonb,
  -- the cells as the file has them, for rows with errors and for the first rows
  seen jsonb,
  primary key (owner_id, row_no)
);
create index import_row_code on party.import_row (owner_id, credit_code);
create index import_row_faulty on party.import_row (owner_id, row_no) where errors is not null;
