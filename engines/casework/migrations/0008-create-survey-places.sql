-- A directory, shared by all parties: each place in a half-day of a joint survey is given once.
create table casework.survey_place (
  survey text not null,
  day date not null,
  half text not null,
  place int not null,
  party_id uuid not null,
  case_id uuid not null unique,
  primary key (survey, day, half, place)
);
