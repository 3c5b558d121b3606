-- Which fast track a stage is on, and since when it goes before what is not due yet.
alter table casework.stage add column track text;
alter table casework.stage add column ahead_from timestamptz;
