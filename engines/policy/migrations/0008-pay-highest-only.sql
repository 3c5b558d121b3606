-- Which other policies a run compares with, as they stood when it began: the same snapshot gives the same list.
alter table policy.run add column rivals jsonb;
-- Of a group of which only the highest is paid a party has one live grant a period, whichever run is faster.
alter table policy.grant add column highest_group text;
create unique index grant_highest_once on policy.grant (owner_id, highest_group, period, component)
  where state <> 'withdrawn' and highest_group is not null;
