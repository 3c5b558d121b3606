-- By which human a person of the record is known: one is entered once, whichever of its accounts comes first. Shared like a directory.
create table party.person (
  person_key text primary key,
  owner_id uuid not null
);
insert into party.person (person_key, owner_id)
select distinct on (1) coalesce(a.person_id, m.account_id::text), m.owner_id
from party.mandate m join platform.account a using (account_id) join party.party p using (owner_id)
where m.role = 'self' and p.person order by 1, p.founded_at, m.owner_id
on conflict do nothing;

-- A row about a person names an account of it, and no credit code.
alter table party.import_row add column person text;
alter table party.import_row add column person_id uuid;
