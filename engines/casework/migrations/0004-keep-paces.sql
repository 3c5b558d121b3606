-- How long the stages of finished cases took, without whose they were: what open cases of the theme are foretold by. A place
-- is taken over by a later case, so that a theme never fills more than its places and old paces give way.
create table casework.pace (
  theme text not null,
  place smallint not null,
  ended_at timestamptz not null,
  -- office minutes by stage; time in which the clock stood counts
  stages jsonb not null,
  primary key (theme, place)
);
