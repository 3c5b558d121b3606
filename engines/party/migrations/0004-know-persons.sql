-- Benefits of persons go to parties that are persons.
alter table party.party add column person boolean not null default false;
