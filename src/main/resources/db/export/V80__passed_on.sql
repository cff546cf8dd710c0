-- A file may be meant for somebody outside the union, who is then named.
alter table export.export drop constraint purpose_is_known;
alter table export.export add constraint purpose_is_known
  check (purpose in ('HAND_OUT', 'CONTACT', 'RECONCILE', 'REPORT', 'PASS_ON', 'OTHER'));
alter table export.export add constraint a_partner_is_named
  check (purpose <> 'PASS_ON' or note is not null);
