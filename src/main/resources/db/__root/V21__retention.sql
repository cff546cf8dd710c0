-- What was over age and forgotten, by rule and day; a day without an end is not done yet.
create table platform.retention (
  held text not null,
  day_on date not null,
  forgotten bigint not null,
  done_at timestamptz,
  constraint one_run_each_day primary key (held, day_on),
  constraint forgotten_is_counted check (forgotten >= 0)
);
