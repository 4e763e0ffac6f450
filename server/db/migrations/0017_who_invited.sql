-- The administrator who gave the link, whose open links end with him; null for links given at the server itself.
alter table invitation add column created_by text;
alter table invitation add foreign key (tenant_id, created_by) references person (tenant_id, id);
