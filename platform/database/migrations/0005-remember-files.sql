-- Of which files the record was last seeded as a whole: the same files need not be read and judged again.
alter table platform.definition_head add column seeded_from text;
