-- Above a ceiling a run is approved by two persons; who was the first, and of which sum.
alter table policy.run add column endorsed_by text;
alter table policy.run add column endorsed_at timestamptz;
alter table policy.run add column endorsed_amount bigint;
