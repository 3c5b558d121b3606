-- A person's name is shortened in lists that are read for their order; the bank is told the whole.
alter table ledger.transfer add column person boolean not null default false;
