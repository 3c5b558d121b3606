create schema casework;

create table casework.case (
  owner_id uuid not null,
  case_id uuid not null,
  theme text not null,
  version int not null,
  title text not null,
  party_name text not null,
  standing text not null,
  district text,
  parts int not null default 0,
  parts_done int not null default 0,
  opened_at timestamptz not null,
  saved_at timestamptz not null,
  draft_until timestamptz not null,
  lodged_at timestamptz,
  due_at timestamptz,
  ended_at timestamptz,
  -- office minutes from filing to the end, without the time in which the clock stood
  minutes int,
  promised_minutes int,
  score int,
  primary key (owner_id, case_id)
);
create index case_theme on casework.case (theme, lodged_at);
create index case_title on casework.case using gin (title gin_trgm_ops);

-- One row per stage: the queue of the office that has it.
create table casework.stage (
  owner_id uuid not null,
  case_id uuid not null,
  stage text not null,
  part text not null,
  department text not null,
  district text,
  holder text not null,
  assignee_id text,
  assignee_name text,
  hold text,
  opened_at timestamptz not null,
  since timestamptz not null,
  due_at timestamptz,
  amber_at timestamptz,
  -- withdrawn or dropped stages are closed without having been done
  closed_at timestamptz,
  done_by text,
  minutes int,
  late boolean not null default false,
  primary key (owner_id, case_id, stage)
);
create index stage_queue on casework.stage (department, due_at) where closed_at is null;

-- Directories, shared by all parties: what is given once in the city. A core name is given once in each trade.
create table casework.company_name (
  core text not null,
  trade text not null,
  full_name text not null,
  party_id uuid not null,
  case_id uuid not null,
  reserved_until date not null,
  registered boolean not null default false,
  primary key (core, trade)
);
create index company_name_case on casework.company_name (case_id);

create table casework.registration_number (
  credit_code text primary key,
  party_id uuid not null,
  case_id uuid not null,
  given_at timestamptz not null
);
