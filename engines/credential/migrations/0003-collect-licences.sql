create table credential.collected (
  owner_id uuid not null,
  collected_id uuid not null,
  holder_name text not null,
  title text not null,
  issuer jsonb not null,
  number text,
  valid_until date,
  department text not null,
  level text not null,
  proof jsonb not null,
  collected_at timestamptz not null,
  checked jsonb,
  removed_at timestamptz,
  primary key (owner_id, collected_id)
);
create index collected_department on credential.collected (department, collected_at desc, collected_id);
