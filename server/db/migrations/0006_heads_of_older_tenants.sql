-- A tenant made before there were chains of events begins its own now.
do $$
declare older uuid;
begin
  for older in select id from tenant loop
    perform set_config('app.tenant', older::text, true);
    insert into tenant_head (tenant_id, epoch) values (older, gen_random_uuid()::text) on conflict do nothing;
  end loop;
  perform set_config('app.tenant', '', true);
end $$;
