-- Searchable values name their field and their record by number: a row of them is a tenth as long, and there are a
-- dozen for each record. A record's number is its tenant's own, in the order in which records are made; a field's
-- number is the whole store's and belongs to one tenant's register, so that rows under it need no tenant of theirs.

alter table record add column number bigint not null default 0;
update record set number = numbered.position
  from (select tenant, register, id, row_number() over (partition by tenant order by created, register, id) as position
        from record) as numbered
  where record.tenant = numbered.tenant and record.register = numbered.register and record.id = numbered.id;
create unique index record_by_number on record (tenant, register, number);
drop index record_of_partition;
create index record_of_partition on record (tenant, register, partition_key, number);

create table index_field (
  tenant text not null,
  register text not null,
  field text not null,
  number bigint not null unique,
  primary key (tenant, register, field)
);
insert into index_field (tenant, register, field, number)
  select tenant, register, field, row_number() over (order by tenant, register, field)
  from (select distinct tenant, register, field from index_entry) as fields;

create table index_text (
  record bigint not null,
  field bigint not null,
  value text not null,
  primary key (record, field, value)
) /*sqlite: without rowid*/;
insert into index_text (record, field, value)
  select distinct r.number, f.number, e.text_value
  from index_entry e
  join index_field f on f.tenant = e.tenant and f.register = e.register and f.field = e.field
  join record r on r.tenant = e.tenant and r.register = e.register and r.id = e.record
  where e.text_value is not null;
create index index_text_by_value on index_text (field, value, record);

create table index_number (
  record bigint not null,
  field bigint not null,
  value double precision not null,
  primary key (record, field, value)
) /*sqlite: without rowid*/;
insert into index_number (record, field, value)
  select distinct r.number, f.number, e.number_value
  from index_entry e
  join index_field f on f.tenant = e.tenant and f.register = e.register and f.field = e.field
  join record r on r.tenant = e.tenant and r.register = e.register and r.id = e.record
  where e.number_value is not null;
create index index_number_by_value on index_number (field, value, record);

drop table index_entry;
