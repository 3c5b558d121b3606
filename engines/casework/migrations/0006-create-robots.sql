-- How each rule works in this city now; a rule without a row is on.
create table casework.robot (
  item text not null,
  stage text not null,
  mode text not null,
  sample_percent smallint not null,
  reason text not null,
  set_at timestamptz not null,
  primary key (item, stage)
);
-- What rules said of cases, beside what people decided.
create table casework.judgement (
  owner_id uuid not null,
  case_id uuid not null,
  stage text not null,
  item text not null,
  rule text not null,
  shadow boolean not null,
  granted boolean not null,
  sampled boolean not null,
  at timestamptz not null,
  decided text,
  agrees boolean,
  primary key (owner_id, case_id, stage)
);
create index judgement_rule on casework.judgement (item, rule, at);
create index judgement_sampled on casework.judgement (at) where sampled and agrees is null;
