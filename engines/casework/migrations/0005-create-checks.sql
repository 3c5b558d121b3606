-- The checks of commitments: what was promised instead of proven, looked at afterwards.
create table casework.check (
  owner_id uuid not null,
  check_id uuid not null,
  case_id uuid not null,
  part text not null,
  item text not null,
  item_version int not null,
  title text not null,
  department text not null,
  district text,
  standing text not null,
  opens_on date not null,
  last_day date not null,
  overdue boolean not null default false,
  findings text,
  basis text,
  mend_by date,
  recorded_at timestamptz,
  primary key (owner_id, check_id)
);
create index check_queue on casework.check (department, last_day) where standing in ('planned', 'open', 'mending');
create index check_case on casework.check (owner_id, case_id);
