-- How far what is claimed back has come, and how much of it came in.
alter table policy.correction add column repayment jsonb;
alter table policy.correction add column repaid bigint not null default 0;
-- Who found out about a promise, what was found, and what became of its entry in the record.
alter table policy.claim add column checked_by text;
alter table policy.claim add column checked jsonb;
alter table policy.claim add column repair jsonb;
