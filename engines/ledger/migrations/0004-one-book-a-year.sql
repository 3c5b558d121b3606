-- One book a fund and year: of two who open it at once the key lets one through. Shared by all books, like a directory.
create table ledger.fund_year (
  fund text not null,
  period text not null,
  book_id uuid not null,
  primary key (fund, period)
);
insert into ledger.fund_year (fund, period, book_id)
  select fund, period, owner_id from ledger.book on conflict do nothing;
