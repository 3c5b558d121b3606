create schema credential;

create table credential.licence (
  owner_id uuid not null,
  licence_id uuid not null,
  licence_type text not null,
  type_version int not null,
  title jsonb not null,
  base boolean not null,
  rank int not null,
  cause text not null,
  number text not null,
  holder_name text not null,
  credit_code text,
  open jsonb not null,
  disclosable jsonb not null,
  department text not null,
  issued_by jsonb not null,
  district text,
  state text not null,
  issued_at timestamptz not null,
  valid_from date not null,
  valid_until date,
  signed jsonb,
  bundle jsonb,
  degraded boolean not null default false,
  act jsonb,
  primary key (owner_id, licence_id)
);
create index licence_department on credential.licence (department, issued_at desc, licence_id);
create index licence_number on credential.licence (number);
create index licence_credit_code on credential.licence (credit_code);
create index licence_holder on credential.licence using gin (holder_name gin_trgm_ops);

-- Directories: a place in a status list is given out once in the whole city, so no owner can be in its key.
create table credential.status_list (
  list_id text primary key,
  uri text not null,
  size int not null,
  opened_at timestamptz not null
);
create table credential.status_entry (
  list_id text not null references credential.status_list,
  idx int not null,
  licence_id uuid not null unique,
  status smallint not null default 0,
  changed_at timestamptz not null,
  primary key (list_id, idx)
);
create index status_entry_changed on credential.status_entry (list_id, changed_at);
