-- What a policy was to an enterprise when it was last judged: only what it gets or nearly gets is kept.
create table policy.standing (
  owner_id uuid not null,
  policy_id text not null,
  version int not null,
  group_name text not null,
  amount_fen bigint,
  since timestamptz not null,
  primary key (owner_id, policy_id)
);

create table policy.standing_change (
  owner_id uuid not null,
  standing_id uuid not null,
  policy_id text not null,
  at timestamptz not null,
  change jsonb not null,
  primary key (owner_id, standing_id, policy_id)
);
create index standing_change_recent on policy.standing_change (owner_id, at desc);
