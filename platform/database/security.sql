-- Row-level security over every owned table: a transaction says whose rows it reads and whose it writes.
create or replace function platform.guard(in_schema text, in_table text) returns void language plpgsql as $$
begin
  execute format('alter table %I.%I enable row level security', in_schema, in_table);
  execute format('drop policy if exists seen on %I.%I', in_schema, in_table);
  execute format('drop policy if exists added on %I.%I', in_schema, in_table);
  execute format('drop policy if exists changed on %I.%I', in_schema, in_table);
  execute format('drop policy if exists removed on %I.%I', in_schema, in_table);
  execute format('drop policy if exists sealed on %I.%I', in_schema, in_table);
  execute format($p$create policy seen on %I.%I for select to yishang_app using (
    (select current_setting('yishang.read', true)) = 'all'
    or owner_id::text = any ((select string_to_array(current_setting('yishang.read', true), ','))::text[]))$p$, in_schema, in_table);
  execute format($p$create policy added on %I.%I for insert to yishang_app with check (
    (select current_setting('yishang.write', true)) = 'all'
    or owner_id::text = any ((select string_to_array(current_setting('yishang.write', true), ','))::text[]))$p$, in_schema, in_table);
  execute format($p$create policy changed on %I.%I for update to yishang_app using (
    (select current_setting('yishang.write', true)) = 'all'
    or owner_id::text = any ((select string_to_array(current_setting('yishang.write', true), ','))::text[]))$p$, in_schema, in_table);
  execute format($p$create policy removed on %I.%I for delete to yishang_app using (
    (select current_setting('yishang.write', true)) = 'all'
    or owner_id::text = any ((select string_to_array(current_setting('yishang.write', true), ','))::text[]))$p$, in_schema, in_table);
  execute format('create policy sealed on %I.%I for all to yishang_sealer using (true) with check (true)', in_schema, in_table);
end $$;

-- A list read by an office is one receipt; every party on that page may see it.
create or replace function platform.guard_receipts() returns void language plpgsql as $$
begin
  drop policy if exists shown on platform.receipt;
  create policy shown on platform.receipt for select to yishang_app using (
    parties && coalesce((select case when current_setting('yishang.read', true) ~ '^[0-9a-f,-]+$'
      then string_to_array(current_setting('yishang.read', true), ',')::uuid[] end), '{}'));
end $$;
