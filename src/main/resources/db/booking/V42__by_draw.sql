-- Whether an offering's places are drawn by lot after its closing instead of booked while it is open.
alter table booking.offering add column by_draw boolean not null default false;
