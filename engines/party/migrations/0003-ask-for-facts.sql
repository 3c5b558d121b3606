-- A fact that an enterprise has asked its department for.
create table party.fact_request (
  owner_id uuid not null,
  request_id uuid not null,
  fact text not null,
  period text not null,
  department text not null,
  title jsonb not null,
  note text,
  -- answered or declined; what the department has told otherwise is read from its facts
  closed text,
  answer text,
  document text,
  asked_at timestamptz not null,
  answer_by date,
  due_at timestamptz,
  closed_at timestamptz,
  primary key (owner_id, request_id)
);
create index fact_request_department on party.fact_request (department, answer_by);
