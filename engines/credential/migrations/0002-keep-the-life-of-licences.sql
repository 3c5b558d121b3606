alter table credential.licence
  add column replaces jsonb,
  add column replaced_by jsonb,
  add column matter text,
  add column joint text not null default 'whole',
  add column history jsonb not null default '[]';

update credential.licence set
  joint = case when degraded then 'narrowed' else 'whole' end,
  matter = substring(cause from '^([0-9a-f-]{36})/'),
  history = jsonb_build_array(jsonb_build_object('what', 'issued', 'at', issued_at));

alter table credential.licence drop column degraded;

-- A directory: whoever scans a code knows nothing of owners.
create table credential.code (
  code text primary key,
  owner_id uuid not null,
  licence_id uuid not null
);
