-- Codes go to e-mail addresses as well, each row still one receiver's last code.
alter table access.code rename column phone_hash to receiver_hash;

-- The demonstration's telephone shows codes, texts and mail: each receiver's last code, and
-- messages under their own id.
drop table access.demonstration_message;
create table access.demonstration_message (
  id uuid primary key,
  kind text not null constraint demonstration_kind_is_known check (kind in ('CODE', 'TEXT', 'MAIL')),
  receiver_hash bytea not null,
  receiver_sealed bytea not null,
  text_sealed bytea not null,
  sent_at timestamptz not null
);
create index demonstration_message_by_time on access.demonstration_message (sent_at);
create index demonstration_message_of_receiver on access.demonstration_message (receiver_hash);
