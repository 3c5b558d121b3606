-- Of a group of which a party has one benefit a period it has one live grant, whichever run is faster: benefits that exclude each other,
-- and those of which only the highest is paid.
drop index policy.grant_highest_once;
alter table policy.grant add column groups text[] not null default '{}';
update policy.grant set groups = array['highest:' || highest_group] where highest_group is not null;
alter table policy.grant drop column highest_group;
create table policy.grant_group (
  owner_id uuid not null,
  grouped_as text not null,
  period text not null,
  component text not null,
  grant_id uuid not null,
  primary key (owner_id, grouped_as, period, component)
);
create unique index grant_group_once on policy.grant_group (owner_id, grant_id, grouped_as);
insert into policy.grant_group (owner_id, grouped_as, period, component, grant_id)
select owner_id, unnest(groups), period, component, grant_id from policy.grant where state <> 'withdrawn';
