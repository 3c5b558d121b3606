-- Other systems name a matter by its number alone.
create index case_number on casework.case (case_id);
