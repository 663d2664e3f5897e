-- The journal and what is folded from it. One text for SQLite and PostgreSQL: BIGINT, TEXT, BYTEA,
-- DOUBLE PRECISION only; the tenant is first in every key.

-- The names this store has written under. The one with writes = 1 is in use: a restored backup gets a new one.
create table node (
  tenant text not null,
  node text not null,
  incarnation text not null,
  created bigint not null,
  writes bigint not null,
  primary key (tenant, node)
);

-- Where the chain of each node ends.
create table chain_head (
  tenant text not null,
  node text not null,
  seq bigint not null,
  hash bytea not null,
  hlc bigint not null,
  primary key (tenant, node)
);

create table entry (
  tenant text not null,
  node text not null,
  seq bigint not null,
  hlc bigint not null,
  prev bytea not null,
  hash bytea not null,
  kind text not null,
  actor text not null,
  register text not null,
  record text not null,
  base text,
  body text not null,
  primary key (tenant, node, seq)
);
create index entry_of_record on entry (tenant, register, record, hlc);

create table record (
  tenant text not null,
  register text not null,
  id text not null,
  version text not null,
  hlc bigint not null,
  created bigint not null,
  state text not null,
  owner text not null,
  place text,
  partition_key text not null,
  data text not null,
  conflicts text not null,
  erased bigint not null,
  merged_into text,
  primary key (tenant, register, id)
);
create index record_by_time on record (tenant, register, hlc, id);
create index record_of_partition on record (tenant, register, partition_key, id);

create table index_entry (
  tenant text not null,
  register text not null,
  field text not null,
  record text not null,
  text_value text,
  number_value double precision
);
create index index_of_record on index_entry (tenant, register, record);
create index index_by_text on index_entry (tenant, register, field, text_value, record);
create index index_by_number on index_entry (tenant, register, field, number_value, record) where number_value is not null;

create table partition_stamp (
  tenant text not null,
  register text not null,
  partition_key text not null,
  hlc bigint not null,
  records bigint not null,
  primary key (tenant, register, partition_key)
);

create table attachment (
  tenant text not null,
  hash text not null,
  media_type text not null,
  size bigint not null,
  created bigint not null,
  primary key (tenant, hash)
);

create table attachment_chunk (
  tenant text not null,
  hash text not null,
  number bigint not null,
  bytes bytea not null,
  primary key (tenant, hash, number)
);
