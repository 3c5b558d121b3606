-- jsonb sorts keys. In a definition their order can carry meaning: a rule's named values may use those written before them.
alter table platform.definition alter column body type json using body::json;
