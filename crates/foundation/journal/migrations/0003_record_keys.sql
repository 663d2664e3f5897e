-- Keys of records whose fields are sealed. They are no part of the log: a key goes when its record is erased, and what it
-- sealed is closed for ever, in the journal too. Backups of the store leave these tables out; they have a file of their own.

-- Each key wrapped by the master key that is named; the master key itself is never in the store.
create table record_key (
  tenant text not null,
  register text not null,
  record text not null,
  master text not null,
  wrapped bytea not null,
  primary key (tenant, register, record)
);

-- The name of the master key in use: who writes with another one is told, and reads its file again.
create table master_in_use (
  tenant text not null primary key,
  master text not null
);

-- Keyed hashes by which the values of sealed fields are found again.
create table sealed_lookup (
  tenant text not null,
  register text not null,
  field text not null,
  hash text not null,
  record text not null,
  primary key (tenant, register, field, hash, record)
) /*sqlite: without rowid*/;
-- The record first: an index that begins like the key would be taken for it by a planner that knows nothing of the table yet.
create index sealed_lookup_of_record on sealed_lookup (record, tenant, register);
