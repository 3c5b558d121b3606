-- An objection may be about a verdict instead of a list, and its department answers it in a case.
alter table policy.objection alter column run_id drop not null;
alter table policy.objection add column policy_id text;
alter table policy.objection add column title jsonb;
alter table policy.objection add column case_id uuid;
update policy.objection o set policy_id = r.policy_id, title = r.title from policy.run r where r.owner_id = o.run_id;
alter table policy.objection alter column policy_id set not null;
alter table policy.objection alter column title set not null;
