-- Where the public reads who gets money, a person's name is shortened.
alter table policy.candidate add column person boolean not null default false;
create index candidate_waiting on policy.candidate (owner_id) where payment = 'waiting';
