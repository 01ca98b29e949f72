/** Version of the agent's store; another one is refused. */
export const STORE_SCHEMA = 1

/** Tables of an empty store, in plain PostgreSQL. */
export const createTables = `
create table meta (
  key text primary key,
  value text not null
);
create table checkpoints (
  number numeric primary key,
  hash text not null
);
create table agreements (
  agreement_id text primary key,
  block numeric not null
);
create table chains (
  agreement_id text primary key,
  rpc_port integer unique not null
);
create table transactions (
  hash text primary key,
  step_id text not null,
  account text not null,
  chain_id bigint not null,
  status text not null check (status in ('pending', 'mined', 'reverted', 'dropped')),
  signed text not null,
  receipt text
);
create index transactions_by_step on transactions (step_id);
create index transactions_pending on transactions (account, chain_id) where status = 'pending';
create table saga_steps (
  saga text not null,
  step text not null,
  facts text not null,
  at timestamptz not null default now(),
  primary key (saga, step)
);
`
