-- Who works in the background, and until when nobody else may take its work over. A row that lapsed never works again: it is the
-- fence that a worker which was stopped and wakes up runs into.
create table platform.worker (
  worker_id uuid primary key,
  since timestamptz not null,
  until timestamptz not null,
  lapsed_at timestamptz,
  -- the names under which it locks jobs
  job_workers text[] not null
);
