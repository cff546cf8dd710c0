-- What a benefit is, beside the offering of the booking engine that gives its places.
create schema benefit;

create table benefit.benefit (
  offering_id uuid primary key,
  category text not null,
  summary_zh text not null,
  summary_en text,
  how_zh text not null,
  how_en text,
  constraint category_is_known
    check (category in ('PARK', 'FOOD', 'FILM', 'CARNIVAL', 'HEALTH', 'OTHER'))
);
